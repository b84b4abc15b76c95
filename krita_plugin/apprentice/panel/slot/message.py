"""The message in the slot."""

from __future__ import annotations

import re

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from .. import style
from ..text_box import whole_line, wrap

_LONG_WORD = re.compile("[^\\s\u200b]{25,}")
_PAD_PX = 2


class MessageLine(QtWidgets.QLabel):
    """Shows a sentence in as many lines as fit; the tooltip has all of it. Emits that it was pressed."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._is_problem = False
        super().__init__(parent)
        self.setObjectName("apprentice_message")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(style.small_font(self, 0.94))
        style.give_way(self)

    @property
    def is_problem(self) -> bool:
        """Whether the message tells of a problem."""
        return self._is_problem

    @property
    def is_cut(self) -> bool:
        """Whether some of the message is not shown."""
        return self._wrapped()[1]

    def show_line(self, text: str, *, is_problem: bool) -> None:
        """Show `text`. Paths are wrapped at slashes, long names at dots and dashes."""
        words = breakable(text)
        if (words, is_problem) == (self.text(), self._is_problem):
            return
        self._is_problem = is_problem
        self.setText(words)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Tell of a press."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        event.accept()

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no size: the message takes what there is."""
        return QtCore.QSize(0, 0)

    def sizeHint(self) -> QtCore.QSize:
        """Return no size: the message takes what there is."""
        return QtCore.QSize(0, 0)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the lines in the theme's colours."""
        painter = QtGui.QPainter(self)
        painter.setPen(style.problem_color(self) if self._is_problem else style.small_text(self, 0.85))
        lines = self._wrapped()[0]
        line_px = self._line_px()
        top = (self.height() - line_px * len(lines)) // 2
        for place, line in enumerate(lines):
            room = QtCore.QRect(_PAD_PX, top + place * line_px, self.width() - 2 * _PAD_PX, line_px)
            painter.drawText(whole_line(room), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)

    def _line_px(self) -> int:
        return self.fontMetrics().height() - 1

    def _wrapped(self) -> tuple[list[str], bool]:
        most = max(1, self.height() // self._line_px())
        return wrap(self.text(), self.font(), self.width() - 2 * _PAD_PX, most)


def breakable(text: str) -> str:
    """Return a text with places where a long word may be broken."""
    parted = text.replace("/", "/\u200b").replace("\\", "\\\u200b")
    return _LONG_WORD.sub(lambda word: re.sub("[.-]", "\\g<0>\u200b", word[0]), parted)
