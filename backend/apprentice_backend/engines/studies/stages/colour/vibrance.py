"""Vibrance: more colour where there is little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import bell, smoothstep
from .variation import LIKE_SKIN_KEPT, SKIN_KEPT, Variation, skin

_ACID_DEG, _ACID_WIDTH_DEG = 128.0, 26.0  # yellow-green and its reach to either side
_ACID_LESS = 0.8  # share of the gain that yellow-green does without


@dataclass(frozen=True)
class Vibrance:
    """The parameters of `vibrance`."""

    gain: float = 1.0
    """Chroma added to colours, most of all to weak ones, as a part of their own; share, 0 to 2."""
    contrast: float = 0.22
    """Greatest turn of a hue away from the dominant one; radians, 0 to 0.6."""
    split: float = 0.045
    """Tint of neutrals, cold in the darks, warm in the lights; chroma in OKLab, 0 to 0.1."""


def _acid(hue: Floats) -> Floats:
    """Return the likeness of hues (radians) to yellow-green, 0 to 1, which looks like a dye where it is strong."""
    away = (np.degrees(hue) - _ACID_DEG + 180.0) % 360.0 - 180.0
    return np.exp(-((away / _ACID_WIDTH_DEG) ** 2)).astype(np.float32)


def vibrance(lab: Floats, picture: Analysis, variation: Variation, params: Vibrance) -> Floats:
    """Strengthen weak colours most, push hues off the dominant one, and split neutrals into cold darks, warm lights."""
    lightness = lab[:, 0]
    chroma: Floats = np.maximum(np.hypot(lab[:, 1], lab[:, 2]), np.float32(1e-6))
    hue = np.arctan2(lab[:, 2], lab[:, 1])
    acid = _acid(hue)
    gain = 1.0 + params.gain * np.exp(-chroma / 0.20) * (1.0 - _ACID_LESS * acid)
    away = (hue - np.radians(picture.hue_deg) + np.pi) % (2.0 * np.pi) - np.pi
    turn = params.contrast * np.sin(away) * smoothstep(0.02, 0.08, chroma)
    hue = hue + turn * (1.0 - _acid(hue + turn))
    light = smoothstep(0.25, 0.8, lightness)[:, None]
    strength = bell(lightness) * (0.3 + 0.7 * np.exp(-chroma / 0.05)) * params.split
    dark_hue, light_hue = hue_direction(285.0 + 1.5 * variation.turn_deg), hue_direction(85.0 - variation.turn_deg)
    tint = (dark_hue * (1.0 - light) + light_hue * light) * strength[:, None]
    changed = np.empty_like(lab)
    changed[:, 0] = np.clip(lightness + 0.04 * np.sin(2.0 * np.pi * (np.clip(lightness, 0, 1) - 0.5)), 0.0, 1.0)
    changed[:, 1] = chroma * gain * np.cos(hue) + tint[:, 0]
    changed[:, 2] = chroma * gain * np.sin(hue) + tint[:, 1]
    own = (SKIN_KEPT if picture.focus.faces else LIKE_SKIN_KEPT) * skin(lab)[:, None]
    return np.asarray(changed + (lab - changed) * own, dtype=np.float32)
