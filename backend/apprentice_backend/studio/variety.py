"""How varied suggestions have been, as shown and as kept: read from a profile's log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.messages import VarietyPart, VarietyPoint

from ..agents.diversity import (
    WINDOW,
    attribute_entropy,
    diversity_over_time,
    narrowing_notice,
    palette_distance,
)
from ..color.oklab import srgb_bytes_to_oklab
from ..store import LogPage, SuggestionRecord
from ..store.records import RATING, SIGNAL, SLATE

# From so many stars on a suggestion was kept, even where nothing else was done with it.
KEPT_STARS = 4
_KEEPING = ("picked", "inserted")
# What a reading costs grows with what it reads: this many of the last suggestions are a year's.
_MOST_READ = 2000
# A slate completes two stretches at most; so many of the last suggestions hold them, and the one before.
_LAST = 4 * WINDOW


@dataclass(frozen=True)
class _Reading:
    points: tuple[VarietyPoint, ...]
    notice: str


def variety_of(page: LogPage, space: AttributeSpace) -> VarietyPart:
    """Return how varied a profile's suggestions were over time."""
    shown = _shown(page)
    reading = _read(shown, space)
    latest = [space.known(AttributeMix.from_dict(item.mix)) for item in shown[-WINDOW:]]
    return VarietyPart(
        shown=reading.points,
        kept=_read(_kept(page, shown), space).points,
        entropy=attribute_entropy(space, latest) if latest else {},
        notice=reading.notice,
    )


def newly_narrow(page: LogPage, space: AttributeSpace, slate_size: int) -> str:
    """Return the line to say after a slate that completed a stretch far less varied than the first; else nothing.

    Args:
        page: the profile's log, that slate with its `slate_size` suggestions last.
        space: the attributes.
        slate_size: a stretch that was complete before the slate was told of before.
    """
    shown = _shown(page)
    # The first stretch, and the last few in whole steps: what lies between is neither told nor looked at.
    passed_over = max(0, (len(shown) - _LAST) // WINDOW * WINDOW - WINDOW)
    some = shown[:WINDOW] + shown[WINDOW + passed_over :]
    points = diversity_over_time(space, [space.known(AttributeMix.from_dict(item.mix)) for item in some])
    if not points or points[-1].suggestions <= len(some) - slate_size or narrowing_notice(points[:-1]):
        return ""
    return narrowing_notice(points)


def _shown(page: LogPage) -> list[SuggestionRecord]:
    slates = [page.slates[event.slate] for event in page.events if event.kind == SLATE]
    return [item for slate in slates for item in slate.suggestions]


def _kept(page: LogPage, shown: Sequence[SuggestionRecord]) -> list[SuggestionRecord]:
    stars = {event.suggestion: event.stars or 0 for event in page.events if event.kind == RATING}
    kept = {name for name, given in stars.items() if given >= KEPT_STARS}
    for event in page.events:
        if event.kind == SIGNAL and event.signal in _KEEPING:
            kept.add(event.suggestion)
        elif event.signal == "insert_undone" and stars.get(event.suggestion, 0) < KEPT_STARS:
            kept.discard(event.suggestion)
    return [item for item in shown if item.id in kept]


def _read(items: Sequence[SuggestionRecord], space: AttributeSpace) -> _Reading:
    items = items[-_MOST_READ:]
    points = diversity_over_time(space, [space.known(AttributeMix.from_dict(item.mix)) for item in items])
    return _Reading(
        tuple(
            VarietyPoint(
                point.suggestions,
                round(point.vendi, 3),
                round(point.entropy, 4),
                _palettes_apart(items[point.suggestions - WINDOW : point.suggestions]),
            )
            for point in points
        ),
        narrowing_notice(points),
    )


def _palettes_apart(items: Sequence[SuggestionRecord]) -> float | None:
    palettes = [
        srgb_bytes_to_oklab(np.array([list(bytes.fromhex(swatch["hex"][1:])) for swatch in item.palette], np.uint8))
        for item in items
        if item.palette
    ]
    return round(palette_distance(palettes), 4) if len(palettes) > 1 else None
