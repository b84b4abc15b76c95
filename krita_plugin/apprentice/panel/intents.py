"""The intents: what the whole picture can be asked to show, each pictured on the artist's own canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..qt import QImage, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .chip import Chip, fit_together
from .locks.proof_chip import ProofChip
from .widget_list import discard

_COLUMNS, _FIRST = 4, 8


class IntentSection(QWidget):
    """A chip for each intent: two rows of four, and the others behind *More*; emits the name of one that is pressed."""

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
        self._grid.addWidget(style.give_way(self.more), _FIRST // _COLUMNS, 0, 1, _COLUMNS)
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
        for place, (name, word) in enumerate(intents):
            # The row between is that of *More*, which stays where it is when the others open below it.
            row = place // _COLUMNS + (place >= _FIRST)
            self._grid.addWidget(self._chip(name, word), row, place % _COLUMNS)
        if self._chips:
            fit_together(self._chips.values())
        self._show_rest()
        self.setVisible(bool(intents))

    def show_proofs(self, proofs: Mapping[str, Sequence[QImage]], *, is_pictured: bool) -> None:
        """Show each intent's picture, by its name; where pictures are there or on the way, room is kept for them."""
        for name, chip in self._chips.items():
            chip.set_pictured(next(iter(proofs.get(name, ())), None), is_pictured=is_pictured)

    def _show_rest(self) -> None:
        for chip in list(self._chips.values())[_FIRST:]:
            chip.setVisible(self.more.isChecked())
        self.more.setVisible(len(self._chips) > _FIRST)

    def _chip(self, name: str, word: str) -> QWidget:
        chip = ProofChip(word, f"apprentice_intent_{name}")
        chip.setCheckable(False)
        chip.setToolTip(f"{word}\n{tr('Four takes of it on your own painting, by your taste.')}")
        chip.clicked.connect(lambda: self.pressed.emit(name))
        self._chips[name] = chip
        return style.give_way(chip)
