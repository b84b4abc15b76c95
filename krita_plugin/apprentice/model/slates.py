"""A slate of cards, what was said of each card, and the document and profile that the slate belongs to."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..pictures.tiles import Rect
from ..vendored import bounds, messages

CARDS = bounds.DEFAULT_COUNT


@dataclass(frozen=True)
class DocumentRef:
    """An open painting: `id` names it as long as Krita runs, `path` is its file, empty until it has been saved."""

    id: str
    name: str
    width_px: int
    height_px: int
    path: str = ""


@dataclass(frozen=True)
class Place:
    """The document and profile for which a slate was asked for; a slate never changes its place."""

    document: str
    profile: str


class SlateStage(enum.Enum):
    """The progress of a slate: waited for, complete, or given up."""

    RENDERING = "rendering"
    DONE = "done"
    STOPPED = "stopped"


@dataclass
class Rating:
    """Stars and reasons of one rating; `events` are the ids of the requests that said so, oldest first."""

    stars: int
    reasons: dict[str, int] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)


@dataclass
class Card:
    """The place of one suggestion in a slate, and what the artist said of that suggestion.

    `image` is the hash of its picture, or of a preview; `ratings` are those that stand, the newest last; `picked` and
    `dismissed` are the ids of the events that made it so. Each is empty without one.
    """

    index: int
    suggestion: messages.SuggestionPart | None = None
    image: str = ""
    ratings: list[Rating] = field(default_factory=list)
    picked: str = ""
    dismissed: str = ""

    @property
    def stars(self) -> int:
        """The stars of the newest rating, 1 to 5; 0 without one."""
        return self.ratings[-1].stars if self.ratings else 0

    @property
    def waits_for_stars(self) -> bool:
        """True for a suggestion that is neither rated nor dismissed."""
        return self.suggestion is not None and not self.ratings and not self.dismissed

    @property
    def framing_moved(self) -> bool:
        """True where the suggestion's framing is not as painted: its colours or light alone would not fit."""
        return self.suggestion is not None and sum(self.suggestion.mix.get("composition", {}).values()) > 0

    @property
    def reasons(self) -> Mapping[str, int]:
        """The reasons of the newest rating: dimension -> +1 or -1."""
        return self.ratings[-1].reasons if self.ratings else {}


@dataclass(frozen=True)
class Before:
    """The pictures that were in view when a slate was asked for, and their width by height: shown until it arrives.

    Before the first slate they are the painting itself.
    """

    images: tuple[str, ...]
    aspect: float

    @classmethod
    def of(cls, slate: CardSlate) -> Before:
        """Return the pictures of a slate."""
        return cls(tuple(card.image for card in slate.cards), slate.frame.width / slate.frame.height)


@dataclass
class CardSlate:
    """The cards of one request for suggestions.

    Args:
        frame: the part of the painting that was sent.
        learn: whether ratings of it teach the profile.
        mask: the selection over `frame`, one byte a pixel; None without a selection.
        fraction: how much of it is rendered, 0 to 1.
        doing: the stage of rendering, in words.
        engine: the engine that made it; None until it is complete.
        canvas: the hash of the picture that was sent; empty until it has been read.
        look: the signature of that picture (`pictures.likeness`), by which it is known again.
        canvas_palette: the colours of that picture.
        pinned: whether it stays in view when a newer slate is asked for.
        asked: the request that asked for it; None until it was sent.
        with_taste: whether what was learned chose its suggestions.
        beside: the request of the slate with the taste, where this is the one without; else empty.
        at: when it was asked for, once it is complete when that was so; seconds since 1970, UTC.
        intent: the name of what its pictures are to show; empty for none.
        before: the pictures that stand in for its own until they arrive; None for none.
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
    look: bytes = field(default=b"", repr=False)
    canvas_palette: tuple[messages.SwatchPart, ...] = ()
    pinned: bool = False
    asked: messages.Suggest | None = None
    with_taste: bool = True
    beside: str = ""
    before: Before | None = None
    intent: str = ""
    at: float = 0.0

    @property
    def is_empty(self) -> bool:
        """True until one of its suggestions has arrived."""
        return all(card.suggestion is None for card in self.cards)
