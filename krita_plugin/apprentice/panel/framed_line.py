"""The name of the framed card beside Insert, and at once what the last rating has changed."""

from __future__ import annotations

from ..qt import QtWidgets, QWidget
from ..shown.values import NotedShown
from .slot.noted_line import NotedLine
from .text_box import TextBox


class FramedLine(QWidget):
    """Says what Insert is about, and below it what was noted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.noted = TextBox("apprentice_framed"), NotedLine()
        self._stack = QtWidgets.QStackedLayout(self)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.noted)

    def show_framed(self, name: str, noted: NotedShown | None) -> None:
        """Show a name, or what was noted."""
        self.text.show_text(name)
        self.noted.show_noted(noted, name)
        self._stack.setCurrentWidget(self.text if noted is None else self.noted)
