"""How far palettes are from each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import Floats


def palette_distances(palettes: Floats, other: Floats) -> NDArray[np.float64]:
    """Return how far palettes, OKLab, shape (m, n, 3), are from one, shape (k, 3).

    Returns:
        Shape (m,): the mean ΔE OK from every swatch to the nearest of the other side, in both directions.
    """
    table = np.linalg.norm(palettes[:, :, None] - other[None, None], axis=-1)
    distances: NDArray[np.float64] = (table.min(axis=2).mean(axis=1) + table.min(axis=1).mean(axis=1)) / 2
    return distances
