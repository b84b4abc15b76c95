"""Notans: a picture in three values, as painters try a composition."""

from __future__ import annotations

import cv2
import numpy as np

from apprentice_backend.engines.base import Pixels

_LEVELS = np.array([30, 128, 235], np.uint8)
_BLUR = 0.012  # of the longer side: small shapes join large ones
_ENDS = (3.0, 97.0)  # percentiles of lightness between which the values are parted in three


def three_values(pixels: Pixels) -> Pixels:
    """Return a picture in dark, middle and light, cut at a third and two thirds of its own range of values.

    Args:
        pixels: sRGB with straight alpha, shape (h, w, 4), uint8.
    """
    gray = cv2.cvtColor(np.ascontiguousarray(pixels[..., :3]), cv2.COLOR_RGB2LAB)[..., 0].astype(np.float32)
    smooth = cv2.GaussianBlur(gray, (0, 0), max(_BLUR * max(gray.shape), 0.5))
    low, high = np.percentile(smooth, _ENDS)
    step = max(float(high - low), 1.0) / 3.0
    levels = _LEVELS[np.clip((smooth - low) / step, 0, 2).astype(np.intp)]
    return np.dstack([levels, levels, levels, pixels[..., 3]])
