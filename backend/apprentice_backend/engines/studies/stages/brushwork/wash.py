"""Washes of thin paint: smooth areas, pigment that gathers along their rims and settles in the paper's grain.

Source: the look follows Bousseau et al. 2006, "Interactive watercolor rendering with temporal coherence and
abstraction" (edge darkening, pigment density).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, channel_mean, guided, mask_size, noise, ramp, smoothstep, spread, to_bytes
from ...masks.overlay import blend
from ..stage_part import costly


@dataclass(frozen=True)
class Wash:
    """The parameters of `wash`."""

    flow: float = costly(1.0, most=1000.0)
    """Reach of colour within a shape; factor, 0 to 3."""
    rim: float = 1.0
    """Pigment that gathers at the edge of a shape; factor, 0 to 4."""
    grain: float = 1.0
    """Pigment that settles, in broad blooms more than in the paper's grain; factor, 0 to 4."""
    bloom: float = 1.0
    """Unevenness of flat washes; factor, 0 to 4."""
    thin: float = 1.0
    """White of the paper that shows through; factor, 0 to 4."""


def wash(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Wash) -> Rgb:
    """Repaint a picture in washes."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    half = cv2.resize(rgb, (max(8, width // 2), max(8, height // 2)), interpolation=cv2.INTER_AREA)
    calm = _run(half, max(2, round(9 * unit * params.flow)))
    calm = cv2.resize(calm, (width, height), interpolation=cv2.INTER_LINEAR)
    density = _rims(calm, unit) * np.float32(0.34 * params.rim)
    blooms, tooth = _settled(height, width, seed)
    density += (0.088 * blooms + 0.055 * tooth) * np.float32(params.grain)
    # Washes dry unevenly, flat ones most of all.
    density += blooms * _flatness(calm) * np.float32(0.07 * params.bloom)
    thin = np.float32(0.24 * params.thin)
    values = calm + (np.float32(255.0) - calm) * thin
    # Pigment absorbs light: each channel c becomes c ** (1 + density), which deepens its colour.
    density = np.maximum(density, np.float32(-0.6))
    values = np.float32(255.0) * (np.clip(values, 1.0, 255.0) / np.float32(255.0)) ** (1.0 + density)[..., None]
    painted = to_bytes(values.astype(np.float32))
    hold = 1.0 - np.float32(0.45) * picture.focus.protect
    return blend(rgb, painted, hold * np.float32(ramp(0.0, 0.8, amount)))


def _run(rgb: Rgb, radius: int) -> Floats:
    """Blur colour within shapes, up to their edges."""
    values = rgb.astype(np.float32) / np.float32(255.0)
    guide = cv2.cvtColor(values, cv2.COLOR_RGB2GRAY)
    channels = [guided(np.ascontiguousarray(values[..., channel]), guide, radius, 4e-3) for channel in range(3)]
    return np.asarray(cv2.merge(channels) * 255.0, dtype=np.float32)


def _rims(calm: Floats, unit: float) -> Floats:
    """Return the pigment on the dark side of edges, shape (h, w), 0 to 1.5."""
    level = cv2.cvtColor(calm / np.float32(255.0), cv2.COLOR_RGB2GRAY)
    near = cv2.GaussianBlur(level, (0, 0), max(1.2 * unit, 0.6))
    wide = cv2.GaussianBlur(level, (0, 0), max(5.0 * unit, 1.5))
    return np.asarray(np.clip((wide - near) * 9.0, 0.0, 1.5), dtype=np.float32)


def _flatness(calm: Floats) -> Floats:
    """Return the flatness of each place, shape (h, w): 1 where lightness is even over a broad brush's width, else 0."""
    height, width = calm.shape[:2]
    level = channel_mean(cv2.resize(calm, mask_size(height, width), interpolation=cv2.INTER_AREA)) / np.float32(255.0)
    varied = np.sqrt(np.maximum(cv2.blur(level * level, (11, 11)) - cv2.blur(level, (11, 11)) ** 2, 0.0))
    return spread(cv2.blur(smoothstep(0.06, 0.01, varied), (9, 9)), height, width)


def _settled(height: int, width: int, seed: int) -> tuple[Floats, Floats]:
    """Return two fields of settled pigment, of about unit variance: broad blooms, and the tooth of the paper."""
    blooms = spread(noise(64, 64, seed + 31, base=4, octaves=4, gain=0.7), height, width)
    tooth = np.random.default_rng(3).standard_normal((height, width)).astype(np.float32)
    tooth = cv2.GaussianBlur(tooth, (0, 0), 1.1)
    return blooms, tooth / np.float32(tooth.std() + 1e-6)
