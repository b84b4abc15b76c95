"""The one place where the panel says something."""

from __future__ import annotations

from ...qt import QtWidgets, QWidget, Signal
from ...shown.slot_values import SlotKind, SlotShown
from ..text_box import TextBox
from .insert_line import InsertLine
from .message import MessageLine
from .offer_line import OfferLine
from .reason_chips import ReasonChips


class Slot(QWidget):
    """Shows the most urgent of what there is to say, always in the same room.

    Emits a whole text that was pressed because not all of it fits, or because there is more to say; that of a question
    that does not fit at once.
    """

    unfold_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_slot")
        self.message = MessageLine()
        self.inserting = InsertLine()
        self.reasons = ReasonChips()
        self.offer = OfferLine()
        self.why = TextBox("apprentice_explanation")
        self.shown: SlotShown | None = None
        self._stack = QtWidgets.QStackedLayout(self)
        self._of_kind = {
            SlotKind.PROBLEM: self.message,
            SlotKind.INSERTING: self.inserting,
            SlotKind.WHY: self.reasons,
            SlotKind.OFFER: self.offer,
            SlotKind.MESSAGE: self.message,
            SlotKind.EXPLANATION: self.why,
        }
        for widget in dict.fromkeys(self._of_kind.values()):
            self._stack.addWidget(widget)
        self.message.pressed.connect(self._unfold_message)
        self.why.pressed.connect(self._unfold_why)
        self.offer.text.pressed.connect(self._unfold_offer)

    def show_slot(self, shown: SlotShown) -> None:
        """Show what is most urgent; the other texts are up to date as well, for screen readers."""
        if shown == self.shown:
            return
        before, self.shown = self.shown, shown
        self.message.show_line(shown.message, is_problem=shown.kind is SlotKind.PROBLEM)
        self.inserting.show_inserting(shown.inserting)
        self.offer.show_offer(shown.offer)
        has_more = bool(shown.explanation) and shown.details not in ("", shown.explanation)
        self.why.show_text(shown.explanation, shown.details, 0.6 if shown.is_guess else 0.85, has_more=has_more)
        self.reasons.show_reasons(shown.card, shown.stars, shown.reasons)
        self._stack.setCurrentWidget(self._of_kind[shown.kind])
        is_new = before is None or (before.kind, before.offer) != (shown.kind, shown.offer)
        if is_new and shown.kind is SlotKind.OFFER and shown.offer is not None and shown.offer.is_question:
            self.offer.settle()
            self._unfold_offer()

    @property
    def whole(self) -> str:
        """The whole of the text that the slot shows, for its place is often too small; empty for none."""
        if self.shown is None:
            return ""
        if self.shown.kind is SlotKind.OFFER:
            return self.offer.text.text
        if self.shown.kind is SlotKind.EXPLANATION:
            return self.shown.details or self.shown.explanation
        return self.shown.message if self._stack.currentWidget() is self.message else ""

    def _unfold_message(self) -> None:
        if self.shown is not None and self.message.is_cut:
            self.unfold_asked.emit(self.whole)

    def _unfold_offer(self) -> None:
        if self.offer.text.is_cut:
            self.unfold_asked.emit(self.whole)

    def _unfold_why(self) -> None:
        if self.shown is not None and self.shown.explanation:
            self.unfold_asked.emit(self.whole)
