"""What is believed of the coefficients after the evidence: a mixture of hypotheses, weighed by it.

Each hypothesis is a prior mean, prior variances and a noise level; the evidence (marginal likelihood) says how much
each is believed. The same ratings may also be read in several ways, all of which are weighed alike. The mixture is
summarised by its mean and covariance.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.7 and 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .features import Floats
from .linearise import linearise
from .observations import Observations
from .regression import Hypothesis, Regression, weigh

# Hypotheses believed less than this are left out of the covariance.
_NEGLIGIBLE = 0.05
# Hypotheses believed less than this are not looked at again while bounds are worked out, and left out of the mean.
_FORGOTTEN = 0.003
_NEWTON_STEPS = 2
# Of more observations than this, a sample is enough to forget the hypotheses that are far off.
_MANY = 120
_ENOUGH_TO_SIFT = 60
# Where a bounded target is first put beyond its bound, in stars.
_HEADROOM = 0.5


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
class Reading:
    """One way to read what was said.

    Args:
        weight: how probable it is that this is the way, above 0.
        observations: any number of them.
    """

    weight: float
    observations: Observations


@dataclass(frozen=True)
class _Part:
    """A hypothesis under one reading, and how much the two together are believed."""

    belief: float
    hypothesis: Hypothesis
    data: Regression


def fit(readings: Sequence[Reading], hypotheses: Sequence[Hypothesis]) -> Posterior:
    """Return the posterior of the mixture of all `hypotheses` under all `readings` (at least one of each)."""
    parts, logs = [], []
    for reading in readings:
        among, log_evidence = _weigh_reading(reading.observations, hypotheses)
        parts.append(among)
        logs.append(np.log(reading.weight) + log_evidence)
    shares = np.exp(np.array(logs) - max(logs))
    shares /= shares.sum()
    return _summarise(
        [
            replace(part, belief=share * part.belief)
            for share, among in zip(shares, parts, strict=True)
            for part in among
        ]
    )


def _weigh_reading(observations: Observations, hypotheses: Sequence[Hypothesis]) -> tuple[list[_Part], float]:
    """Return the hypotheses that are believed, and the log of the evidence of them all."""
    every = 1 if len(observations) <= _MANY else -(-len(observations) // _ENOUGH_TO_SIFT)
    sample = observations.only(slice(None, None, every))
    data = Regression(_at_face(sample))
    beliefs, log_evidence = weigh(data, hypotheses)
    kept = beliefs >= _FORGOTTEN
    believed = [one for one, keep in zip(hypotheses, kept, strict=True) if keep]
    beliefs = beliefs[kept] / beliefs[kept].sum()
    # The sample finds where the bounded ones are to be linearised; all observations then are, once.
    rounds = [sample] * (_NEWTON_STEPS if observations.bounds.any() else 0)
    for stretch in [*rounds, *([observations] if every > 1 else [])]:
        mean = np.sum([belief * data.mean(one) for belief, one in zip(beliefs, believed, strict=True)], axis=0)
        noise = float(beliefs @ [one.noise_variance for one in believed])
        data = Regression(*linearise(stretch, mean, noise))
        beliefs, log_evidence = weigh(data, believed)
    return [_Part(float(belief), one, data) for belief, one in zip(beliefs, believed, strict=True)], log_evidence


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
