"""The colour maps: what each is called in a pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from .inks import Inks, inks
from .invert import Invert, invert
from .monochrome import Monochrome, monochrome
from .mute import Mute, mute
from .temperature import Temperature, temperature
from .variation import Variation
from .vibrance import Vibrance, vibrance


@dataclass(frozen=True)
class ColorMap:
    """A colour map.

    Args:
        apply: the map: OKLab colours of shape (n, 3), the picture's analysis, the seed's variation, parameters -> as
            many colours, in or out of gamut.
        parameters: the type of its parameters; its fields are the words of a pack.
        ruled: whether its hues are those of a palette, so that the picture's own need not be kept apart.
    """

    apply: Callable[[Floats, Analysis, Variation, Any], Floats]
    parameters: type
    ruled: bool = False


COLOR_MAPS: dict[str, ColorMap] = {
    "temperature": ColorMap(temperature, Temperature),
    "vibrance": ColorMap(vibrance, Vibrance),
    "mute": ColorMap(mute, Mute),
    "monochrome": ColorMap(monochrome, Monochrome, ruled=True),
    "inks": ColorMap(inks, Inks, ruled=True),
    "invert": ColorMap(invert, Invert),
}
