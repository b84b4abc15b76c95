"""Washes of thin paint: smooth areas, pigment that gathers along their rims and settles in the paper's grain.

Source: the look follows Bousseau et al. 2006, "Interactive watercolor rendering with temporal coherence and
abstraction" (edge darkening, pigment density).
"""

from __future__ import annotations

import cv2
import numpy as np

from ...color.oklab import Floats
from .analysis import Analysis
from .color_maps import number
from .fields import Rgb, guided, noise, ramp, spread, to_bytes
from .overlay import blend
from .recipe import Params


def wash(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Params) -> Rgb:
    """Repaint a picture in washes.

    Parameters: `flow`, how far colour runs within a shape; `rim`, how much pigment gathers at its edge; `grain` of
    the paper; `thin`, how far the paint lets the white of the paper through, 0 to 1.
    """
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    half = cv2.resize(rgb, (max(8, width // 2), max(8, height // 2)), interpolation=cv2.INTER_AREA)
    calm = _run(half, max(2, round(9 * unit * number(params, "flow", 1.0))))
    calm = cv2.resize(calm, (width, height), interpolation=cv2.INTER_LINEAR)
    density = _rims(calm, unit) * np.float32(0.34 * number(params, "rim", 1.0))
    density += _settled(height, width, seed) * np.float32(0.055 * number(params, "grain", 1.0))
    thin = np.float32(0.24 * number(params, "thin", 1.0))
    values = calm + (np.float32(255.0) - calm) * thin
    # Pigment absorbs: where it is dense every channel falls to a power of itself, and its colour deepens.
    values = np.float32(255.0) * (np.clip(values, 1.0, 255.0) / np.float32(255.0)) ** (1.0 + density)[..., None]
    painted = to_bytes(values.astype(np.float32))
    hold = 1.0 - np.float32(0.45) * picture.focus.protect
    return blend(rgb, painted, hold * np.float32(ramp(0.0, 0.8, amount)))


def _run(rgb: Rgb, radius: int) -> Floats:
    """Let colour run up to the edges of the shapes."""
    values = rgb.astype(np.float32) / np.float32(255.0)
    guide = cv2.cvtColor(values, cv2.COLOR_RGB2GRAY)
    channels = [guided(np.ascontiguousarray(values[..., channel]), guide, radius, 4e-3) for channel in range(3)]
    return np.asarray(cv2.merge(channels) * 255.0, dtype=np.float32)


def _rims(calm: Floats, unit: float) -> Floats:
    level = cv2.cvtColor(calm / np.float32(255.0), cv2.COLOR_RGB2GRAY)
    near = cv2.GaussianBlur(level, (0, 0), max(1.2 * unit, 0.6))
    wide = cv2.GaussianBlur(level, (0, 0), max(5.0 * unit, 1.5))
    return np.asarray(np.clip((wide - near) * 9.0, 0.0, 1.5), dtype=np.float32)


def _settled(height: int, width: int, seed: int) -> Floats:
    """Return where pigment settles: broad blooms and the tooth of the paper, about -2 to 2."""
    blooms = spread(noise(64, 64, seed + 31, base=3, octaves=4, gain=0.6), height, width)
    tooth = np.random.default_rng(3).standard_normal((height, width)).astype(np.float32)
    tooth = cv2.GaussianBlur(tooth, (0, 0), 1.1)
    settled: Floats = 1.6 * blooms + tooth / float(tooth.std() + 1e-6)
    return settled
