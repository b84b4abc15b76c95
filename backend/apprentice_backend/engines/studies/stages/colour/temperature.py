"""Temperature: every colour drawn to one hue, but for an accent against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import smoothstep
from .variation import SKIN_KEPT, Variation, bell, skin

_TINTS = (0.014, 0.085)  # least and most chroma of the tint: a picture on the axis already gets the least
_ALREADY, _AGAINST = 0.75, -0.02  # the tint is less by this share of the mean along the axis, of this mean at least
_ACCENT_PERCENTILE = 99.7  # of the chroma against the axis: the colours that an accent is made of
_LEAST_ACCENT = 0.045  # chroma against the axis below which a picture has no accent
_OPPOSED = 0.75  # share of the accent's chroma from which a colour counts as opposed
_MOST_ACCENT = 0.14  # share of the picture above which opposed colours are no accent, but half of the picture


@dataclass(frozen=True)
class Temperature:
    """The parameters of `temperature`."""

    axis: float = 62.0
    """Hue to which colours turn, 62 the warmest, 245 the coldest; degrees, 0 to 360."""
    shadow_hue: float | None = None
    """Hue of the tint in the darks, that of `axis` where it is not given; degrees, 0 to 360."""
    light_hue: float | None = None
    """Hue of the tint in the lights, that of `axis` where it is not given; degrees, 0 to 360."""
    tint: float = 0.07
    """Tint of a grey picture, within 0.014 to 0.085, half as much again in middle values; chroma in OKLab, 0 to 0.1."""
    turn: float = -0.4
    """Swing of opposed hues to the side, which side by the sign; share, -1 to 1."""
    keep: float = 0.14
    """Chroma that opposed colours keep; share, 0 to 1."""
    gain: float = 1.04
    """Chroma of colours along the axis; factor, 0 to 2."""
    accent: float = 0.8
    """Colour that the accent keeps; share, 0 to 1."""
    lift: float = 0.0
    """Lightening of the middle values; lightness in OKLab, -0.1 to 0.1."""


def temperature(lab: Floats, picture: Analysis, variation: Variation, params: Temperature) -> Floats:
    """Turn hues towards an axis; opposed colours are compressed, but for the strongest few, which stay as an accent."""
    unit = hue_direction(params.axis + 0.5 * variation.turn_deg)
    across = np.array([-unit[1], unit[0]], np.float32)
    along, side = lab[:, 1:] @ unit, lab[:, 1:] @ across
    opposed: Floats = np.maximum(-along, 0.0).astype(np.float32)
    warmer = 0.5 + 0.5 * np.tanh(along / 0.04)
    new_along = along * (params.keep * (1.0 - warmer) + params.gain * warmer)
    new_side = side * 0.85 + params.turn * opposed
    already = float(picture.mean[1:] @ unit)
    tint = float(np.clip(params.tint - _ALREADY * max(already, _AGAINST), *_TINTS))
    lightness = lab[:, 0]
    low = params.axis if params.shadow_hue is None else params.shadow_hue
    high = params.axis if params.light_hue is None else params.light_hue
    hue = np.radians(low + variation.turn_deg + (high - low) * lightness)
    amount = tint * (0.35 + bell(lightness) + 0.42 * lightness)
    changed = np.empty_like(lab)
    changed[:, 0] = lightness - 0.04 * np.clip(lightness, 0.0, 1.0) ** 6 + params.lift * bell(lightness)
    changed[:, 1] = new_along * unit[0] + new_side * across[0] + amount * np.cos(hue)
    changed[:, 2] = new_along * unit[1] + new_side * across[1] + amount * np.sin(hue)
    accent = _accent(opposed, picture, unit)[:, None] * params.accent
    if picture.focus.faces:
        accent = np.maximum(accent, SKIN_KEPT * skin(lab)[:, None])
    return np.asarray(changed * (1.0 - accent) + lab * accent, dtype=np.float32)


def _accent(opposed: Floats, picture: Analysis, unit: Floats) -> Floats:
    """Return each colour's share in the picture's accent against the axis: the few percent that oppose it most."""
    painted = np.maximum(-(picture.tiny_flat[:, 1:] @ unit), np.float32(0.0))
    strong = float(np.percentile(painted, _ACCENT_PERCENTILE))
    if strong < _LEAST_ACCENT or float((painted > _OPPOSED * strong).mean()) > _MOST_ACCENT:
        return np.zeros_like(opposed)
    return smoothstep(0.5 * strong, 1.0 * strong, opposed)
