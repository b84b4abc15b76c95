"""The cards, two by two."""

from __future__ import annotations

from ..qt import QtWidgets, QWidget
from ..shown.values import CardShown
from ..vendored import bounds
from . import style
from .card import CardWidget
from .card_image import Pictures

_COLUMNS = 2
_STEPS = {"left": -1, "right": 1, "up": -_COLUMNS, "down": _COLUMNS}


class CardGrid(QWidget):
    """The cards of a slate; Tab and the arrows move between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QtWidgets.QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.GAP_PX)
        self.cards = [CardWidget(index) for index in range(bounds.DEFAULT_COUNT)]
        for card in self.cards:
            grid.addWidget(card, card.index // _COLUMNS, card.index % _COLUMNS)
            card.stepped.connect(self._move)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def show_cards(self, shown: tuple[CardShown, ...], pictures: Pictures) -> None:
        """Show all cards."""
        for card, values in zip(self.cards, shown, strict=True):
            card.show_card(values, pictures)

    def focus_card(self, index: int) -> None:
        """Give a card the keys."""
        self.cards[index].setFocus()

    def _move(self, index: int, direction: str) -> None:
        target = index + _STEPS[direction]
        if 0 <= target < len(self.cards):
            self.focus_card(target)
