"""What is observed of the coefficients of a linear model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats

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
        sources: the index of the opinion that it comes from, -1 for what holds by itself; shape (n,).
    """

    rows: Floats
    targets: Floats
    noise: Floats
    bounds: Floats
    ages: Floats
    sources: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which are of whole pictures, and so have the offset in them; the others compare, or are of parts."""
        whole: NDArray[np.bool_] = self.rows[:, 0] == 1.0
        return whole

    def only(self, kept: NDArray[np.bool_] | slice) -> Observations:
        """Return the observations that are kept."""
        return Observations(
            rows=self.rows[kept],
            targets=self.targets[kept],
            noise=self.noise[kept],
            bounds=self.bounds[kept],
            ages=self.ages[kept],
            sources=self.sources[kept],
        )

    def about(self, count: int) -> Observations:
        """Return a sample of `count` or somewhat more, spread evenly over all."""
        return self.only(slice(None, None, max(len(self) // count, 1)))

    def widened(self, columns: Sequence[Floats]) -> Observations:
        """Return the observations with more columns behind their own, shape (n, any) each."""
        return replace(self, rows=np.concatenate([self.rows, *columns], axis=1))

    def faded(self, discount: float) -> Observations:
        """Return the observations with each counting `discount` times as much as the next, the old ones left out."""
        shares = discount**self.ages
        kept = shares >= _FADED_AWAY
        return replace(self, noise=self.noise / np.maximum(shares, _FADED_AWAY)).only(kept)


@dataclass(frozen=True)
class Reading:
    """One way to read what was said.

    Args:
        observations: any number of them.
        of_sums: the same with more said, for hypotheses of kind 0 alone; None where there is no more to say. How much
            hypotheses are believed is found from `observations`, on which all of them can be tried.
        weight: how probable it is that this is the way, above 0.
    """

    observations: Observations
    of_sums: Observations | None = None
    weight: float = 1.0

    def each(self, change: Callable[[Observations], Observations]) -> Reading:
        """Return the reading with both its observations changed."""
        of_sums = None if self.of_sums is None else change(self.of_sums)
        return replace(self, observations=change(self.observations), of_sums=of_sums)
