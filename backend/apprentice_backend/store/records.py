"""The records of the store. Mixes, measures of pictures and contexts are JSON data here: the store reads none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apprentice_shared.language import later

# The two kinds of event that the store itself knows: a slate has tables beside the log, ratings are counted.
SLATE, RATING = "slate", "rating"
# The note of a suggestion that stands for one that damage took.
LOST = later("lost with a damaged file")


@dataclass(frozen=True)
class ProfileRecord:
    """One profile.

    Args:
        id: unique in the data folder.
        name: unique too, whatever the case of its letters.
        agent: the name of the agent that learns it.
        seed: that agent's seed.
        created_at: seconds since 1970, UTC.
        ratings: how many suggestions it holds a rating of that counts.
    """

    id: str
    name: str
    agent: str
    seed: int
    created_at: float
    ratings: int = 0


@dataclass(frozen=True)
class SuggestionRecord:
    """One suggestion of a slate; `image` and the fields after it are empty until it has been shown.

    Args:
        id: unique in the data folder.
        mix: dimension -> value -> weight.
        seed: the picture's seed.
        explanation: what was expected of it and why, as JSON; of earlier versions one line of English.
        image: the picture's hash.
        width_px: the picture's width.
        height_px: its height.
        palette: its swatches as {"hex", "share", "name"}.
        features: measures of the picture.
        note: what was changed in it, as JSON: codes and values of the engine; of earlier versions a line of English.
    """

    id: str
    mix: Mapping[str, Mapping[str, float]]
    seed: int
    explanation: str = ""
    image: str = ""
    width_px: int = 0
    height_px: int = 0
    palette: tuple[Mapping[str, Any], ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class SlateRecord:
    """The suggestions shown together, and the request that they answered.

    Args:
        id: unique in the data folder; also the id of its event.
        profile: the id of the profile it was made from.
        at: when it was first shown, seconds since 1970, UTC.
        learned: whether what is said of it may teach the profile.
        engine: what rendered it.
        model: the engine's model, empty where there is none.
        document: the client's opaque name of the painting.
        context: measures of the canvas, subject and palette, as the studio wrote them.
        suggestions: in the order shown.
    """

    id: str
    profile: str
    at: float
    learned: bool
    engine: str
    model: str
    document: str
    context: Mapping[str, Any]
    suggestions: tuple[SuggestionRecord, ...]

    def suggestion(self, suggestion_id: str) -> SuggestionRecord:
        """Return one suggestion, which must be in the slate."""
        return next(item for item in self.suggestions if item.id == suggestion_id)


@dataclass(frozen=True)
class EventRecord:
    """One entry of the log.

    Args:
        id: unique in the data folder; the same id is written once.
        profile: the id of the profile it belongs to.
        kind: `SLATE`, `RATING` or the name of another class in `profiles/kinds.py` and `profiles/starts.py`.
        at: seconds since 1970, UTC.
        learned: whether it teaches the profile.
        slate: the slate it is about; empty for what is about no suggestion.
        suggestion: the suggestion it is about; empty for a slate and for what is about none.
        stars: 1 to 5 for a rating of a suggestion or a palette, else None.
        reasons: dimension -> +1 or -1.
        signal: what was done, for a signal.
        content: JSON data of the kind alone, described at its class.
        undone_by: the id of the request that took it back; empty while it stands.
        seq: its place in the log, given by the store.
    """

    id: str
    profile: str
    kind: str
    at: float
    learned: bool
    slate: str
    suggestion: str = ""
    stars: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    signal: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    undone_by: str = ""
    seq: int = 0

    def says_the_same_as(self, other: EventRecord) -> bool:
        """Return whether both say the same of the same thing, whenever they were said."""
        return self._said() == other._said()

    def _said(self) -> tuple[object, ...]:
        return self.kind, self.suggestion, self.stars, dict(self.reasons), self.signal, dict(self.content)


@dataclass(frozen=True)
class LogPage:
    """A stretch of one profile's log, in order, with every slate that it refers to, by id."""

    events: tuple[EventRecord, ...]
    slates: Mapping[str, SlateRecord]
