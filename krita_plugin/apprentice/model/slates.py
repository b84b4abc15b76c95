"""What was suggested, and where: cards, slates, and the slates of one document and profile in order."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..pictures.tiles import Rect
from ..vendored import bounds, messages

CARDS = bounds.DEFAULT_COUNT
MAX_SLATES = 24


@dataclass(frozen=True)
class DocumentRef:
    """An open painting: a name for this session, what the artist reads, its size, and its lasting name if saved."""

    id: str
    name: str
    width_px: int
    height_px: int
    path: str = ""


@dataclass(frozen=True)
class Place:
    """Where a slate was asked; it belongs there for good."""

    document: str
    profile: str


class SlateStage(enum.Enum):
    """How far a slate is."""

    RENDERING = "rendering"
    DONE = "done"
    STOPPED = "stopped"


@dataclass
class Rating:
    """Stars and reasons given with one look; `events` are the requests that said so, oldest first."""

    stars: int
    reasons: dict[str, int] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)


@dataclass
class Card:
    """One suggestion as the panel shows it; `image` is the hash of the best picture of it so far."""

    index: int
    suggestion: messages.SuggestionPart | None = None
    image: str = ""
    ratings: list[Rating] = field(default_factory=list)
    picked: str = ""
    dismissed: str = ""

    @property
    def stars(self) -> int:
        """The stars it has, 0 for none."""
        return self.ratings[-1].stars if self.ratings else 0

    @property
    def reasons(self) -> Mapping[str, int]:
        """The reasons given with its stars."""
        return self.ratings[-1].reasons if self.ratings else {}


@dataclass
class CardSlate:
    """The suggestions asked for at one time.

    Args:
        request_id: the request that asked.
        place: the document and profile that it belongs to.
        document: what it was asked on.
        frame: the part of the document that was sent.
        learn: whether what is said of it teaches the profile.
        mask: the selection over `frame`, one byte a pixel; None without a selection.
    """

    request_id: str
    place: Place
    document: DocumentRef
    frame: Rect
    learn: bool
    mask: bytes | None = field(default=None, repr=False)
    cards: list[Card] = field(default_factory=lambda: [Card(index) for index in range(CARDS)])
    stage: SlateStage = SlateStage.RENDERING
    fraction: float = 0.0
    doing: str = ""
    seconds_left: float | None = None
    engine: messages.EnginePart | None = None
    canvas: str = ""
    canvas_palette: tuple[messages.SwatchPart, ...] = ()
    pinned: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no suggestion of it has arrived."""
        return all(card.suggestion is None for card in self.cards)

    def card_of(self, suggestion: str) -> Card | None:
        """Return the card that shows a suggestion."""
        for card in self.cards:
            if card.suggestion is not None and card.suggestion.id == suggestion:
                return card
        return None


class Book:
    """The slates of one place, oldest first, and the one that is open."""

    def __init__(self) -> None:
        self.slates: list[CardSlate] = []
        self.position = -1

    @property
    def current(self) -> CardSlate | None:
        """The slate that is open."""
        return self.slates[self.position] if self.slates else None

    def add(self, slate: CardSlate) -> None:
        """Append a slate and open it, unless the artist has pinned the one in view."""
        follow = self.current is None or not self.current.pinned
        self.slates.append(slate)
        if follow:
            self.position = len(self.slates) - 1
        self._trim()

    def remove(self, slate: CardSlate) -> None:
        """Take a slate out; what was before it opens if it was in view."""
        at = self.slates.index(slate)
        del self.slates[at]
        if self.position >= at:
            self.position = max(min(self.position, len(self.slates)) - 1, 0 if self.slates else -1)

    def can_step(self, by: int) -> bool:
        """Return whether there is a slate `by` steps on."""
        return bool(self.slates) and 0 <= self.position + by < len(self.slates)

    def step(self, by: int) -> bool:
        """Open the slate `by` steps on; return whether there is one."""
        if not self.can_step(by):
            return False
        self.position += by
        return True

    def _trim(self) -> None:
        """Let the oldest go past the bound, pinned ones and the one in view last."""
        for slate in list(self.slates):
            if len(self.slates) <= MAX_SLATES:
                return
            if not slate.pinned and slate is not self.current:
                self.remove(slate)
