"""Suggest and Cancel."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot
from slates_made import make_state

from apprentice.model.desk import Desk
from apprentice.model.slates import DocumentRef
from apprentice.panel.ask import AskRow
from apprentice.qt import QtCore, QtWidgets
from apprentice.shown.show_panel import show_panel


class _Paints(QtCore.QObject):
    """Counts paint events."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:  # noqa: N802 # Qt names it
        self.count += event.type() == QtCore.QEvent.Type.Paint
        return False


def test_progress_waits_for_the_next_turn_to_be_painted(qapp: QtWidgets.QApplication, qtbot: QtBot) -> None:
    """Qt's own progress bar repaints at once, and Krita its whole window with it."""
    desk = Desk(make_state())
    desk.set_document(DocumentRef("d", "D", 100, 100))
    busy = replace(show_panel(desk).ask, busy=True)
    row, paints = AskRow(), _Paints()
    qtbot.addWidget(row)
    row.show_ask(busy)
    row.show()
    qapp.processEvents()
    for widget in (row.cancel, row.progress):
        widget.installEventFilter(paints)
    row.show_ask(replace(busy, fraction=0.4))
    assert (paints.count, row.progress.value()) == (0, 400)
    qapp.processEvents()
    assert paints.count
