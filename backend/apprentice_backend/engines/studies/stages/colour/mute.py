"""Muted colour: greys with one mother colour in all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from .variation import Variation

_FAINTEST, _STRONGEST = 0.016, 0.036  # chroma of the mother colour, however grey or colourful the picture is


@dataclass(frozen=True)
class Mute:
    """The parameters of `mute`."""

    keep: float = 0.32
    """Chroma that stays; share, 0 to 1."""
    mother: float = 0.55
    """Mother colour that enters; share, 0 to 1."""
    floor: float = 0.09
    """Least value; lightness in OKLab, 0 to 0.3."""


def mute(lab: Floats, picture: Analysis, variation: Variation, params: Mute) -> Floats:
    """Grey every colour towards one mother colour, the picture's own mean, and close the range of values a little."""
    mother = picture.mean[1:]
    strength = float(np.hypot(*mother))
    hue = float(np.degrees(np.arctan2(mother[1], mother[0]))) + 2.5 * variation.turn_deg
    tint = hue_direction(hue) * min(max(strength, _FAINTEST), _STRONGEST) * params.mother
    changed = np.empty_like(lab)
    changed[:, 0] = params.floor + (0.965 - 1.6 * params.floor) * lab[:, 0]
    changed[:, 1:] = lab[:, 1:] * params.keep + tint
    return changed
