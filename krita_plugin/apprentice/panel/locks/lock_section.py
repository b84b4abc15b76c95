"""The values that every suggestion must have, and those that none may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...qt import QImage, QtWidgets, QWidget, Signal
from ...shown.values import ValueShown
from ...vendored import later, tr
from .. import style
from ..chip import fit_together
from ..widget_list import discard
from .proof_chip import ProofChip

_COLUMNS = 3
_TIPS = {
    "": later("Free. Press to ask for it in every suggestion."),
    "lock": later("In every suggestion. Press to keep it out instead."),
    "ban": later("In no suggestion. Press to set it free."),
}
_ICONS = {"": "", "lock": "lock", "ban": "ban"}


class LockSection(QWidget):
    """A chip for each attribute value, from free to locked to banned; emits (dimension, value)."""

    pressed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_locks")
        self._grid = QtWidgets.QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        held = QtWidgets.QLabel(tr("For this painting and for new ones."))
        held.setObjectName("apprentice_locks_hold")
        held.setFont(style.small_font(held))
        held.setWordWrap(True)
        column.addWidget(style.give_way(held))
        presses = QtWidgets.QLabel(tr("First press: always; second: never; third: as it comes."))
        presses.setObjectName("apprentice_locks_presses")
        presses.setFont(style.small_font(presses))
        presses.setWordWrap(True)
        column.addWidget(style.give_way(presses))
        column.addLayout(self._grid)
        self._chips: dict[tuple[str, str], ProofChip] = {}
        self._titles: list[QtWidgets.QLabel] = []
        self._words: tuple[object, ...] = ()
        self._shown: dict[tuple[str, str], ValueShown] = {}

    def show_locks(self, shown: tuple[tuple[str, tuple[ValueShown, ...]], ...]) -> None:
        """Show the rule of each value."""
        words = tuple((title, tuple((v.dimension, v.value, v.word) for v in values)) for title, values in shown)
        if words != self._words:
            self._words = words
            self._make_chips(shown)
        for _, values in shown:
            for value in values:
                self._show_value(value)

    def _show_value(self, value: ValueShown) -> None:
        """Show one value on its chip, if it has changed: even an equal tooltip is an event for Qt."""
        place = value.dimension, value.value
        if self._shown.get(place) == value:
            return
        self._shown[place] = value
        chip = self._chips[place]
        chip.set_icon(_ICONS[value.rule])
        chip.setChecked(value.rule == "lock")
        chip.set_struck(value.rule == "ban")
        chip.setAccessibleDescription(tr(_TIPS[value.rule]))
        chip.setToolTip(f"{value.why or value.word}\n{tr(_TIPS[value.rule])}")

    def show_proofs(self, proofs: Mapping[str, Sequence[QImage]], *, is_pictured: bool) -> None:
        """Show each value's picture, by "dimension=value"; without, the words alone.

        Args:
            proofs: the pictures that have come; the first of each value is shown.
            is_pictured: whether pictures are there or on the way: room is kept for them.
        """
        for (dimension, value), chip in self._chips.items():
            chip.set_pictured(next(iter(proofs.get(f"{dimension}={value}", ())), None), is_pictured=is_pictured)

    def _make_chips(self, shown: tuple[tuple[str, tuple[ValueShown, ...]], ...]) -> None:
        discard(self._grid, *self._chips.values(), *self._titles)
        self._chips, self._titles, self._shown, row = {}, [], {}, 0
        for title, values in shown:
            label = QtWidgets.QLabel(title)
            label.setFont(style.small_font(label))
            self._titles.append(label)
            self._grid.addWidget(style.give_way(label), row, 0, 1, _COLUMNS)
            for place, value in enumerate(values):
                self._grid.addWidget(self._chip(value), row + 1 + place // _COLUMNS, place % _COLUMNS)
            row += 1 + (len(values) + _COLUMNS - 1) // _COLUMNS
        fit_together(self._chips.values())

    def _chip(self, value: ValueShown) -> QWidget:
        chip = ProofChip(value.word, f"apprentice_lock_{value.dimension}_{value.value}")
        chip.clicked.connect(lambda: self.pressed.emit(value.dimension, value.value))
        self._chips[value.dimension, value.value] = chip
        return style.give_way(chip)
