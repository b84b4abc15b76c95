"""Lessons: a profile's ratings as an engine that learns from pictures takes them, beside the mixes of a slate.

A lesson holds liked and disliked pictures, attribute values that were rated low, and the seed of a picture that more is
wanted of. All of it is read from the profile's log; nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.messages import Suggest
from apprentice_shared.signals import MORE_LIKE_THIS

from ...agents.beliefs import Taste
from ...engines.base import EngineInfo, Pixels
from ...profiles.kinds import SignalKind
from ...store import LogPage, SlateRecord, SuggestionRecord
from ...store.records import RATING, SLATE

MOST_PICTURES = 4  # of each kind; engines take no more, and each costs a step
_LIKED, _DISLIKED = 4, 2  # stars, and up or down from there


@dataclass(frozen=True)
class ShownPicture:
    """A suggestion whose picture was shown, with its slate, which says how the picture was asked for."""

    slate: SlateRecord
    suggestion: SuggestionRecord

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in which it was shown, in pixels; zeros where that is not known."""
        return self.suggestion.width_px, self.suggestion.height_px


@dataclass(frozen=True)
class Lesson:
    """A lesson for one slate.

    Args:
        strength: the weight of the pictures, 0 (none) to 1.
        liked: rated 4 or 5, the best first and of equals the newest.
        disliked: rated 1 or 2, the worst first.
        avoid: attribute values that are surely rated below their dimension's mean.
        near_seed: the seed of the picture that the artist wants more of.
    """

    strength: float = 0.0
    liked: tuple[ShownPicture, ...] = ()
    disliked: tuple[ShownPicture, ...] = ()
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
    read_log: Callable[[], LogPage],
    taste: Callable[[], Taste],
    mixes: Iterable[AttributeMix],
) -> Lesson:
    """Return the lesson of a slate, read from the profile's log.

    Args:
        request: the request for the slate; its `feedback` is the strength, and at 0 no rating reaches the engine.
        engine: the engine that will render the slate; only its own pictures count, and only for abilities it has.
        read_log: returns the profile's log; called only where the engine can use any of it.
        taste: returns what the agent has learned; called only where the engine takes values to avoid.
        mixes: the mixes of the slate; a value that one of them asks for is not avoided.
    """
    if not engine.abilities & {"feedback", "near_seed"}:
        return Lesson()
    page = read_log()
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
    """Return the mix of values to avoid: those surely rated below their dimension's mean.

    The weight of a value is min(1, -mean - spread) where that is positive: `mean` is the value's effect in stars,
    `spread` its uncertainty. The weights of a dimension are scaled down to a sum of 1 at most. A value that any of the
    mixes asks for is left out.
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


def _rated(page: LogPage, engine: EngineInfo) -> list[tuple[int, int, ShownPicture]]:
    """Return (stars, place in the log, picture) for each rated picture of an engine; its last rating counts."""
    last = {event.suggestion: event for event in page.events if event.kind == RATING and event.learned}
    found = []
    for event in last.values():
        slate = page.slates[event.slate]
        suggestion = slate.suggestion(event.suggestion)
        if _made_by(slate, engine) and suggestion.image and event.stars is not None:
            found.append((event.stars, event.seq, ShownPicture(slate, suggestion)))
    return found


def _near_seed(page: LogPage, document: str, engine: EngineInfo) -> int | None:
    """Return the seed of the picture that more was wanted of, on this painting and since its last slate, or None."""
    for event in reversed(page.events):
        if not event.slate:
            continue
        slate = page.slates[event.slate]
        if slate.document != document or not _made_by(slate, engine):
            continue
        if event.kind == SLATE:
            return None
        if event.kind == SignalKind.name and event.signal == MORE_LIKE_THIS:
            return slate.suggestion(event.suggestion).seed
    return None


def _made_by(slate: SlateRecord, engine: EngineInfo) -> bool:
    return (slate.engine, slate.model) == (engine.name, engine.model)
