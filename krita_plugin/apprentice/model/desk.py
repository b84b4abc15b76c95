"""The view that one window has of the state: a document, a slate, a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..memory.rules import Rules
from ..pictures.tiles import Rect
from ..vendored import messages, signals
from .books import Book
from .choices import Choices
from .lines import Line
from .slates import CARDS, Before, Card, CardSlate, DocumentRef, Place
from .state import PanelState


@dataclass(frozen=True)
class InsertProgress:
    """The progress of a picture for an insertion: `fraction` is 0 to 1, `stage` is in words.

    `document` is the id of the document that it is inserted into.
    """

    document: str
    in_layers: bool
    fraction: float
    stage: str = ""


@dataclass(frozen=True)
class Offer:
    """A thing that can be done at a press: `text` and `deed`, the word on its button, are in words.

    `profile` is the one that it is about, in whose panels alone it is offered; empty for all of them. `is_question`
    says that something would be lost for good.
    """

    text: str
    deed: str
    take: Callable[[], None]
    profile: str = ""
    is_question: bool = False


class Desk:
    """The document, slate and card that one panel works on; the state is shared by all panels."""

    def __init__(self, state: PanelState) -> None:
        self.state, self._books = state, state.books
        self.document: DocumentRef | None = None
        # By the slate's request, of slates in the books: the card that the artist chose in it.
        self._chosen: dict[str, int] = {}
        self._visited: Place | None = None
        self.inserting: InsertProgress | None = None
        self.offer: Offer | None = None

    # The document ----------------------------------------------------------------------------------------------------

    @property
    def document_id(self) -> str:
        """The id of the document; empty without one."""
        return self.document.id if self.document else ""

    @property
    def documents(self) -> tuple[str, str]:
        """The ids of the document and of the one whose slates are in view: mostly the same."""
        return self.document_id, self._seen.document

    @property
    def line(self) -> Line:
        """The sentence that this panel shows."""
        return self.state.lines.at(*self.documents)

    @property
    def choices(self) -> Choices:
        """The choices for this document."""
        return self.state.choices(self.document_id)

    @property
    def rules(self) -> Rules:
        """What is always and never wanted on this document."""
        return self.state.rules_of(self.document_id)

    @property
    def profile(self) -> str:
        """The id of the profile that this document uses."""
        return self.state.profile_of(self.document_id)

    @property
    def place(self) -> Place:
        """The place of a slate that is asked for now."""
        return self.state.place_of(self.document_id)

    @property
    def book(self) -> Book | None:
        """The book in view: that of this document, or of a closed one that the artist went back to."""
        return self._books.at(self._seen)

    @property
    def _seen(self) -> Place:
        """The place whose slates are in view; one that has none any more, its file being open again, is left."""
        visited = self._visited
        return visited if visited is not None and self._books.at(visited) is not None else self.place

    @property
    def slate(self) -> CardSlate | None:
        """The slate in view."""
        book = self.book
        return book.current if book else None

    @property
    def early(self) -> Before | None:
        """The painting itself, for cards that have nothing to show yet; None while it was not read, or is blank."""
        return self._books.early.get(self.document_id)

    @property
    def selected(self) -> int:
        """The index of the current card: the one chosen, else the first that waits for stars, else the first here."""
        slate = self.slate
        if slate is None:
            return 0
        if slate.request_id in self._chosen:
            return self._chosen[slate.request_id]
        here = [card for card in slate.cards if card.suggestion is not None]
        # A sort keeps the order of those that are alike: those that wait come first.
        here.sort(key=lambda card: not card.waits_for_stars)
        return here[0].index if here else 0

    @property
    def card(self) -> Card | None:
        """The current card."""
        slate = self.slate
        return slate.cards[self.selected] if slate else None

    @property
    def rendering(self) -> CardSlate | None:
        """The slate that is being rendered for this document and profile."""
        return self._books.rendering_in(self.place)

    def set_document(self, document: DocumentRef | None) -> bool:
        """Work on a document; return whether that changed anything.

        Without a document the slates of the last one stay in view. When a document is closed and the next one has no
        slates, those of the closed one stay in view, until the artist opens or turns to another one.
        """
        if document == self.document or (document is None and self.document is None):
            return False
        if document is not None and self.document is not None and document.id == self.document.id:
            self.document = document
            return True
        left, had_slates = self._seen, self.slate is not None
        # The cards outlive their painting, not the moment in which the artist opens another one.
        was_closed = document is None or (self._visited is None and left in self._books.closed)
        self.document = document
        self._visited = None
        if had_slates and was_closed and not self._books.has_slates(self.place):
            self._visited = left
        return True

    # The slate ---------------------------------------------------------------------------------------------------

    def can_step(self, by: int) -> bool:
        """Return whether `step` would go anywhere. Before this document's slates come those of closed documents."""
        if self.book is not None and self.book.can_step(by):
            return True
        return bool(self._older()) if by < 0 else self._visited is not None and self._books.has_slates(self.place)

    def step(self, by: int) -> None:
        """Go to the slate before (-1) or after (+1) the one in view."""
        if self.book is not None and self.book.step(by):
            pass
        elif by < 0 and self._older():
            self._visited = self._older()[-1]
            book = self._books.at(self._visited)
            assert book is not None
            book.open_newest()
        elif by > 0 and self._visited is not None and self._books.has_slates(self.place):
            self._visited = None

    def toggle_pin(self) -> None:
        """Keep the slate in view when a newer one is asked for, or no longer keep it."""
        if self.slate is not None:
            self.slate.pinned = not self.slate.pinned

    def _older(self) -> list[Place]:
        """Return the places of closed documents before the one in view, oldest first, of this profile."""
        places = [p for p in self._books.closed if p.profile == self.place.profile and self._books.has_slates(p)]
        return places[: places.index(self._visited)] if self._visited in places else places

    # The artist's actions --------------------------------------------------------------------------------------------

    def ask(self, frame: Rect, mask: bytes | None, intent: str = "") -> tuple[CardSlate, messages.Suggest]:
        """Begin a slate for a part of this document, and the selection over it, one byte a pixel; None without one.

        `intent` names what its pictures are to show. The canvas of the request is still to be filled in.
        """
        assert self.document is not None
        before = self.slate
        self._visited = None
        slate = CardSlate(
            request_id=self.state.new_id_on(self.document.id),
            place=self.place,
            document=self.document,
            frame=frame,
            learn=self.choices.learn,
            mask=mask,
            before=Before.of(before) if before is not None else self.early,
            intent=intent,
        )
        return slate, self.state.begin(slate)

    def select(self, index: int) -> None:
        """Make a card the current one; a place without a suggestion cannot be that."""
        if self.slate is not None and 0 <= index < CARDS and self.slate.cards[index].suggestion is not None:
            asked = self._books.asked()
            self._chosen = {request: chosen for request, chosen in self._chosen.items() if request in asked}
            self._chosen[self.slate.request_id] = index

    def turn_to(self, index: int) -> None:
        """Make a card the current one because the artist turned to it: the question about another one ends."""
        self.select(index)
        feedback = self.state.feedback
        if self.selected == index and self.card is not feedback.asks_why:
            feedback.asks_why = None

    def rate(self, index: int, stars: int) -> list[messages.Request]:
        """Give a card stars, 1 to 5."""
        if self.slate is None:
            return []
        return self.state.feedback.rate(self.slate, self.slate.cards[index], stars)

    def next_card(self) -> int:
        """Return the index of the next card that is neither rated nor dismissed, else of the next card."""
        if self.slate is None:
            return self.selected
        order = [(self.selected + step) % CARDS for step in range(1, CARDS)]
        for index in order:
            if self.slate.cards[index].waits_for_stars:
                return index
        return min(self.selected + 1, CARDS - 1)

    def reason(self, index: int, dimension: str) -> list[messages.Request]:
        """Give, or take back, a dimension as the reason for the stars of a card."""
        if self.slate is None:
            return []
        return self.state.feedback.reason(self.slate, self.slate.cards[index], dimension)

    def pick(self, index: int) -> list[messages.Request]:
        """Pick a card, or take the pick back."""
        return self.state.feedback.pick(self.slate, self.slate.cards[index]) if self.slate else []

    def more_like(self, index: int) -> list[messages.Request]:
        """Ask that the next slate be like the card `index`, which must be the selected one."""
        slate, card = self.slate, self.card if index == self.selected else None
        if slate is None or card is None or card.suggestion is None:
            return []
        return [self.state.feedback.signal(slate, card, signals.MORE_LIKE_THIS)]

    def dismiss(self, index: int) -> list[messages.Request]:
        """Dismiss a card, or take that back."""
        return self.state.feedback.dismiss(self.slate, self.slate.cards[index]) if self.slate else []

    def undo(self) -> list[messages.Request]:
        """Take back the last rating, pick or dismissal of what is in view."""
        return self.state.undo(self.documents)

    def toggle_vary(self, dimension: str) -> None:
        """Let a dimension move or stay; "" lets all of them move. At least one always moves.

        While all of them move, a dimension that is pressed is from then on the only one that moves; so is one that the
        engine mixes with no others, and one that is pressed after it.
        """
        vary, alone = self.state.vary_of(self.document_id), self.state.alone
        if not dimension:
            chosen = self.state.everything
        elif vary == self.state.everything or dimension in alone or vary & alone:
            chosen = frozenset({dimension})
        else:
            chosen = vary ^ {dimension}
        self.state.chosen.set_vary(self.document_id, chosen or vary)

    def rule_by(self, palette: tuple[str, ...]) -> None:
        """Let colours, as "#rrggbb", rule the next suggestions for this document; no colours end that."""
        self.choices.palette = tuple(swatch.lower() for swatch in palette)

    def cycle_rule(self, dimension: str, value: str) -> None:
        """Change a value from free to locked, from locked to banned, or from banned to free.

        The last value of a dimension that is not banned becomes free instead.
        """
        banned = [name for name, _ in self.rules.never]
        can_ban = banned.count(dimension) < len(self.state.attributes[dimension]) - 1
        # Rules of values that are not proposed now stay: their pack may be used again.
        changed = self.state.chosen.rules(self.document_id).cycle((dimension, value), can_ban=can_ban)
        self.state.chosen.set_rules(self.document_id, changed)
