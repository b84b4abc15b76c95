"""What a profile's ratings say to an engine that learns from pictures, beside the mixes that its agent proposes.

Liked and disliked pictures, attribute values that were rated low, and the seed of a picture that more is wanted of.
All of it is read from the log that is there anyway; nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.messages import Suggest
from apprentice_shared.signals import MORE_LIKE_THIS

from ...agents.base import Taste
from ...engines.base import EngineInfo, Pixels
from ...store import LogPage, SlateRecord, SuggestionRecord
from ...store.records import RATING, SIGNAL, SLATE

MOST_PICTURES = 4  # of each kind; engines take no more, and each costs a step of its own
_LIKED, _DISLIKED = 4, 2  # stars, and up or down from there


@dataclass(frozen=True)
class Rated:
    """A picture of this engine that was rated, with the slate that it was shown in."""

    slate: SlateRecord
    suggestion: SuggestionRecord


@dataclass(frozen=True)
class Lesson:
    """What one slate is to learn beside its mixes.

    Args:
        strength: how much the pictures count, 0 not at all to 1.
        liked: rated 4 or 5, the best first and of equals the newest.
        disliked: rated 1 or 2, the worst first.
        avoid: attribute values that are surely rated below their dimension's mean.
        near_seed: the seed of the picture that the artist wants more of.
    """

    strength: float = 0.0
    liked: tuple[Rated, ...] = ()
    disliked: tuple[Rated, ...] = ()
    avoid: AttributeMix = field(default_factory=lambda: AttributeMix({}))
    near_seed: int | None = None


@dataclass(frozen=True)
class RecalledPictures:
    """Rated pictures that are at hand: hash -> pixels, in the order of their lesson."""

    liked: Mapping[str, Pixels] = field(default_factory=dict)
    disliked: Mapping[str, Pixels] = field(default_factory=dict)


def lesson_for(
    request: Suggest,
    engine: EngineInfo,
    log: Callable[[], LogPage],
    taste: Callable[[], Taste],
    mixes: Iterable[AttributeMix],
) -> Lesson:
    """Read what a slate is to learn.

    Args:
        request: what is asked for; its `feedback` is the strength, and at 0 no rating reaches the engine.
        engine: what will render it; only its own pictures count, and only what it says it can use is read.
        log: returns all that stands in the profile's log; called where the engine can use any of it.
        taste: returns what the agent has learned; likewise.
        mixes: what the slate proposes; what is wanted is not avoided.
    """
    if not engine.abilities & {"feedback", "near_seed"}:
        return Lesson()
    page = log()
    near_seed = _near_seed(page, request.document, engine) if "near_seed" in engine.abilities else None
    if "feedback" not in engine.abilities or request.feedback <= 0.0:
        return Lesson(near_seed=near_seed)
    rated = sorted(_rated(page, engine), key=lambda entry: entry[:2], reverse=True)
    liked = [picture for stars, _, picture in rated if stars >= _LIKED]
    worst = sorted(rated, key=lambda entry: (-entry[0], entry[1]), reverse=True)
    disliked = [picture for stars, _, picture in worst if stars <= _DISLIKED]
    return Lesson(
        request.feedback,
        tuple(liked[:MOST_PICTURES]),
        tuple(disliked[:MOST_PICTURES]),
        avoided(taste(), mixes),
        near_seed,
    )


def avoided(taste: Taste, mixes: Iterable[AttributeMix]) -> AttributeMix:
    """Return the values that are surely below their dimension's mean, by how much.

    A value counts by the stars that it lies below the mean beyond its own uncertainty, one star or more in full; the
    weights of a dimension sum to 1 at most. A value that any of the mixes asks for is left out.
    """
    wanted = {(name, value) for mix in mixes for name, weights in mix.weights.items() for value in weights}
    below: dict[str, dict[str, float]] = {}
    for item in taste.values:
        surely = min(1.0, -item.mean - item.spread)
        if surely > 0.0 and (item.dimension, item.value) not in wanted:
            below.setdefault(item.dimension, {})[item.value] = surely
    return AttributeMix(
        {name: {value: each / max(1.0, sum(of.values())) for value, each in of.items()} for name, of in below.items()}
    )


def recorded(lesson: Lesson, references: RecalledPictures) -> dict[str, Any]:
    """Return what a slate's record keeps of its lesson, so that a picture of it can be rendered again."""
    return {
        "feedback": lesson.strength,
        "liked": list(references.liked),
        "disliked": list(references.disliked),
        "avoid": lesson.avoid.to_dict(),
        "near_seed": lesson.near_seed,
    }


def _rated(page: LogPage, engine: EngineInfo) -> list[tuple[int, int, Rated]]:
    """Return (stars, place in the log, picture) for what this engine showed; of several ratings the last counts."""
    last = {event.suggestion: event for event in page.events if event.kind == RATING and event.learned}
    found = []
    for event in last.values():
        slate = page.slates[event.slate]
        suggestion = next(item for item in slate.suggestions if item.id == event.suggestion)
        if _made_by(slate, engine) and suggestion.image and event.stars is not None:
            found.append((event.stars, event.seq, Rated(slate, suggestion)))
    return found


def _near_seed(page: LogPage, document: str, engine: EngineInfo) -> int | None:
    """Return the seed that more is wanted of: said of this painting, and since its last slate was shown."""
    for event in reversed(page.events):
        if not event.slate:
            continue
        slate = page.slates[event.slate]
        if slate.document != document or not _made_by(slate, engine):
            continue
        if event.kind == SLATE:
            return None
        if event.kind == SIGNAL and event.signal == MORE_LIKE_THIS:
            return next(item.seed for item in slate.suggestions if item.id == event.suggestion)
    return None


def _made_by(slate: SlateRecord, engine: EngineInfo) -> bool:
    return (slate.engine, slate.model) == (engine.name, engine.model)
