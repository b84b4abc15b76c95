"""Values that stand in several places of a profile's file, with the ranges that their readers bear."""

from __future__ import annotations

from apprentice_shared.bounds import EFFECT, SEEDS, Range
from apprentice_shared.swatch import is_hex_color

from .part import Part

# Measures lie in about [-1, 1]; an agent squares and sums them.
MEASURE = Range(-10, 10)
MOST_MEASURES = 64  # of a picture
_STARS = Range(-1000, 1000)
_SEED = Range(-(2**63), 2**63 - 1)


def read_measures(part: Part) -> dict[str, float]:
    """Read the measures of a picture by their names."""
    return {name: measure.number(MEASURE) for name, measure in part.entries(MOST_MEASURES)}


def read_effect(part: Part) -> float:
    """Read an effect on a rating in stars; one beyond the scale is that of its end."""
    return min(max(part.number(_STARS), float(EFFECT.low)), float(EFFECT.high))


def read_seed(part: Part) -> int:
    """Read a seed."""
    return part.whole(_SEED) % SEEDS


def read_color(part: Part) -> str:
    """Read a colour as "#rrggbb", in lower case."""
    if not isinstance(part.value, str) or not is_hex_color(part.value):
        raise part.wrong("a colour like '#1f2e3d'")
    return part.value
