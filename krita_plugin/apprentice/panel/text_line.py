"""A line of text that is elided where it does not fit."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QWidget
from . import style


class TextLine(QWidget):
    """Shows a line of text; the tooltip has all of it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = ""
        self._strength = 0.85
        style.give_way(self)
        self.setFixedHeight(self.fontMetrics().height() + 2)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def show_text(self, text: str, tip: str = "", strength: float = 0.85) -> None:
        """Show `text`; `tip` says more to the pointer."""
        if (text, strength) != (self._text, self._strength):
            self._text, self._strength = text, strength
            self.setAccessibleName(text)
            self.update()
        self.setToolTip(tip or text)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no width: the line takes what there is."""
        return QtCore.QSize(0, self.fontMetrics().height() + 2)

    def sizeHint(self) -> QtCore.QSize:
        """Return no width: the line takes what there is."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the line."""
        painter = QtGui.QPainter(self)
        font = style.small_font(self, 0.94)
        painter.setFont(font)
        painter.setPen(style.small_text(self, self._strength))
        text = QtGui.QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
