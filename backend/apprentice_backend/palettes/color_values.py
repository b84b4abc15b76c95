"""The colour values of the attributes that a palette shows, so that rating a palette teaches them too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from ..packs.shipped import shipped_values
from .convert import palette_to_oklab
from .measures import MEASURE_NAMES, measure_palettes
from .swatch import Palette

# A palette this many spreads along a value's direction in the space of measures has the full weight of the value.
_FULL = 1.5
_MOST_VALUES = 2


@lru_cache(maxsize=1)
def value_measures() -> Mapping[str, Mapping[str, float]]:
    """Return colour value -> measure of a palette -> the value's direction in it, from the packs."""
    return {value: said.palette for (_, value), said in shipped_values().items() if said.palette}


def color_weights(palette: Palette) -> dict[str, float]:
    """Return the colour values that a palette shows, at most two of them.

    Args:
        palette: at least one swatch.

    Returns:
        Value -> weight, at most 1 in all; empty for a palette that is average in every measure.
    """
    measures = dict(zip(MEASURE_NAMES, measure_palettes(palette_to_oklab(palette)).tolist(), strict=True))
    shown = {}
    for value, parts in value_measures().items():
        # The projection of the measures onto the value's direction d:  m·d / ‖d‖
        along = sum(measures[name] * part for name, part in parts.items()) / np.linalg.norm(list(parts.values()))
        if along > 0.0:
            shown[value] = min(float(along) / _FULL, 1.0)
    strongest = sorted(shown, key=lambda value: -shown[value])[:_MOST_VALUES]
    total = sum(shown[value] for value in strongest)
    return {value: shown[value] / max(total, 1.0) for value in strongest}
