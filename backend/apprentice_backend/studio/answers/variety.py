"""The variety of a profile's suggestions over time, of all shown and of those kept, read from its log."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.messages import VarietyPart, VarietyPoint
from apprentice_shared.signals import INSERT_UNDONE, INSERTED, PICKED
from apprentice_shared.swatch import hex_to_rgb

from ...agents.diversity import (
    WINDOW,
    DiversityPoint,
    Oklab,
    attribute_entropy,
    diversity_of_rows,
    diversity_over_time,
    narrowing_notice,
    palette_distance,
)
from ...agents.space.design import Design, Floats
from ...color.oklab import srgb_bytes_to_oklab
from ...profiles.kinds import SignalKind
from ...store import LogPage, SuggestionRecord
from ...store.records import RATING, SLATE

# A suggestion with as many stars was kept, even where nothing else was done with it.
KEPT_STARS = 4
_KEEPING = (PICKED, INSERTED)
# The last suggestions looked at after a slate: the slate completes two stretches at most, and one before is needed.
_LAST = 4 * WINDOW


def read_variety(page: LogPage, space: AttributeSpace) -> VarietyPart:
    """Return the variety of a profile's suggestions, read from its whole log."""
    design, shown = Design(space), _shown(page)
    points = _points(design, shown)
    latest = _mixes(shown[-WINDOW:], space)
    return VarietyPart(
        shown=points,
        kept=_points(design, _kept(page, shown)),
        entropy=attribute_entropy(space, latest) if latest else {},
        notice=narrowing_notice([DiversityPoint(one.suggestions, one.vendi, one.entropy) for one in points]),
    )


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


def _points(design: Design, items: Sequence[SuggestionRecord]) -> tuple[VarietyPoint, ...]:
    labs = [_oklab(item) for item in items]
    return tuple(
        VarietyPoint(
            read.suggestions,
            round(read.vendi, 3),
            round(read.entropy, 4),
            _palettes_apart(labs[read.suggestions - WINDOW : read.suggestions]),
        )
        for read in diversity_of_rows(design, _weights(design, items))
    )


def _weights(design: Design, items: Sequence[SuggestionRecord]) -> Floats:
    """Return the weight rows of suggestions, without values of packs that are not in use now."""
    rows = np.zeros((len(items), len(design.names)))
    for row, item in zip(rows, items, strict=True):
        for dimension, part in item.mix.items():
            for value, weight in part.items():
                column = design.column.get((dimension, value))
                if column is not None:
                    row[column] = weight
    return rows


def _mixes(items: Sequence[SuggestionRecord], space: AttributeSpace) -> list[AttributeMix]:
    """Return the suggestions' mixes, without values of packs that are not in use now."""
    return [space.known(AttributeMix.from_dict(item.mix)) for item in items]


def _oklab(item: SuggestionRecord) -> Oklab | None:
    """Return a suggestion's palette in OKLab, shape (k, 3); None where it is not known, before the picture is done."""
    if not item.palette:
        return None
    return srgb_bytes_to_oklab(np.array([hex_to_rgb(swatch["hex"]) for swatch in item.palette], np.uint8))


def _palettes_apart(palettes: Sequence[Oklab | None]) -> float | None:
    known = [palette for palette in palettes if palette is not None]
    return round(palette_distance(known), 4) if len(known) > 1 else None
