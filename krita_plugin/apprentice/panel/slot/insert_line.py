"""The line that shows the progress of an insertion."""

from __future__ import annotations

from ...qt import QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.values import InsertShown
from ...vendored import tr
from .. import style
from ..icon_button import IconButton
from ..text_box import TextBox

_BAR_PX = 2


class InsertLine(QWidget):
    """Shows `InsertShown`; emits when it is given up."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_inserting")
        self._text = TextBox("apprentice_inserting_text")
        self.cancel = IconButton("dismiss", "apprentice_inserting_cancel", tr("Do not insert it"))
        self.cancel.clicked.connect(self.cancelled)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP_PX)
        row.addWidget(self._text, 1)
        row.addWidget(self.cancel)
        self.shown: InsertShown | None = None

    def show_inserting(self, shown: InsertShown | None) -> None:
        """Show the progress, None for none."""
        if shown == self.shown:
            return
        self.shown = shown
        if shown is not None:
            self._text.show_text(shown.text)
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the progress along the lower edge."""
        if self.shown is None:
            return
        painter = QtGui.QPainter(self)
        bar = QtCore.QRectF(0, self.height() - _BAR_PX, self.width(), _BAR_PX)
        painter.fillRect(bar, style.ink(self, 0.15))
        bar.setWidth(self.width() * self.shown.fraction)
        painter.fillRect(bar, style.accent(self))
