"""What has been learned: a few lines, and a bar for each attribute value."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget
from ..shown import TasteShown
from . import style
from .effects import Effects


class Taste(QWidget):
    """Shows `TasteShown`; its `effects` emit what is set by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_taste")
        self._text = QtWidgets.QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setObjectName("apprentice_taste_text")
        self.effects = Effects()
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.addWidget(style.give_way(self._text))
        column.addWidget(self.effects)

    def show_taste(self, shown: TasteShown) -> None:
        """Show what has been learned."""
        self._text.setText(shown.text or "Nothing is learned yet: rate a suggestion or two.")
        self.effects.show_effects(shown.effects)
