"""Gamut mapping: OKLab colours brought into sRGB by less chroma, at constant lightness and hue.

With c = (L, a, b) outside sRGB, the result is (L, k a, k b), k the largest factor in [0, 1] that fits, found by
bisection. A picture may lose strength in a colour, never its hue.

Source: CSS Color 4, section 13, which maps in OKLCH too; here nothing is clipped that a smaller chroma would fit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .oklab import Floats, linear_to_srgb, oklab_to_linear_srgb

_STEPS = 6  # halvings; the error left is below one part in sixty of the chroma
_SLACK = 0.002


def _fits(lab: Floats) -> NDArray[np.bool_]:
    """Return for each colour, shape (..., 3), whether sRGB can show it."""
    linear = oklab_to_linear_srgb(lab)
    inside = (linear > -_SLACK) & (linear < 1.0 + _SLACK)
    # NumPy's own reduction is slow over an axis of three.
    return np.asarray(inside[..., 0] & inside[..., 1] & inside[..., 2])


def fit_oklab_to_srgb(lab: Floats) -> Floats:
    """Return OKLab colours, shape (..., 3), reduced in chroma until sRGB can show them; L is clipped to [0, 1]."""
    fitted = np.array(lab, dtype=np.float32)
    fitted[..., 0] = np.clip(fitted[..., 0], 0.0, 1.0)
    flat = fitted.reshape(-1, 3)
    outside = np.flatnonzero(~_fits(flat))
    if outside.size:
        colors = flat[outside]
        low, high = np.zeros(outside.size, np.float32), np.ones(outside.size, np.float32)
        for _ in range(_STEPS):
            middle = (low + high) / 2.0
            trial = colors * np.stack([np.ones_like(middle), middle, middle], axis=-1)
            inside = _fits(trial)
            low, high = np.where(inside, middle, low), np.where(inside, high, middle)
        colors[:, 1:] *= low[:, None]
        flat[outside] = colors
    return flat.reshape(fitted.shape)


def oklab_to_srgb_fitted(lab: Floats) -> Floats:
    """Convert OKLab, shape (..., 3), to sRGB in [0, 1], losing chroma rather than hue where it does not fit."""
    return linear_to_srgb(np.clip(oklab_to_linear_srgb(fit_oklab_to_srgb(lab)), 0.0, 1.0))
