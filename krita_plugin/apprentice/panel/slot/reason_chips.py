"""The question why a card was rated so, and the reasons that answer it."""

from __future__ import annotations

from ...qt import QtGui, QtWidgets, QWidget, Signal
from ...shown.values import ReasonShown
from ...vendored import tr
from .. import style
from ..chip import Chip, fit_together

_LEAST_WITH_QUESTION_PX, _FEW = 230, 2


class ReasonChips(QWidget):
    """A chip for each reason of one card, in a row; emits the card and the dimension of a chip that is tapped.

    The question tells the stars that it is about: the next card may be framed by then.
    """

    given = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_reasons")
        # Chips are made once for each card and dimension, and hidden while others are asked for.
        self._chips: dict[tuple[int, str], Chip] = {}
        self._shown: list[Chip] = []
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._stars, self._question = QtWidgets.QLabel(), QtWidgets.QLabel(tr("Why?"))
        for label in (self._stars, self._question):
            label.setFont(style.small_font(label, 0.94))
            self._row.addWidget(label)

    def show_reasons(self, card: int, stars: int, reasons: tuple[ReasonShown, ...]) -> None:
        """Offer the reasons for the stars of a card."""
        self._stars.setText(f"{stars} ★")
        chips = [self._chip(card, reason) for reason in reasons]
        for chip, reason in zip(chips, reasons, strict=True):
            good = reason.direction > 0
            chip.setText(reason.text)
            chip.setChecked(reason.given)
            made = tr("{word} made it good", word=reason.word) if good else tr("{word} made it bad", word=reason.word)
            chip.setToolTip(made)
        self._put_in_row(chips)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Leave the question out where the answers need its room."""
        super().resizeEvent(event)
        self._show_question()

    def _show_question(self) -> None:
        """Show the stars and the question where there is room for both; the stars alone beside a few answers."""
        has_room = self.width() >= _LEAST_WITH_QUESTION_PX
        self._stars.setVisible(has_room or len(self._shown) <= _FEW)
        self._question.setVisible(has_room)

    def _chip(self, card: int, reason: ReasonShown) -> Chip:
        key = card, reason.dimension
        if key not in self._chips:
            chip = self._chips[key] = Chip(reason.word, f"apprentice_card_{card}_reason_{reason.dimension}", self)
            chip.clicked.connect(lambda: self.given.emit(card, reason.dimension))
            style.give_way(chip)
        return self._chips[key]

    def _put_in_row(self, chips: list[Chip]) -> None:
        """Show these chips, in this order, and no others."""
        if chips == self._shown:
            return
        for chip in self._shown:
            self._row.removeWidget(chip)
            chip.setVisible(chip in chips)
        self._shown = chips
        self._show_question()
        for chip in chips:
            self._row.addWidget(chip, chip.wanted_px())
            chip.setVisible(True)
        fit_together(chips)
