"""One window's view of the state: which document, which slate, which card. No widgets, no Krita."""

from __future__ import annotations

from dataclasses import dataclass

from ..pictures.tiles import Rect
from ..vendored import messages, signals
from .choices import Choices
from .slates import CARDS, Book, Card, CardSlate, DocumentRef, Place
from .state import PanelState


@dataclass(frozen=True)
class InsertProgress:
    """How far a picture for an insertion is: in layers or as one picture, 0 to 1 of it done, the stage in words."""

    in_layers: bool
    fraction: float
    stage: str = ""


class Desk:
    """What one panel works on.

    Args:
        state: shared by all panels.
    """

    def __init__(self, state: PanelState) -> None:
        self.state = state
        self.document: DocumentRef | None = None
        self.selected = 0
        self._visited: Place | None = None
        self.inserting: InsertProgress | None = None

    # Where ---------------------------------------------------------------------------------------------------------

    @property
    def document_id(self) -> str:
        """The id of the document that choices are about; empty without one."""
        return self.document.id if self.document else ""

    @property
    def choices(self) -> Choices:
        """The choices for this document."""
        return self.state.choices(self.document_id)

    @property
    def profile(self) -> str:
        """The id of this document's profile."""
        return self.state.profile_of(self.document_id)

    @property
    def place(self) -> Place:
        """Where a slate asked now belongs."""
        return self.state.place_of(self.document_id)

    @property
    def book(self) -> Book | None:
        """The slates in view: this document's, or those of a closed one that is being visited."""
        return self.state.books.get(self._visited or self.place)

    @property
    def slate(self) -> CardSlate | None:
        """The slate in view."""
        return self.book.current if self.book else None

    @property
    def card(self) -> Card | None:
        """The selected card."""
        return self.slate.cards[self.selected] if self.slate else None

    @property
    def rendering(self) -> CardSlate | None:
        """The slate that is being rendered for this document and profile."""
        return self.state.rendering_in(self.place)

    def set_document(self, document: DocumentRef | None) -> bool:
        """Work on another document; return whether it is another one.

        Without any document the panel goes on showing the last one's slates. A document without slates of its own
        does not push those of a document that was just closed out of view.
        """
        if document == self.document or (document is None and self.document is None):
            return False
        if document is not None and self.document is not None and document.id == self.document.id:
            self.document = document
            return True
        left, had_slates = self._visited or self.place, self.slate is not None
        self.document = document
        self._visited, self.selected = None, 0
        if had_slates and not self._has_slates(self.place) and (document is None or left in self.state.closed):
            self._visited = left
        return True

    # Which slate ---------------------------------------------------------------------------------------------------

    def can_step(self, by: int) -> bool:
        """Return whether there is a slate one step on: older ones of closed documents come before this one's."""
        if self.book is not None and self.book.can_step(by):
            return True
        return bool(self._older()) if by < 0 else self._visited is not None and self._has_slates(self.place)

    def step(self, by: int) -> None:
        """Show the slate before (-1) or after (+1)."""
        if self.book is not None and self.book.step(by):
            pass
        elif by < 0 and self._older():
            self._visited = self._older()[-1]
            book = self.state.books[self._visited]
            book.position = len(book.slates) - 1
        elif by > 0 and self._visited is not None and self._has_slates(self.place):
            self._visited = None
        self.selected = 0

    def toggle_pin(self) -> None:
        """Keep the slate in view where it is when a newer one is asked for, or let it go."""
        if self.slate is not None:
            self.slate.pinned = not self.slate.pinned

    def _older(self) -> list[Place]:
        """Return the closed documents' places of this profile that can still be visited, oldest first."""
        places = [p for p in self.state.closed if p.profile == self.place.profile and self._has_slates(p)]
        return places[: places.index(self._visited)] if self._visited in places else places

    def _has_slates(self, place: Place) -> bool:
        book = self.state.books.get(place)
        return book is not None and bool(book.slates)

    # What is done --------------------------------------------------------------------------------------------------

    def ask(self, frame: Rect, mask: bytes | None) -> tuple[CardSlate, messages.Suggest]:
        """Begin a slate on this document; the request's canvas is still to be filled in."""
        assert self.document is not None
        self._visited, self.selected = None, 0
        slate = CardSlate(
            request_id=self.state.new_id(),
            place=self.place,
            document=self.document,
            frame=frame,
            learn=self.choices.learn,
            mask=mask,
        )
        return slate, self.state.begin(slate)

    def select(self, index: int) -> None:
        """Select a card."""
        self.selected = max(0, min(index, CARDS - 1))

    def rate(self, index: int, stars: int) -> list[messages.Request]:
        """Rate a card."""
        if self.slate is None:
            return []
        return self.state.feedback.rate(self.slate, self.slate.cards[index], stars)

    def next_card(self) -> int:
        """Return the card to step on to after a rating: the next that is neither rated nor dismissed, else the next."""
        if self.slate is None:
            return self.selected
        order = [(self.selected + step) % CARDS for step in range(1, CARDS)]
        for index in order:
            card = self.slate.cards[index]
            if card.suggestion is not None and not card.stars and not card.dismissed:
                return index
        return min(self.selected + 1, CARDS - 1)

    def reason(self, index: int, dimension: str) -> list[messages.Request]:
        """Say that a dimension is why a card has its stars."""
        if self.slate is None:
            return []
        return self.state.feedback.reason(self.slate, self.slate.cards[index], dimension)

    def pick(self, index: int) -> list[messages.Request]:
        """Say that a card is the one."""
        return self.state.feedback.pick(self.slate, self.slate.cards[index]) if self.slate else []

    def more_like(self, index: int) -> list[messages.Request]:
        """Say that the next slate is to be more like a card."""
        slate, card = self.slate, self.card if index == self.selected else None
        if slate is None or card is None or card.suggestion is None:
            return []
        return [self.state.feedback.signal(slate, card, signals.MORE_LIKE_THIS)]

    def dismiss(self, index: int) -> list[messages.Request]:
        """Say "not now" to a card."""
        return self.state.feedback.dismiss(self.slate, self.slate.cards[index]) if self.slate else []

    def toggle_vary(self, dimension: str) -> None:
        """Let a dimension move or stay; "" stands for all of them. At least one always moves.

        While everything moves, the first one chosen is meant alone.
        """
        everything = frozenset(self.state.attributes)
        vary = self.state.vary_of(self.document_id)
        if not dimension:
            chosen = everything
        elif vary == everything:
            chosen = frozenset({dimension})
        else:
            chosen = vary ^ {dimension}
        self.choices.vary = chosen or vary

    def rule_by(self, palette: tuple[str, ...]) -> None:
        """Let swatches, as "#rrggbb", rule the colour of what is suggested next on this document; none: no longer."""
        self.choices.palette = tuple(swatch.lower() for swatch in palette)

    def cycle_rule(self, dimension: str, value: str) -> None:
        """Take one value from free to locked to banned and back to free."""
        locks, bans = self.choices.locks, self.choices.bans
        if value in locks.get(dimension, []):
            locks[dimension].remove(value)
            if len([b for b in bans if b[0] == dimension]) < len(self.state.attributes[dimension]) - 1:
                bans.add((dimension, value))
        elif (dimension, value) in bans:
            bans.discard((dimension, value))
        else:
            locks.setdefault(dimension, []).append(value)
