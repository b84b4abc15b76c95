"""The chips for the dimensions that may vary."""

from __future__ import annotations

from ..qt import QtWidgets, QWidget, Signal
from ..shown.values import AskShown
from ..vendored import tr
from . import style
from .chip import Chip, fit_together
from .widget_list import discard

_COLUMNS = 3


class VaryBar(QWidget):
    """A chip for each dimension, and one for everything; emits the dimension of the chip pressed, "" for everything."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_vary")
        self.setToolTip(tr("What the suggestions may change. The rest stays as you painted it."))
        self._grid = QtWidgets.QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._chips: list[Chip] = []
        self._words: tuple[tuple[str, str], ...] = ()
        style.give_way(self)

    def show_ask(self, shown: AskShown) -> None:
        """Show which dimensions may vary."""
        words = tuple((name, word) for name, word, _ in shown.vary)
        if words != self._words:
            self._words = words
            self._make_chips()
        states = [on for _, _, on in shown.vary]
        lit = [*(state and not shown.everything for state in states), shown.everything]
        for chip, on in zip(self._chips, lit, strict=True):
            chip.setChecked(on)

    def _make_chips(self) -> None:
        discard(self._grid, *self._chips)
        self._chips = []
        for place, (name, word) in enumerate((*self._words, ("", tr("Everything")))):
            chip = Chip(word, f"apprentice_vary_{name or 'everything'}")
            chip.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
            self._chips.append(chip)
            self._grid.addWidget(style.give_way(chip), place // _COLUMNS, place % _COLUMNS)
        fit_together(self._chips)
