"""Inks: a print in few colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.swatch import hex_to_rgb

from .....color.oklab import Floats, srgb_bytes_to_oklab
from ...canvas.analysis import Analysis
from ...masks.fields import bell
from .variation import Variation


@dataclass(frozen=True)
class Inks:
    """The parameters of `inks`."""

    swatches: tuple[str, ...] = ("#000000", "#ffffff")
    """Inks from dark to light; two or more of "#rrggbb"."""
    keep: float = 0.0
    """Old colour (a and b) that is added; share, 0 to 1."""
    spread: float = 0.6
    """Pull of the picture's values over the whole ramp; share, 0 to 1."""


def inks(lab: Floats, picture: Analysis, variation: Variation, params: Inks) -> Floats:
    """Print in few inks: each colour is replaced, by its lightness, from a ramp of swatches, dark to light."""
    ramp = srgb_bytes_to_oklab(np.array([hex_to_rgb(swatch) for swatch in params.swatches], np.uint8))
    lightness = np.clip(lab[:, 0], 0.0, 1.0)
    wide = np.clip((lightness - picture.low) / max(picture.high - picture.low, 0.15), 0.0, 1.0)
    pulled = lightness * (1.0 - params.spread) + wide * params.spread
    place = np.clip(pulled + 0.03 * variation.other * bell(lightness), 0.0, 1.0)
    stops = np.linspace(0.0, 1.0, len(ramp))
    printed = np.stack([np.interp(place, stops, ramp[:, channel]) for channel in range(3)], axis=-1)
    printed[:, 1:] += lab[:, 1:] * params.keep
    return printed.astype(np.float32)
