"""What opens under ▾, over the panel, and moves nothing: what can be asked for."""

from __future__ import annotations

from ..qt import QtGui, QtWidgets, QWidget
from ..vendored import tr
from . import style
from .dial import Dials
from .intents import IntentSection
from .locks.lock_section import LockSection
from .page_scroll import PageScroll
from .vary import VaryBar


class AskFor(QWidget):
    """The page under ▾: intents, dimensions that may change, how far, and values that must or must not be."""

    def __init__(
        self, intents: IntentSection, vary: VaryBar, dials: Dials, locks: LockSection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_ask_for")
        self.setAutoFillBackground(True)
        content = QWidget()
        column = QtWidgets.QVBoxLayout(content)
        column.setContentsMargins(style.MARGIN_PX, style.MARGIN_PX, style.MARGIN_PX, style.MARGIN_PX)
        column.setSpacing(2)
        column.addWidget(intents)
        titles = (tr("What may change"), tr("How far"), tr("Always or never"))
        for title, widget in zip(titles, (vary, dials, locks), strict=True):
            column.addWidget(style.give_way(_title(title)))
            column.addWidget(widget)
            column.addSpacing(style.GAP_PX)
        column.addStretch(1)
        self._scroll = PageScroll(content)
        around = QtWidgets.QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._scroll)
        self.setVisible(False)

    def show_from_top(self) -> None:
        """Begin at the top: a press where something stood the last time would change something else."""
        self._scroll.verticalScrollBar().setValue(0)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw a thin frame."""
        painter = QtGui.QPainter(self)
        painter.setPen(style.ink(self, 0.3))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _title(text: str) -> QtWidgets.QLabel:
    label = QtWidgets.QLabel(text)
    font = style.small_font(label, 0.94)
    font.setBold(True)
    label.setFont(font)
    return label
