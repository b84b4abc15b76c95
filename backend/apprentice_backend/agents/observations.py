"""What is observed of the coefficients of a linear model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .features import Floats

# What counts less than this beside a new observation is left out.
_FADED_AWAY = 0.15


@dataclass(frozen=True)
class Observations:
    """Independent observations of linear functions of the coefficients, with Gaussian noise.

    Args:
        rows: shape (n, p).
        targets: shape (n,).
        noise: the variance of each relative to a rating's, shape (n,).
        bounds: +1 where the truth was the target or more, -1 where it was the target or less, 0 where it was the
            target; shape (n,).
        ages: how many opinions came after it; shape (n,).
    """

    rows: Floats
    targets: Floats
    noise: Floats
    bounds: Floats
    ages: Floats

    def __len__(self) -> int:
        return len(self.targets)

    def only(self, kept: NDArray[np.bool_] | slice) -> Observations:
        """Return the observations that are kept."""
        columns = (self.rows, self.targets, self.noise, self.bounds, self.ages)
        return Observations(*(column[kept] for column in columns))

    def faded(self, discount: float) -> Observations:
        """Return the observations with each counting `discount` times as much as the next, the old ones left out."""
        shares = discount**self.ages
        kept = shares >= _FADED_AWAY
        return replace(self, noise=self.noise / np.maximum(shares, _FADED_AWAY)).only(kept)
