"""The hue guard: it keeps the colours of a picture apart, whichever maps and lights were mixed."""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats

KEPT = 0.64  # share of the hue spread that a study keeps
_COLORLESS = 0.004  # mean chroma of a canvas or study below which there is nothing to keep apart
_STEPS = 6  # halvings of the share


def hue_spread(ab: Floats) -> float:
    """Return 1 - |Σ c e^(ih)| / Σ c of a and b, shape (n, 2), c chroma and h hue: 0 where all have one hue."""
    total = float(np.hypot(ab[:, 0], ab[:, 1]).sum())
    return 1.0 - float(np.hypot(*ab.sum(axis=0))) / max(total, 1e-6)


def own_hues(before: Floats, after: Floats, kept: float = KEPT) -> tuple[float, float]:
    """Return what a study is to be mixed of, so that it keeps a share of its canvas' hue spread.

    Its a and b become (1 - share) after + share gain before: gain is the ratio of mean chromas, so that a muted study
    stays muted, and share the least, by bisection, with a spread of `kept` times that of the canvas.

    Args:
        before, after: OKLab of the same places in canvas and study, shape (n, 3).
        kept: the share of the spread.

    Returns:
        share and gain.
    """
    old, new = before[:, 1:], after[:, 1:]
    had, has = float(np.hypot(old[:, 0], old[:, 1]).mean()), float(np.hypot(new[:, 0], new[:, 1]).mean())
    wanted = kept * hue_spread(old)
    if min(had, has) < _COLORLESS or hue_spread(new) >= wanted:
        return 0.0, 1.0
    gain = has / had
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if hue_spread(new + middle * (gain * old - new)) < wanted:
            low = middle
        else:
            high = middle
    return high, gain
