"""Temperature: another light on the same things, warmer or colder, its lights and its shadows apart in temperature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.adaptation import adapt
from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import bell, smoothstep
from .variation import LIKE_SKIN_KEPT, SKIN_KEPT, Variation, skin

_LEAST_TINT = 0.4  # share of the tint that is left where the picture's lights have the light's colour already
_ALREADY = 0.75  # the tint is less by this share of the lights' mean chroma along the axis
_LEAST_RANGE = 0.25  # of L between darks and lights, so that a flat picture is not parted by its noise
_PARTED = -0.006  # parting along the axis below which the darks take the light: they are nearer to it than the lights
_LIGHTS_THEN, _DARKS_THEN = 0.2, 1.9  # shares of the tint in lights and darks, then
# Places between darks and lights, 0 to 1, between which the light changes: middle values are in the light.
_TO_LIGHTS, _TO_DARKS = (0.05, 0.65), (0.3, 0.95)
_ACCENT_PERCENTILE = 99.7  # of the chroma against the axis: the colours that an accent is made of
_LEAST_ACCENT = 0.045  # chroma against the axis below which a picture has no accent
_OPPOSED = 0.75  # share of the accent's chroma from which a colour counts as opposed
_MOST_ACCENT = 0.14  # share of the picture above which opposed colours are no accent, but half of the picture

_Whites = tuple[Floats, Floats, tuple[float, float]]


@dataclass(frozen=True)
class Temperature:
    """The parameters of `temperature`."""

    axis: float = 62.0
    """Hue of the light, 62 the warmest, 245 the coldest; degrees, 0 to 360."""
    shadow_hue: float | None = None
    """Hue of the light in the shadows, opposite to `axis` where it is not given; degrees, 0 to 360."""
    light_hue: float | None = None
    """Hue of the light in the lights, that of `axis` where it is not given; degrees, 0 to 360."""
    tint: float = 0.07
    """Colour of the light, as it shows on white; chroma in OKLab, 0 to 0.12."""
    shadow_tint: float = 0.03
    """Colour of the light in the shadows, as it would show on white; chroma in OKLab, 0 to 0.2."""
    turn: float = 0.0
    """Swing of opposed hues to the side, which side by the sign; share, -1 to 1."""
    keep: float = 0.8
    """Chroma that opposed colours keep; share, 0 to 1."""
    gain: float = 1.08
    """Chroma of all colours beside the light's own; factor, 0 to 2."""
    accent: float = 0.8
    """Colour that the accent keeps; share, 0 to 1."""
    lift: float = 0.0
    """Lightening of the middle values; lightness in OKLab, -0.1 to 0.1."""


def temperature(lab: Floats, picture: Analysis, variation: Variation, params: Temperature) -> Floats:
    """Light a picture by another light: lights adapt to one white, darks to another, and colours stay apart.

    A picture whose darks are nearer to the axis than its lights, as earth below a blue sky is to the warm, keeps that
    order: there the darks take most of the light. A few strong colours against the light stay as an accent.
    """
    unit = hue_direction(params.axis + 0.5 * variation.turn_deg)
    lights, darks, (first, last) = _whites(picture, variation, params, unit)
    lightness, span = lab[:, 0], max(picture.high - picture.low, _LEAST_RANGE)
    part = smoothstep(picture.low + first * span, picture.low + last * span, lightness)[:, None]
    changed = adapt(lab, darks) * (1.0 - part) + adapt(lab, lights) * part
    grey = (darks * (1.0 - part) + lights * part) * lightness[:, None]
    own = changed[:, 1:] - grey
    opposed: Floats = np.maximum(-(own @ unit), 0.0).astype(np.float32)
    across = np.array([-unit[1], unit[0]], np.float32)
    own = own + opposed[:, None] * ((1.0 - params.keep) * unit + params.turn * across)
    changed[:, 0] = changed[:, 0] + params.lift * bell(lightness)
    changed[:, 1:] = grey + own * params.gain
    kept = _accent(np.maximum(-(lab[:, 1:] @ unit), np.float32(0.0)), picture, unit) * params.accent
    kept = np.maximum(kept, (SKIN_KEPT if picture.focus.faces else LIKE_SKIN_KEPT) * skin(lab))[:, None]
    return np.asarray(changed * (1.0 - kept) + lab * kept, dtype=np.float32)


def _whites(picture: Analysis, variation: Variation, params: Temperature, unit: Floats) -> _Whites:
    """Return a and b of white in the lights and in the darks, and where between them the light changes."""
    of_lights, of_darks = float(picture.lights @ unit), float(picture.darks @ unit)
    light_hue = params.axis if params.light_hue is None else params.light_hue
    shadow_hue = params.axis + 180.0 if params.shadow_hue is None else params.shadow_hue
    toward = hue_direction(light_hue + 0.6 * variation.turn_deg)
    if of_lights - of_darks < _PARTED:
        tint = max(params.tint - _ALREADY * max(of_darks, 0.0), _LEAST_TINT * params.tint)
        return toward * (_LIGHTS_THEN * tint), toward * (_DARKS_THEN * tint), _TO_DARKS
    tint = max(params.tint - _ALREADY * max(of_lights, 0.0), _LEAST_TINT * params.tint)
    return toward * tint, hue_direction(shadow_hue + variation.turn_deg) * params.shadow_tint, _TO_LIGHTS


def _accent(opposed: Floats, picture: Analysis, unit: Floats) -> Floats:
    """Return each colour's share in the picture's accent against the axis: the few percent that oppose it most."""
    painted = np.maximum(-(picture.tiny_flat[:, 1:] @ unit), np.float32(0.0))
    strong = float(np.percentile(painted, _ACCENT_PERCENTILE))
    if strong < _LEAST_ACCENT or float((painted > _OPPOSED * strong).mean()) > _MOST_ACCENT:
        return np.zeros_like(opposed)
    return smoothstep(0.5 * strong, 1.0 * strong, opposed)
