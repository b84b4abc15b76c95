"""Bayesian linear regression under a mixture of Gaussian priors.

Each hypothesis is a prior mean, prior variances and a noise level; the evidence (marginal likelihood) says how much
each is believed, and the posterior is their mixture, summarised by its mean and covariance.

Source: Bishop 2006, "Pattern Recognition and Machine Learning", sections 3.3 to 3.5 and 14.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import Floats

# Hypotheses believed less than this are left out of the mixture: each costs an inversion.
_NEGLIGIBLE = 0.02


@dataclass(frozen=True)
class Hypothesis:
    """One belief about the coefficients before any evidence.

    Args:
        log_weight: the logarithm of its prior probability, up to a constant shared by all.
        mean: expected coefficients, shape (p,).
        variances: their variances, shape (p,).
        noise_variance: the variance of an observation whose relative noise is 1.
    """

    log_weight: float
    mean: Floats
    variances: Floats
    noise_variance: float


@dataclass(frozen=True)
class Observations:
    """What was seen, as independent Gaussian observations of linear functions of the coefficients.

    Args:
        rows: shape (n, p).
        targets: shape (n,).
        noise: the variance of each relative to a rating's, shape (n,).
    """

    rows: Floats
    targets: Floats
    noise: Floats


@dataclass(frozen=True)
class Posterior:
    """What is believed after the evidence.

    Args:
        mean: shape (p,).
        covariance: shape (p, p), the spread between the hypotheses included.
        noise_variance: of a rating, in stars².
        beliefs: the probability of each hypothesis, in the order given.
    """

    mean: Floats
    covariance: Floats
    noise_variance: float
    beliefs: Floats


def fit(observations: Observations, hypotheses: Sequence[Hypothesis]) -> Posterior:
    """Return the posterior of the mixture of `hypotheses` (at least one) after `observations` (any number)."""
    precise = observations.rows / observations.noise[:, None]
    evidence = _Statistics(
        gram=precise.T @ observations.rows,
        moment=precise.T @ observations.targets,
        energy=float(observations.targets @ (observations.targets / observations.noise)),
        count=len(observations.targets),
    )
    beliefs = _normalised(np.array([_log_belief(hypothesis, evidence) for hypothesis in hypotheses]))
    kept = np.flatnonzero(beliefs >= min(_NEGLIGIBLE, beliefs.max()))
    shares = beliefs[kept] / beliefs[kept].sum()
    solved = [_solve(hypotheses[int(index)], evidence) for index in kept]
    means = np.array([mean for mean, _ in solved])
    mean = shares @ means
    spread: Floats = (means - mean).T @ (shares[:, None] * (means - mean))
    for share, (_, covariance) in zip(shares, solved, strict=True):
        spread += share * covariance
    noise = float(beliefs @ [hypothesis.noise_variance for hypothesis in hypotheses])
    return Posterior(mean, spread, noise, beliefs)


@dataclass(frozen=True)
class _Statistics:
    """What observations say, summed: rows'rows, rows'targets and targets'targets, each divided by the noise."""

    gram: Floats
    moment: Floats
    energy: float
    count: int


def _normalised(log_beliefs: Floats) -> Floats:
    likelihoods = np.exp(log_beliefs - log_beliefs.max())
    beliefs: Floats = likelihoods / likelihoods.sum()
    return beliefs


def _log_belief(hypothesis: Hypothesis, evidence: _Statistics) -> float:
    """Return the log of weight times evidence, up to what all hypotheses share."""
    precision, moment, energy = _about_its_mean(hypothesis, evidence)
    # With the moment as a border, one Cholesky factor holds the determinant, and in its last row L⁻¹ moment.
    size = len(moment)
    bordered = np.empty((size + 1, size + 1))
    bordered[:size, :size] = precision
    bordered[size, :size] = bordered[:size, size] = moment
    bordered[size, size] = energy + 1.0
    factor = np.linalg.cholesky(bordered)
    explained = float(factor[size, :size] @ factor[size, :size])
    return (
        hypothesis.log_weight
        + 0.5 * (explained - energy)
        - float(np.log(np.diag(factor)[:size]).sum())
        - 0.5 * float(np.log(hypothesis.variances).sum())
        - 0.5 * evidence.count * float(np.log(hypothesis.noise_variance))
    )


def _solve(hypothesis: Hypothesis, evidence: _Statistics) -> tuple[Floats, Floats]:
    """Return the posterior mean and covariance under one hypothesis."""
    precision, moment, _ = _about_its_mean(hypothesis, evidence)
    covariance: Floats = np.linalg.inv(precision).astype(np.float64, copy=False)
    return hypothesis.mean + covariance @ moment, covariance


def _about_its_mean(hypothesis: Hypothesis, evidence: _Statistics) -> tuple[Floats, Floats, float]:
    """Return precision, moment and energy of the coefficients' deviation from the hypothesis' mean."""
    mean, noise = hypothesis.mean, hypothesis.noise_variance
    expected = evidence.gram @ mean
    precision = evidence.gram / noise
    precision[np.diag_indices_from(precision)] += 1.0 / hypothesis.variances
    moment: Floats = (evidence.moment - expected) / noise
    return precision, moment, (evidence.energy - 2.0 * float(mean @ evidence.moment) + float(mean @ expected)) / noise
