"""Which colour values of the attributes describe a palette, so that a rated palette teaches them too."""

from __future__ import annotations

import numpy as np

from .convert import palette_to_oklab
from .measures import MEASURE_NAMES, measure_palettes
from .swatch import Palette

# Which features the colour values of the attributes move: what a star for "warm" says of palettes.
VALUE_MEASURES = {
    "warm": {"warmth": 1.0},
    "cool": {"warmth": -1.0},
    "vibrant": {"chroma": 0.8, "greys": -0.4},
    "muted": {"chroma": -0.8, "greys": 0.4},
    "monochrome": {"one_hue": 0.5, "greys": 0.6, "chroma": -0.4},
}
# A palette this many spreads along a value's features is that value through and through.
_FULL = 1.5
_MOST_VALUES = 2


def color_weights(palette: Palette) -> dict[str, float]:
    """Return the colour values that a palette shows, at most two of them.

    Args:
        palette: at least one swatch.

    Returns:
        Value -> weight; the weights sum to at most 1, and to nothing for a palette that is average in every way.
    """
    features = dict(zip(MEASURE_NAMES, measure_palettes(palette_to_oklab(palette)).tolist(), strict=True))
    shown = {}
    for value, parts in VALUE_MEASURES.items():
        along = sum(features[name] * part for name, part in parts.items()) / np.linalg.norm(list(parts.values()))
        if along > 0.0:
            shown[value] = min(float(along) / _FULL, 1.0)
    strongest = sorted(shown, key=lambda value: -shown[value])[:_MOST_VALUES]
    total = sum(shown[value] for value in strongest)
    return {value: shown[value] / max(total, 1.0) for value in strongest}
