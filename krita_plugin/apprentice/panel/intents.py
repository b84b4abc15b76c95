"""The intents: what the whole picture can be asked to show, each pictured on the artist's own canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..qt import QImage, QtGui, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .chip import Chip, fit_together
from .locks.proof_chip import ProofChip
from .widget_list import discard

_MOST_COLUMNS, _LEAST_COLUMNS, _ROWS = 4, 3, 2
_WIDE_PX = 320  # from which on as many columns as can be have room for their words


class IntentSection(QWidget):
    """A chip for each intent: two rows of three or four, by the width, and the others behind *More*.

    Emits the name of one that is pressed.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_intents")
        self._title = QtWidgets.QLabel(tr("What it is to show"))
        font = style.small_font(self._title, 0.94)
        font.setBold(True)
        self._title.setFont(font)
        self._grid = QtWidgets.QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self.more = Chip(tr("More"), "apprentice_intent_more")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _: self._show_rest())
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.GAP_PX)
        column.setSpacing(2)
        column.addWidget(style.give_way(self._title))
        column.addLayout(self._grid)
        style.give_way(self.more)
        self._columns = _LEAST_COLUMNS
        self._chips: dict[str, ProofChip] = {}
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setVisible(False)

    def show_intents(self, intents: tuple[tuple[str, str], ...]) -> None:
        """Show intents, as (name, word); without any the section takes no room."""
        if intents == self._shown:
            return
        self._shown = intents
        discard(self._grid, *self._chips.values())
        self._chips = {}
        for name, word in intents:
            self._chip(name, word)
        if self._chips:
            fit_together(self._chips.values())
        self._place()
        self.setVisible(bool(intents))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Have as many columns as there is room for."""
        super().resizeEvent(event)
        columns = _MOST_COLUMNS if self.width() >= _WIDE_PX else _LEAST_COLUMNS
        if columns != self._columns:
            self._columns = columns
            self._place()

    def show_proofs(self, proofs: Mapping[str, Sequence[QImage]], *, is_pictured: bool) -> None:
        """Show each intent's picture, by its name; where pictures are there or on the way, room is kept for them."""
        for name, chip in self._chips.items():
            chip.set_pictured(next(iter(proofs.get(name, ())), None), is_pictured=is_pictured)

    def _place(self) -> None:
        """Put the chips into the grid; *More* has a row between, and stays there when the others open below it."""
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < self._columns))
        self._grid.addWidget(self.more, _ROWS, 0, 1, self._columns)
        for place, chip in enumerate(self._chips.values()):
            row = place // self._columns
            self._grid.addWidget(chip, row + (row >= _ROWS), place % self._columns)
        self._show_rest()

    def _show_rest(self) -> None:
        first = _ROWS * self._columns
        for place, chip in enumerate(self._chips.values()):
            chip.setVisible(place < first or self.more.isChecked())
        self.more.setVisible(len(self._chips) > first)

    def _chip(self, name: str, word: str) -> None:
        chip = ProofChip(word, f"apprentice_intent_{name}")
        chip.setCheckable(False)
        chip.setToolTip(f"{word}\n{tr('Four takes of it on your own painting, by your taste.')}")
        chip.clicked.connect(lambda: self.pressed.emit(name))
        self._chips[name] = chip
        style.give_way(chip)
