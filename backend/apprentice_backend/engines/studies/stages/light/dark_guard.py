"""The dark guard: it keeps the darks of a study from going black."""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats
from ...masks.fields import quantiles

BLACK = 0.15  # OKLab L below which a dark shows no more steps
_MORE = 0.05  # growth of the share of the picture below it that a study may have
_SEEN = 0.165  # L at which the rest of the darks begins
_TOE = 0.42  # L below which darks are lifted
_MOST = 0.19  # lift of black at most: less than half of `_TOE`, so that darker stays darker


def lift_darks(before: Floats, after: Floats, lightness: Floats) -> Floats:
    """Lift the darks of a study where more of it is black than of its canvas, all by one smooth toe.

    L' = L + lift (1 - L / t)² below t = `_TOE`; the lift brings the quantile of L, at which the canvas' share below
    `BLACK` and `_MORE` more lie, to `_SEEN`.

    Args:
        before, after: L of the same places in canvas and study, shape (n,).
        lightness: values of the study to lift, any shape.
    """
    lift = dark_lift(before, after)
    if lift <= 0.0:
        return lightness
    return np.asarray(lightness + lift * np.maximum(1.0 - lightness / _TOE, 0.0) ** 2, dtype=np.float32)


def dark_lift(before: Floats, after: Floats) -> float:
    """Return the lift of black that `lift_darks` gives, in L."""
    share = min(float((before < BLACK).mean()) + _MORE, 1.0)
    (level,) = quantiles(after, (share,))
    if level >= _SEEN:
        return 0.0
    return min((_SEEN - level) / (1.0 - level / _TOE) ** 2, _MOST)
