"""A text in full, over the cards, until it is pressed."""

from __future__ import annotations

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget
from .. import style
from .message import breakable


class Unfolded(QtWidgets.QLabel):
    """Lies over whatever is there and moves nothing; a press puts it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_unfolded")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMargin(6)
        self.setAutoFillBackground(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFont(style.small_font(self, 0.94))
        self.setVisible(False)

    def unfold(self, text: str, above: QtCore.QRect, top_px: int) -> None:
        """Show a text above a rectangle, no higher up than `top_px`; the same text again is put away."""
        if self.isVisible() and breakable(text) == self.text():
            self.setVisible(False)
            return
        self.setText(breakable(text))
        height = min(self.heightForWidth(above.width()), above.top() - top_px)
        self.setGeometry(above.left(), above.top() - height, above.width(), height)
        self.setVisible(True)
        self.raise_()

    def follow(self, text: str) -> None:
        """Put the text away where another one is shown below by now."""
        if self.isVisible() and breakable(text) != self.text():
            self.setVisible(False)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Put the text away."""
        self.setVisible(False)
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the text in a thin frame."""
        super().paintEvent(event)
        painter = QtGui.QPainter(self)
        painter.setPen(style.ink(self, 0.3))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
