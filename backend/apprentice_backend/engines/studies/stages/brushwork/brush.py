"""The brush of `strokes`: its parameters, and the grain of its bristles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from .....color.oklab import Floats
from ..stage_part import costly


@dataclass(frozen=True)
class Brush:
    """The parameters of `strokes`."""

    size: float = costly(1.0, most=100.0)
    """Width and length of strokes, and the distance between them, which is that of 0.7 below; factor, 0.3 to 3."""
    length: float = costly(1.0, most=100.0)
    """Length of strokes alone; factor, 0.3 to 3."""
    wobble: float = 1.0
    """Deviation of strokes from the picture's lines; factor, 0 to 4."""
    jitter: float = 1.0
    """Deviation of the strokes' colours from the picture's; factor, 0 to 3."""
    bristle: float = 1.0
    """Visibility of the bristles: the gaps between them are bare at 1, and painted again above; factor, 0 to 2."""
    relief: float = 1.0
    """Height of the paint; factor, 0 to 3."""
    opacity: float = 1.0
    """Cover of the paint; share, 0 to 1."""


@lru_cache(maxsize=1)
def bristles() -> Floats:
    """Return the grain of a loaded brush, stretched along the stroke, shape (128, 512), 0 to 1."""
    raw = cv2.GaussianBlur(np.random.default_rng(1).random((128, 512)).astype(np.float32), (0, 0), 26.0, sigmaY=1.1)
    even = (raw - raw.min()) / (raw.max() - raw.min())
    return np.asarray(np.clip((even - 0.5) * 1.6 + 0.5, 0.0, 1.0), dtype=np.float32)
