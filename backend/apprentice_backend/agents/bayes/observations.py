"""Observations of the coefficients of a linear model: arrays, one entry an observation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats


@dataclass(frozen=True)
class Observations:
    """Independent observations of linear functions of the coefficients, with Gaussian noise.

    Observation i says ``rows[i] @ coefficients + e = targets[i]`` with e ~ N(0, noise[i] · s²), where s² is the noise
    variance of a rating under the hypothesis that is tried.

    Args:
        rows: shape (n, p).
        targets: in stars about the middle of the scale, shape (n,).
        noise: the variance of each relative to a rating's, shape (n,).
        bounds: +1 where the truth was the target or more, -1 where it was the target or less, 0 where it was the
            target; shape (n,).
        ages: the number of opinions that came after the observation's own; shape (n,).
        sources: the index of the opinion that it comes from, -1 for none (a value set by hand); shape (n,).
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
        """The observations of whole pictures, which have the offset in their rows; the others compare parts."""
        return self.rows[:, 0] == 1.0

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

    def sample(self, count: int) -> Observations:
        """Return `count` of the observations, or somewhat more, spread evenly over all."""
        return self.only(slice(None, None, max(len(self) // count, 1)))

    def widened(self, columns: Sequence[Floats]) -> Observations:
        """Return the observations with more columns behind their own, shape (n, any) each."""
        return replace(self, rows=np.concatenate([self.rows, *columns], axis=1))

    def faded(self, discount: float, faded_away: float) -> Observations:
        """Return the observations with the weight discount^age, those with less than `faded_away` left out."""
        weights = discount**self.ages
        kept = weights >= faded_away
        return replace(self, noise=self.noise / np.maximum(weights, faded_away)).only(kept)


@dataclass(frozen=True)
class Reading:
    """One way to read the evidence as observations.

    Args:
        observations: what every hypothesis can learn from. How sums are weighed against ideal points depends on these
            alone.
        sized: the same with reasons read as stars. Hypotheses of a sum learn from these in the end, and are weighed
            against one another by these; None where reasons are read alike by all.
        weight: the prior probability of this way to read, above 0.
    """

    observations: Observations
    sized: Observations | None = None
    weight: float = 1.0

    def each(self, change: Callable[[Observations], Observations]) -> Reading:
        """Return the reading with both its observations changed."""
        sized = None if self.sized is None else change(self.sized)
        return replace(self, observations=change(self.observations), sized=sized)
