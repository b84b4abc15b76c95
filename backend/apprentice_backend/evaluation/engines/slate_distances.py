"""The distances between the pictures of slates that are chosen as the studio chooses them, slate after slate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from ...agents import DEFAULT_AGENT
from ...engines.base import Engine, Pixels
from ...picture_difference import distances_between, to_compared, with_matched_lightness
from .rated_slates import RatedSlate, rated_slates

_PAIR_TARGET, _MATCHED_TARGET, _OTHER_TARGET = 6.0, 3.0, 12.0
_SLATES = 6


@dataclass(frozen=True)
class SlateDistances:
    """The distances between the pictures of one slate, OKLab times 100.

    Args:
        closest: of the closest pair.
        matched: of the closest pair, with lightness and contrast matched.
        other: from the first to the one furthest from it.
        told: whether the artist is told that the pictures are more alike than is wanted.
    """

    closest: float
    matched: float
    other: float
    told: bool

    def is_short(self) -> bool:
        """Tell whether any distance is less than is wanted."""
        return self.closest < _PAIR_TARGET or self.matched < _MATCHED_TARGET or self.other < _OTHER_TARGET


def slate_distances(
    engine: Engine, canvases: Mapping[str, Pixels], vary: frozenset[str] | None
) -> list[SlateDistances]:
    """Return the distances in each slate of the default agent, chosen as the studio chooses, on every canvas.

    An artist who likes one value of colour and one of light rates every slate.
    """
    slates = (
        slate
        for place, canvas in enumerate(canvases.values())
        for slate in rated_slates(engine, canvas, vary, place, _SLATES)
    )
    return [distances_in(slate) for slate in slates]


def distances_in(slate: RatedSlate) -> SlateDistances:
    """Measure the distances between the pictures of one slate."""
    labs = [to_compared(image.pixels) for image in slate.images]
    distances, pairs = distances_between(labs), np.triu_indices(len(labs), 1)
    matched = distances_between(with_matched_lightness(labs))
    return SlateDistances(
        float(distances[pairs].min()), float(matched[pairs].min()), float(distances[0].max()), not slate.choice.differs
    )


def distances_table(engine: Engine, canvases: Mapping[str, Pixels], vary: frozenset[str] | None) -> str:
    """Return a table of the distances in slates, of the median and the least one."""
    found = slate_distances(engine, canvases, vary)
    said = f"{' and '.join(sorted(vary))} varying" if vary else "everything varying"
    figures = (
        ("closest pair", [one.closest for one in found], _PAIR_TARGET),
        ("with lightness matched", [one.matched for one in found], _MATCHED_TARGET),
        ("furthest from the first", [one.other for one in found], _OTHER_TARGET),
    )
    lines = [f"\n  slates by `{DEFAULT_AGENT}`, {said}, OKLab ×100, median and least\n"]
    for name, each, wanted in figures:
        lines.append(f"    {name:26}{median(each):5.1f} {min(each):5.1f}   wanted {wanted:.0f}\n")
    short = [one for one in found if one.is_short()]
    silent = sum(not one.told for one in short)
    lines.append(f"    {'short, and not told':26}{len(short):5d} {silent:5d}   of {len(found)} slates\n")
    return "".join(lines)
