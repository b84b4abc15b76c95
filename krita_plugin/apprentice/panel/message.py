"""The message line."""

from __future__ import annotations

import re

from ..qt import Qt, QtCore, QtWidgets, QWidget
from . import style

_LONG_WORD = re.compile("[^\\s\u200b]{25,}")


class MessageLine(QtWidgets.QLabel):
    """Shows a sentence or two, wrapped; takes no room without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._is_problem = self._is_coloring = False
        super().__init__(parent)
        self.setObjectName("apprentice_message")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMargin(2)
        self.setFont(style.small_font(self, 0.94))
        style.give_way(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVisible(False)

    def show_line(self, text: str, *, is_problem: bool) -> None:
        """Show `text`; an empty one hides the line. Paths are wrapped at slashes, long names at dots and dashes."""
        self.setText(_breakable(text))
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._is_problem = is_problem
        self._color_text()
        self.setVisible(bool(text))

    def changeEvent(self, event: QtCore.QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        themed = event.type() in (QtCore.QEvent.Type.ParentChange, QtCore.QEvent.Type.PaletteChange)
        if themed and not self._is_coloring:
            self._color_text()

    def _color_text(self) -> None:
        """Take the colour from the theme around the line, not from its own changed palette."""
        around = self.parentWidget() or self
        palette = around.palette()
        color = style.problem_color(around) if self._is_problem else style.ink(around, 0.8)
        palette.setColor(palette.ColorRole.WindowText, color)
        self._is_coloring = True
        self.setPalette(palette)
        self._is_coloring = False

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no width: the line takes what there is."""
        return QtCore.QSize(0, super().minimumSizeHint().height() if self.text() else 0)


def _breakable(text: str) -> str:
    parted = text.replace("/", "/\u200b").replace("\\", "\\\u200b")
    return _LONG_WORD.sub(lambda word: re.sub("[.-]", "\\g<0>\u200b", word[0]), parted)
