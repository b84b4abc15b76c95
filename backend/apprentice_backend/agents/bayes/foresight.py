"""The taste after a little more feedback, nearly, in the time of a few products of matrices instead of a fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import Feedback, Foresight, Slate
from ..beliefs import Taste
from .bounds import Prediction, linearise
from .evidence import Evidence
from .explain import read_taste
from .likelihood import read_evidence
from .posterior import Posterior
from .settings import EvidenceStrengths


class BayesForesight(Foresight):
    """A posterior that takes in new observations one by one, each as a rank-one change.

    With the posterior N(m, C) and an observation x · β = y of noise variance s²,

        g = C x / (xᵀ C x + s²),   m ← m + g (y − xᵀ m),   C ← C − g (C x)ᵀ

    which is exact for one hypothesis without bounds. Here the mixture counts as one Gaussian, whose hypotheses are not
    weighed anew, and a bound is linearised once, where it is then expected. What was said before is not read again.

    Args:
        evidence: what will be said, with the slates that were shown already.
        posterior: the belief before it.
        strengths: of each kind of evidence.
        best: returns the mix that is best by a posterior.

    Source: Rasmussen and Williams 2006, section 2.1, for one observation; Minka 2001, "A family of algorithms for
    approximate Bayesian inference", chapter 3 (assumed-density filtering), for bounds.
    """

    takes_values = True

    def __init__(
        self,
        evidence: Evidence,
        posterior: Posterior,
        strengths: EvidenceStrengths,
        best: Callable[[Posterior], AttributeMix],
    ) -> None:
        super().__init__(evidence.design.space)
        self._evidence, self._before, self._strengths, self._best = evidence, posterior, strengths, best
        self._posterior: Posterior | None = None
        self._taste: Taste | None = None

    def shown(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note of a slate, so that a pick is compared with its neighbours."""
        self._evidence.show(slate)
        self._posterior = self._taste = None

    def update(self, feedback: Feedback) -> None:
        """Take in feedback."""
        self._evidence.add(feedback)
        self._posterior = self._taste = None

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Take in a value that is set by hand."""
        self._evidence.set_value(dimension, value, stars)
        self._posterior = self._taste = None

    def taste(self) -> Taste:
        """Return each value's effect after all that was taken in; of ratings, those alone are counted."""
        if self._taste is None:
            self._taste = read_taste(self._evidence.design, self._foreseen(), self._evidence.ratings)
        return self._taste

    def best(self) -> AttributeMix:
        """Return the mix of the highest expected rating."""
        return self._best(self._foreseen())

    def _foreseen(self) -> Posterior:
        if self._posterior is None:
            self._posterior = self._taken_in()
        return self._posterior

    def _taken_in(self) -> Posterior:
        reading = read_evidence(self._evidence, self._strengths)
        given = reading.observations if reading.sized is None else reading.sized
        mean, noise = self._before.mean, self._before.noise_variance
        # C is the one before less gainsᵀ · moves, which is multiplied out once.
        gains, moves = np.empty((0, len(mean))), np.empty((0, len(mean)))
        for index in range(len(given)):
            one = given.only(slice(index, index + 1))
            row = one.rows[0]
            moved = self._before.covariance @ row - gains.T @ (moves @ row)
            doubt, expected = float(row @ moved), float(row @ mean)
            if one.bounds[0]:
                one = linearise(one, Prediction(np.array([expected]), np.array([doubt])), noise).observations
            gain = moved / (doubt + float(one.noise[0]) * noise)
            mean = mean + gain * (float(one.targets[0]) - expected)
            gains, moves = np.vstack([gains, gain]), np.vstack([moves, moved])
        return Posterior(mean, self._before.covariance - gains.T @ moves, noise)
