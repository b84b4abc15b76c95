"""Suggest and Cancel."""

from __future__ import annotations

from dataclasses import replace

from paint_counter import PaintCounter
from pytestqt.qtbot import QtBot
from slates_made import make_state

from apprentice.model.desk import Desk
from apprentice.model.slates import DocumentRef
from apprentice.panel.ask import AskRow
from apprentice.qt import QtWidgets
from apprentice.shown.show_panel import show_panel


def test_progress_waits_for_the_next_turn_to_be_painted(qapp: QtWidgets.QApplication, qtbot: QtBot) -> None:
    """A change of the progress paints nothing at once: that would make Krita compose its whole window."""
    desk = Desk(make_state())
    desk.set_document(DocumentRef("d", "D", 100, 100))
    busy = replace(show_panel(desk).ask, busy=True)
    row = AskRow()
    qtbot.addWidget(row)
    row.show_ask(busy)
    row.show()
    qapp.processEvents()
    paints = PaintCounter(row.cancel, row.progress)
    row.show_ask(replace(busy, fraction=0.4))
    assert (paints.count, row.progress.value()) == (0, 400)
    qapp.processEvents()
    assert paints.count
