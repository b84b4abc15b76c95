"""The reasons that a card offers after a rating."""

from __future__ import annotations

from ..qt import QtWidgets, QWidget, Signal
from ..shown.values import ReasonShown
from . import style
from .chip import Chip, fit_together
from .widget_list import discard


class ReasonChips(QWidget):
    """A chip for each reason, over the picture; emits the dimension of a chip that is tapped."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_reasons")
        self._name = name
        self._chips: dict[str, Chip] = {}
        self._grid = QtWidgets.QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(2)
        self.setVisible(False)

    def show_reasons(self, reasons: tuple[ReasonShown, ...]) -> None:
        """Offer reasons; without any the chips are hidden."""
        if [reason.dimension for reason in reasons] != list(self._chips):
            self._make_chips(reasons)
        for reason in reasons:
            chip = self._chips[reason.dimension]
            chip.setText(f"{'+' if reason.direction > 0 else '−'} {reason.word}")
            chip.setChecked(reason.given)
            good = "made it good" if reason.direction > 0 else "made it bad"
            chip.setToolTip(f"{reason.word} {good}")
        self.setVisible(bool(reasons))

    def _make_chips(self, reasons: tuple[ReasonShown, ...]) -> None:
        discard(self._grid, *self._chips.values())
        self._chips = {}
        for place, reason in enumerate(reasons):
            chip = Chip(reason.word, f"{self._name}_reason_{reason.dimension}", self)
            chip.set_solid(True)
            chip.clicked.connect(lambda _=False, dimension=reason.dimension: self.given.emit(dimension))
            self._chips[reason.dimension] = chip
            self._grid.addWidget(style.give_way(chip), place // 2, place % 2)
            chip.show()
        fit_together(self._chips.values())
