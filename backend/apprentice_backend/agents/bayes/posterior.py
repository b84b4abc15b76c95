"""What is believed of the coefficients after the evidence: a mixture of hypotheses, weighed by it.

Each hypothesis is a prior mean, prior variances and a noise level; the evidence (marginal likelihood) says how much
each is believed. The same ratings may also be read in several ways, all of which are weighed alike. The mixture is
summarised by its mean and covariance.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.7 and 3.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ..space.design import Floats
from .bounds import Expected, linearise
from .observations import Observations, Reading
from .regression import HOPELESS, Hypothesis, Regression, Squares, weigh

# Hypotheses believed less than this are left out of the covariance.
_NEGLIGIBLE = 0.05
# Hypotheses believed less than this are not looked at again while bounds are worked out, and left out of the mean.
_FORGOTTEN = 0.003
_ROUNDS = 2
# What the others say of a bounded observation is never taken to be vaguer than this, in 1 / stars².
_LEAST_PRECISION = 1e-3
# Of more observations than this, a sample is enough to forget the hypotheses that are far off.
_MANY = 120
_ENOUGH_TO_SIFT = 50
# And as many to know where bounded observations are to be linearised.
_ENOUGH_TO_LINEARISE = 150
# Where a bounded target is first put beyond its bound, in stars.
_HEADROOM = 0.5

_Any = TypeVar("_Any")


@dataclass(frozen=True)
class Posterior:
    """What is believed after the evidence.

    Args:
        mean: shape (p,).
        covariance: shape (p, p), the spread between the hypotheses included.
        noise_variance: of a rating, in stars².
    """

    mean: Floats
    covariance: Floats
    noise_variance: float


@dataclass(frozen=True)
class _Part:
    """A hypothesis under one reading, and how much the two together are believed."""

    belief: float
    hypothesis: Hypothesis
    data: Regression


@dataclass(frozen=True)
class _Trial:
    """Hypotheses that expect like stars of the bounded observations.

    Args:
        parts: the most believed first.
        log_evidence: of how they fared together.
        left: what of that is left of each observation by `linearise`, shape (n,).
        of_sums: what hypotheses of sums may learn from besides.
    """

    parts: list[_Part]
    log_evidence: float
    left: Floats
    of_sums: Observations | None = None

    @property
    def mean(self) -> Floats:
        """What they expect of the coefficients together, shape (p,)."""
        # They all share their data.
        means = self.parts[0].data.means([part.hypothesis for part in self.parts])
        mean: Floats = np.array([part.belief for part in self.parts]) @ means
        return mean

    @property
    def noise_variance(self) -> float:
        """What they hold of the noise together."""
        return sum(part.belief * part.hypothesis.noise_variance for part in self.parts)


def fit(readings: Sequence[Reading], hypotheses: Sequence[Hypothesis]) -> Posterior:
    """Return the posterior of the mixture of all `hypotheses` under all `readings` (at least one of each)."""
    return Fit(readings, hypotheses).posterior()


class Fit:
    """The fit of a mixture of hypotheses, reading by reading, so that one that takes long can be done in parts.

    Args:
        readings: at least one.
        hypotheses: at least one.
    """

    def __init__(self, readings: Sequence[Reading], hypotheses: Sequence[Hypothesis]) -> None:
        self._waiting = list(readings)
        self._hypotheses = hypotheses
        self._trials: list[_Trial] = []
        # Old opinions speak for a reading by what they tell of the later ones, which all readings have.
        self._horizon = min(float(reading.observations.ages.max(initial=0.0)) for reading in readings)

    def begin(self) -> None:
        """Weigh the first reading, which may have far more observations than the others."""
        self._weigh_next()

    def posterior(self) -> Posterior:
        """Weigh what is left to be weighed, and summarise."""
        while self._waiting:
            self._weigh_next()
        return _summarise(
            [
                replace(part, belief=share * part.belief)
                for share, trial in zip(_shares(self._trials), self._trials, strict=True)
                for part in (trial.parts if share < _FORGOTTEN else _with_more(trial))
            ]
        )

    def _weigh_next(self) -> None:
        reading = self._waiting.pop(0)
        log_weight = float(np.log(reading.weight))
        least = max((trial.log_evidence for trial in self._trials), default=-np.inf) - HOPELESS - log_weight
        found = _by_kind(reading.observations, self._hypotheses, least)
        if len(reading.observations) > _MANY:
            # So many tell what the taste is about, whichever way they are read.
            parts = [part for trial in _believed(found, found) for part in trial.parts]
            shapes = {id(part.hypothesis.variances) for part in parts if part.belief >= _FORGOTTEN}
            self._hypotheses = [one for one in self._hypotheses if id(one.variances) in shapes]
        log_weight -= _log_evidence_before(max(found, key=lambda trial: trial.log_evidence), self._horizon)
        for trial in found:
            self._trials.append(replace(trial, log_evidence=log_weight + trial.log_evidence, of_sums=reading.of_sums))


def _log_evidence_before(trial: _Trial, horizon: float) -> float:
    """Return the log evidence of the observations that are older than `horizon`, by what these tell of the others."""
    data = trial.parts[0].data
    later = data.observations.ages <= horizon
    if later.all():
        return 0.0
    told = data.log_predictive(later, trial.parts[0].hypothesis) + float(trial.left[later].sum())
    return trial.log_evidence - told


def _with_more(trial: _Trial) -> list[_Part]:
    """Let hypotheses of sums learn from all that is said of sums; how much they are believed together stays."""
    if trial.of_sums is None or trial.parts[0].hypothesis.kind != 0:
        return trial.parts
    return _settle(trial.of_sums, [part.hypothesis for part in trial.parts], _ROUNDS).parts


def _by_kind(observations: Observations, hypotheses: Sequence[Hypothesis], least: float) -> list[_Trial]:
    """Weigh the hypotheses of each kind together; those that many observations leave far behind are forgotten.

    What begins below the log evidence `least` is hopeless, and is left at that.
    """
    kinds = dict.fromkeys(one.kind for one in hypotheses)
    sample = observations.about(_ENOUGH_TO_SIFT) if len(observations) > _MANY else observations
    # A sample's last round is that of all observations, below.
    rounds = _ROUNDS - 1 if len(observations) > _MANY else _ROUNDS
    trials = [_settle(sample, [one for one in hypotheses if one.kind == kind], rounds, least) for kind in kinds]
    if len(observations) > _MANY:
        # The best of each find where the bounded ones are to be linearised. So many leave little doubt.
        best = [replace(one, parts=[replace(one.parts[0], belief=1.0)]) for one in trials]
        larger = observations.about(_ENOUGH_TO_LINEARISE)
        fared = [_move_on(larger, one, _expect_surely(larger, one)) for one in best]
        told = _believed(list(zip(trials, fared, strict=True)), fared)
        sure = Squares.of_unbounded(observations) if len(told) > 1 else None
        trials = [_move_on(observations, one, _expect_surely(observations, better), sure) for one, better in told]
    return trials


def _believed(some: Sequence[_Any], fared: Sequence[_Trial]) -> list[_Any]:
    """Return those that are still believed, going by how they `fared`."""
    return [one for one, share in zip(some, _shares(fared), strict=True) if share >= _FORGOTTEN]


def _settle(
    observations: Observations, hypotheses: Sequence[Hypothesis], rounds: int, least: float = -np.inf
) -> _Trial:
    trial = _weigh(Regression(_at_face(observations)), hypotheses, np.zeros(len(observations)))
    if trial.log_evidence < least:
        return trial
    kept = [part for part in trial.parts if part.belief >= _FORGOTTEN]
    total = sum(part.belief for part in kept)
    trial = replace(trial, parts=[replace(part, belief=part.belief / total) for part in kept])
    for _ in range(rounds if observations.bounds.any() else 0):
        trial = _move_on(observations, trial, _expect(observations, trial))
    return trial


def _expect(observations: Observations, trial: _Trial) -> Expected:
    """Return what is expected of each bounded observation, of comparisons by all but themselves.

    Stars are expected as they are believed now: to leave each of them out as well was no better on simulated artists.
    """
    part = max(trial.parts, key=lambda part: part.belief)
    at, given = np.flatnonzero(observations.bounds), part.data.observations
    mean, variance = (known[at] for known in part.data.predictions(part.hypothesis))
    own = given.noise[at] * part.hypothesis.noise_variance
    doubt = 1.0 / np.maximum(1.0 / variance - 1.0 / own, _LEAST_PRECISION)
    without = doubt * (mean / variance - given.targets[at] / own)
    compared = ~observations.whole[at]
    return Expected(np.where(compared, without, observations.rows[at] @ trial.mean), np.where(compared, doubt, 0.0))


def _expect_surely(observations: Observations, trial: _Trial) -> Expected:
    """Return what is expected of each bounded observation by a trial that has seen so much that it knows."""
    rows = observations.rows[observations.bounds != 0.0]
    return Expected(rows @ trial.mean, np.zeros(len(rows)))


def _move_on(observations: Observations, trial: _Trial, expected: Expected, sure: Squares | None = None) -> _Trial:
    """Weigh the hypotheses again, the observations linearised where they are now expected.

    `sure` are the squares of the unbounded ones, where they were worked out before.
    """
    line = linearise(observations, expected, trial.noise_variance)
    data = Regression(line.observations, line.says, sure)
    return _weigh(data, [part.hypothesis for part in trial.parts], line.log_likelihood_left)


def _weigh(data: Regression, hypotheses: Sequence[Hypothesis], left: Floats) -> _Trial:
    """Weigh hypotheses; the parts come with the most believed first."""
    beliefs, log_evidence = weigh(data, hypotheses)
    parts = [_Part(float(beliefs[index]), hypotheses[index], data) for index in np.argsort(-beliefs, kind="stable")]
    return _Trial(parts, log_evidence + float(left.sum()), left)


def _shares(trials: Sequence[_Trial]) -> list[float]:
    logs = np.array([trial.log_evidence for trial in trials])
    likelihoods = np.exp(logs - logs.max())
    return [float(likelihood) for likelihood in likelihoods / likelihoods.sum()]


def _at_face(observations: Observations) -> Observations:
    """Return the observations with bounded targets a little beyond their bounds, to begin with."""
    return replace(observations, targets=observations.targets + _HEADROOM * observations.bounds)


def _summarise(parts: Sequence[_Part]) -> Posterior:
    """Return the mixture's mean and covariance; the parts' beliefs sum to 1."""
    known = [part for part in parts if part.belief >= _FORGOTTEN]
    shares = np.array([part.belief for part in known])
    shares /= shares.sum()
    means = np.array([part.data.mean(part.hypothesis) for part in known])
    mean = shares @ means
    covariance: Floats = (means - mean).T @ (shares[:, None] * (means - mean))
    likely = np.flatnonzero(shares >= min(_NEGLIGIBLE, shares.max()))
    for share, index in zip(shares[likely] / shares[likely].sum(), likely, strict=True):
        part = known[int(index)]
        covariance += share * part.data.covariance(part.hypothesis)
    return Posterior(mean, covariance, float(shares @ [part.hypothesis.noise_variance for part in known]))
