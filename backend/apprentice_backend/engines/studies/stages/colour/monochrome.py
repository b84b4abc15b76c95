"""Monochrome: values alone, in one ink."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import bell
from .variation import Variation


@dataclass(frozen=True)
class Monochrome:
    """The parameters of `monochrome`."""

    hue: float = 0.0
    """Hue of the ink; degrees, 0 to 360."""
    chroma: float = 0.0
    """Chroma of the ink, which is neutral at 0; chroma in OKLab, 0 to 0.1."""
    drift: float = 26.0
    """Turn of the ink's hue from black to white; degrees, -180 to 180."""


def monochrome(lab: Floats, picture: Analysis, variation: Variation, params: Monochrome) -> Floats:
    """Print in one ink. The values are spread over the range, and the seed chooses the hues that come out light."""
    lightness, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    seen = lightness + 0.18 * (chroma - picture.chroma)
    # A coloured filter before black-and-white film: its own hue comes out light, the opposite dark.
    filter_hue = hue_direction(picture.hue_deg + 180.0 * variation.other)
    seen = seen + 0.35 * (lab[:, 1:] @ filter_hue - float(picture.mean[1:] @ filter_hue))
    wide = (seen - picture.low) / max(picture.high - picture.low + 0.05, 0.15) * 0.86 + 0.07
    value = np.asarray(0.75 * np.clip(wide, 0.0, 1.0) + 0.25 * np.clip(seen, 0.0, 1.0), dtype=np.float32)
    ink = params.chroma * bell(value)
    hue = np.radians(params.hue + params.drift * (value - 0.5))
    return np.stack([value, ink * np.cos(hue), ink * np.sin(hue)], axis=-1).astype(np.float32)
