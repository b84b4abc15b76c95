"""The sky of a picture."""

from __future__ import annotations

import cv2
import numpy as np

from .....color.oklab import Floats
from ...masks.fields import quantiles, smoothstep

_SKY_TOP = 0.3  # share of the top edge that sky touches, and of the upper sixth that it covers, at least
_LEAST_SKY = 0.04  # share of the picture that it covers, at least


def sky_in(base: Floats, rough: Floats, figure: Floats) -> Floats:
    """Return how surely each place is sky, 0 to 1: light, quiet, and reached from the top of the picture.

    Args:
        base: lightness of the masses, shape (h, w).
        rough: strength of fine drawing, shape (h, w).
        figure: the things at the focus, shape (h, w).
    """
    (middle,) = quantiles(np.ascontiguousarray(base), (0.55,))
    likely = smoothstep(middle - 0.07, middle + 0.05, base) * smoothstep(0.05, 0.025, rough) * (1.0 - figure)
    count, parts = cv2.connectedComponents((likely > 0.4).astype(np.uint8), connectivity=4)
    top = parts[: max(1, parts.shape[0] // 40)]
    touching = np.bincount(top.ravel(), minlength=count) / top.size
    reached = touching > 0.05
    reached[0] = False
    upper = reached[parts][: max(1, len(parts) // 6)]
    if min(float(touching[reached].sum()), float(upper.mean())) < _SKY_TOP or float(reached[parts].mean()) < _LEAST_SKY:
        return np.zeros_like(base)
    near = cv2.dilate(reached[parts].astype(np.float32), np.ones((5, 5), np.uint8))
    return np.asarray(likely * near, dtype=np.float32)
