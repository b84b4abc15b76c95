"""OKLCH, the polar form of OKLab: lightness, chroma, and hue in degrees.

Source: CSS Color 4, section 9.4.
"""

from __future__ import annotations

import numpy as np

from .oklab import Floats

# Below this chroma a hue is rounding noise.
GREY_CHROMA = 0.02


def hue_direction(hue_deg: float) -> Floats:
    """Return the unit vector of a hue in OKLab's plane of a and b, shape (2,)."""
    radians = np.radians(hue_deg)
    return np.array([np.cos(radians), np.sin(radians)], np.float32)


def oklab_to_oklch(lab: Floats) -> Floats:
    """Convert OKLab, shape (..., 3), to lightness, chroma, and hue in [0, 360) degrees."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360.0
    return np.stack([lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), hue], axis=-1).astype(np.float32)


def oklch_to_oklab(lch: Floats) -> Floats:
    """Convert lightness, chroma, and hue in degrees, shape (..., 3), to OKLab."""
    hue = np.radians(lch[..., 2])
    a, b = lch[..., 1] * np.cos(hue), lch[..., 1] * np.sin(hue)
    return np.stack([lch[..., 0], a, b], axis=-1).astype(np.float32)
