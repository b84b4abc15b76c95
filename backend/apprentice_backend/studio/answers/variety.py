"""The variety of a profile's suggestions over time, of all shown and of those kept, read from its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.messages import VarietyPart, VarietyPoint
from apprentice_shared.signals import INSERT_UNDONE, INSERTED, PICKED
from apprentice_shared.swatch import hex_to_rgb

from ...agents.diversity import (
    WINDOW,
    DiversityPoint,
    attribute_entropy,
    diversity_over_time,
    narrowing_notice,
    palette_distance,
)
from ...color.oklab import srgb_bytes_to_oklab
from ...profiles.kinds import SignalKind
from ...store import LogPage, SuggestionRecord
from ...store.records import RATING, SLATE

# A suggestion with as many stars was kept, even where nothing else was done with it.
KEPT_STARS = 4
_KEEPING = (PICKED, INSERTED)
# Stretches that are remembered; each took a few milliseconds to read.
_MOST_REMEMBERED = 5000
# The last suggestions looked at after a slate: the slate completes two stretches at most, and one before is needed.
_LAST = 4 * WINDOW


class Variety:
    """Reads the variety of suggestions from logs; a stretch of `WINDOW` of them is read once and remembered."""

    def __init__(self, space: AttributeSpace) -> None:
        self._space = space
        self._remembered: dict[tuple[tuple[str, bool], ...], VarietyPoint] = {}

    def read(self, page: LogPage) -> VarietyPart:
        """Return the reading of a profile's whole log."""
        shown = _shown(page)
        points = self._points(shown)
        latest = _mixes(shown[-WINDOW:], self._space)
        return VarietyPart(
            shown=points,
            kept=self._points(_kept(page, shown)),
            entropy=attribute_entropy(self._space, latest) if latest else {},
            notice=narrowing_notice([DiversityPoint(one.suggestions, one.vendi, one.entropy) for one in points]),
        )

    def _points(self, items: Sequence[SuggestionRecord]) -> tuple[VarietyPoint, ...]:
        ends = range(WINDOW, len(items) + 1, WINDOW // 2)
        return tuple(replace(self._point(items[end - WINDOW : end]), suggestions=end) for end in ends)

    def _point(self, stretch: Sequence[SuggestionRecord]) -> VarietyPoint:
        # A palette is known only once its picture is done.
        key = tuple((item.id, bool(item.palette)) for item in stretch)
        point = self._remembered.get(key)
        if point is None:
            (read,) = diversity_over_time(self._space, _mixes(stretch, self._space))
            point = VarietyPoint(WINDOW, round(read.vendi, 3), round(read.entropy, 4), _palettes_apart(stretch))
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = point
        return point


def newly_narrow(page: LogPage, slate: Sequence[SuggestionRecord], space: AttributeSpace) -> str:
    """Return the notice after a slate that completed a stretch far less varied than the first, or an empty text.

    Args:
        page: the profile's log, read before the slate was recorded or after.
        slate: its suggestions. A stretch that was complete without them was told of before.
        space: the attributes.
    """
    own = {item.id for item in slate}
    shown = [*(item for item in _shown(page) if item.id not in own), *slate]
    # The first stretch and the last few, whole steps apart; the stretches between are not needed.
    passed_over = max(0, (len(shown) - _LAST) // WINDOW * WINDOW - WINDOW)
    some = shown[:WINDOW] + shown[WINDOW + passed_over :]
    points = diversity_over_time(space, _mixes(some, space))
    if not points or points[-1].suggestions <= len(some) - len(slate) or narrowing_notice(points[:-1]):
        return ""
    return narrowing_notice(points)


def _shown(page: LogPage) -> list[SuggestionRecord]:
    slates = [page.slates[event.slate] for event in page.events if event.kind == SLATE]
    return [item for slate in slates for item in slate.suggestions]


def _kept(page: LogPage, shown: Sequence[SuggestionRecord]) -> list[SuggestionRecord]:
    stars = {event.suggestion: event.stars or 0 for event in page.events if event.kind == RATING}
    kept = {name for name, given in stars.items() if given >= KEPT_STARS}
    for event in page.events:
        if event.kind == SignalKind.name and event.signal in _KEEPING:
            kept.add(event.suggestion)
        elif event.signal == INSERT_UNDONE and stars.get(event.suggestion, 0) < KEPT_STARS:
            kept.discard(event.suggestion)
    return [item for item in shown if item.id in kept]


def _mixes(items: Sequence[SuggestionRecord], space: AttributeSpace) -> list[AttributeMix]:
    """Return the suggestions' mixes, without values of packs that are not in use now."""
    return [space.known(AttributeMix.from_dict(item.mix)) for item in items]


def _palettes_apart(items: Sequence[SuggestionRecord]) -> float | None:
    palettes = [
        srgb_bytes_to_oklab(np.array([hex_to_rgb(swatch["hex"]) for swatch in item.palette], np.uint8))
        for item in items
        if item.palette
    ]
    return round(palette_distance(palettes), 4) if len(palettes) > 1 else None
