"""The brush of `strokes`: its parameters, and the grain of its bristles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from .....color.oklab import Floats
from ...recipes.recipe import Params, number


@dataclass(frozen=True)
class Brush:
    """A brush, as factors on the usual one.

    Args:
        size: width and length of strokes, and the distance between them.
        length: length of strokes alone.
        wobble: deviation of strokes from the picture's lines.
        jitter: deviation of their colours from the picture's.
        bristle: visibility of the bristles.
        relief: height of the paint.
        opacity: cover of the paint, 0 to 1.
    """

    size: float = 1.0
    length: float = 1.0
    wobble: float = 1.0
    jitter: float = 1.0
    bristle: float = 1.0
    relief: float = 1.0
    opacity: float = 1.0

    @classmethod
    def of(cls, params: Params) -> Brush:
        """Read a brush from an operation's parameters."""
        return cls(**{name: number(params, name, 1.0) for name in cls.__dataclass_fields__})


@lru_cache(maxsize=1)
def bristles() -> Floats:
    """Return the grain of a loaded brush, stretched along the stroke, shape (128, 512), 0 to 1."""
    raw = cv2.GaussianBlur(np.random.default_rng(1).random((128, 512)).astype(np.float32), (0, 0), 26.0, sigmaY=1.1)
    even = (raw - raw.min()) / (raw.max() - raw.min())
    return np.asarray(np.clip((even - 0.5) * 1.6 + 0.5, 0.0, 1.0), dtype=np.float32)
