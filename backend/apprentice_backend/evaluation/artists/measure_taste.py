"""The taste of an artist who wants as much as possible, or as little, of one number that is measured of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_STARS_PER_DEVIATION = 1.2


class MeasureTaste:
    """Likes a picture by z = direction · (x − x̄) / s, with the mean x̄ and the standard deviation s of random mixes.

    Args:
        chance: x of each picture of a random mix; at least one.
        direction: +1 for more of x, -1 for less.
    """

    def __init__(self, chance: Sequence[float], direction: int) -> None:
        self._middle, self._spread = float(np.mean(chance)), max(float(np.std(chance)), 1e-6)
        self._direction = direction

    def liking(self, x: float) -> float:
        """Return z of a picture, in standard deviations."""
        return self._direction * (x - self._middle) / self._spread

    def stars(self, x: float, noise: float = 0.0) -> float:
        """Return round(3 + 1.2 z + noise), clipped to 1..5."""
        return float(np.clip(np.round(3.0 + _STARS_PER_DEVIATION * self.liking(x) + noise), 1, 5))
