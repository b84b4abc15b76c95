"""Ink lines along the picture's edges: an extended difference of Gaussians.

Source: Winnemöller, Kyprianidis and Olsen 2012, "XDoG: An eXtended difference-of-Gaussians compendium".
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, noise, ramp, spread, to_bytes
from ..stage_part import costly

_STEEPNESS = 55.0  # of the rise of ink with the difference of the blurs
_FAINTEST = 0.28  # difference, so enlarged, below which there is no ink


@dataclass(frozen=True)
class Lines:
    """The parameters of `lines`."""

    width: float = costly(1.0, most=30.0)
    """Width of the lines; factor, 0.5 to 4."""
    sharp: float = 1.0
    """Feeling for edges: at 2 an edge of half the steepness gets as much ink; factor, 0.2 to 4."""
    ground: float = 0.0
    """Lightening of the picture between the lines, at 1 to paper; share, 0 to 1."""
    wobble: float = 1.0
    """Unsteadiness of the hand; factor, 0 to 4."""
    strength: float = 0.92
    """Darkness of the ink; share, 0 to 1."""


def lines(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Lines) -> Rgb:
    """Draw a picture's edges in ink."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    level = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    ink = ink_of(level, 1.3 * unit * params.width, params.sharp)
    if params.wobble > 0.0:
        ink = _by_hand(ink, params.wobble * 1.6 * unit, seed)
    # Lines are weaker away from the focus.
    focal = np.maximum(picture.focus.saliency, picture.focus.protect)
    ink *= 0.55 + 0.45 * spread(np.clip(focal * 1.6, 0.0, 1.0).astype(np.float32), height, width)
    share = np.float32(ramp(0.0, 1.0, amount))
    values = rgb.astype(np.float32)
    values += (np.float32(248.0) - values) * np.float32(params.ground) * share
    values *= (1.0 - np.clip(ink * params.strength, 0.0, 1.0) * share)[..., None]
    return to_bytes(values)


def ink_of(level: Floats, sigma: float, sharp: float) -> Floats:
    """Return ink, 0 to 1, for a lightness of 0 to 1: tanh of how far a fine blur lies below a wide one."""
    fine = cv2.GaussianBlur(level, (0, 0), max(sigma, 0.5))
    wide = cv2.GaussianBlur(level, (0, 0), max(1.6 * sigma, 0.8))
    drop = (wide - fine) * np.float32(_STEEPNESS * sharp) - np.float32(_FAINTEST)
    return np.tanh(np.maximum(drop, 0.0))


def _by_hand(ink: Floats, reach: float, seed: int) -> Floats:
    """Shift lines to and fro by about `reach` pixels, as an unsteady hand does."""
    height, width = ink.shape
    small = (max(8, height // 8), max(8, width // 8))
    shift = [spread(noise(*small, seed + axis, base=12, octaves=2), height, width) * reach for axis in (21, 22)]
    map_x = np.arange(width, dtype=np.float32)[None] + shift[0]
    map_y = np.arange(height, dtype=np.float32)[:, None] + shift[1]
    return cv2.remap(ink, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
