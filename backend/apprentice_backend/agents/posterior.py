"""Bayesian linear regression under a mixture of Gaussian priors.

Each hypothesis is a prior mean, prior variances and a noise level; the evidence (marginal likelihood) says how much
each is believed, and the posterior is their mixture, summarised by its mean and covariance. The algebra is done on
the observations' side (n by n), since an artist's ratings are few; many are first folded into as many as there are
coefficients.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.2, 2.7 and 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .features import Floats
from .linearise import linearise
from .observations import Observations

# Hypotheses believed less than this are left out of the covariance.
_NEGLIGIBLE = 0.05
# Hypotheses believed less than this are not looked at again while bounds are worked out.
_FORGOTTEN = 0.003
_NEWTON_STEPS = 2
# Of more observations than this, a sample is enough to forget the hypotheses that are far off.
_MANY = 120
_ENOUGH_TO_SIFT = 60
# Where a bounded target is first put beyond its bound, in stars.
_HEADROOM = 0.5
# Keeps the factor of a singular sum of squares; as much as one rating in a million.
_JITTER = 1e-6


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
class Posterior:
    """What is believed after the evidence.

    Args:
        mean: shape (p,).
        covariance: shape (p, p), the spread between the hypotheses included.
        noise_variance: of a rating, in stars².
        log_evidence: the logarithm of how probable the observations were, all hypotheses together.
    """

    mean: Floats
    covariance: Floats
    noise_variance: float
    log_evidence: float


@dataclass(frozen=True)
class _Whitened:
    """Observations scaled to a relative noise of 1, and what that left over for the evidence."""

    rows: Floats
    targets: Floats
    left_energy: float
    left_count: float
    log_noise: float
    kernels: dict[int, Floats] = field(default_factory=dict)
    """Rows' products under the variances that were asked for, by their identity."""


def fit(observations: Observations, hypotheses: Sequence[Hypothesis]) -> Posterior:
    """Return the posterior of the mixture of `hypotheses` (at least one) after `observations` (any number)."""
    every = 1 if len(observations) <= _MANY else -(-len(observations) // _ENOUGH_TO_SIFT)
    sample = observations.only(slice(None, None, every))
    data = _whiten(_at_face(sample))
    beliefs, log_evidence = _weigh(data, hypotheses)
    believed, beliefs = _sift(hypotheses, beliefs)
    # The sample finds where the bounded ones are to be linearised; all observations then are, once.
    rounds = [sample] * (_NEWTON_STEPS if observations.bounds.any() else 0)
    for stretch in [*rounds, *([observations] if every > 1 else [])]:
        mean = np.sum([belief * _mean(data, one) for belief, one in zip(beliefs, believed, strict=True)], axis=0)
        data = _whiten(*linearise(stretch, mean, _noise(beliefs, believed)))
        beliefs, log_evidence = _weigh(data, believed)
    return _mixture(data, believed, beliefs, log_evidence)


def mix(posteriors: Sequence[Posterior], weights: Sequence[float]) -> Posterior:
    """Return the mixture of posteriors whose prior probabilities are `weights`, of the same observations."""
    logs = np.array([np.log(weight) + one.log_evidence for weight, one in zip(weights, posteriors, strict=True)])
    shares = np.exp(logs - logs.max())
    total = float(logs.max() + np.log(shares.sum()))
    shares /= shares.sum()
    means = np.array([one.mean for one in posteriors])
    mean = shares @ means
    spread: Floats = (means - mean).T @ (shares[:, None] * (means - mean))
    for share, one in zip(shares, posteriors, strict=True):
        spread += share * one.covariance
    return Posterior(mean, spread, float(shares @ [one.noise_variance for one in posteriors]), total)


def _at_face(observations: Observations) -> Observations:
    """Return the observations with bounded targets a little beyond their bounds, to begin with."""
    return replace(observations, targets=observations.targets + _HEADROOM * observations.bounds)


def _sift(hypotheses: Sequence[Hypothesis], beliefs: Floats) -> tuple[list[Hypothesis], Floats]:
    kept = beliefs >= _FORGOTTEN
    return [one for one, keep in zip(hypotheses, kept, strict=True) if keep], beliefs[kept] / beliefs[kept].sum()


def _whiten(observations: Observations, says: Floats | None = None) -> _Whitened:
    scale = 1.0 / np.sqrt(observations.noise)
    rows, targets = observations.rows * scale[:, None], observations.targets * scale
    count, size = rows.shape
    # A bound that says little of the coefficients says as little of the noise.
    says = np.ones(count) if says is None else says
    silent = float((1.0 - says).sum())
    log_noise = float(np.log(observations.noise * says).sum())
    if count <= size:
        return _Whitened(rows, targets, 0.0, -silent, log_noise)
    squares = np.empty((size + 1, size + 1))
    squares[:size, :size] = rows.T @ rows
    squares[size, :size] = squares[:size, size] = rows.T @ targets
    squares[size, size] = targets @ targets
    _add_to_diagonal(squares, _JITTER)
    factor: Floats = np.linalg.cholesky(squares).T.astype(np.float64, copy=False)
    left = float(factor[size, size] ** 2)
    return _Whitened(factor[:size, :size], factor[:size, size], left, count - size - silent, log_noise)


def _weigh(data: _Whitened, hypotheses: Sequence[Hypothesis]) -> tuple[Floats, float]:
    """Return how much each hypothesis is believed, which sums to 1, and the log of the evidence of them all."""
    logs = np.array([hypothesis.log_weight + _log_evidence(data, hypothesis) for hypothesis in hypotheses])
    likelihoods = np.exp(logs - logs.max())
    beliefs: Floats = likelihoods / likelihoods.sum()
    return beliefs, float(logs.max() + np.log(likelihoods.sum()))


def _log_evidence(data: _Whitened, hypothesis: Hypothesis) -> float:
    residual = data.targets - data.rows @ hypothesis.mean
    count = len(residual)
    if count == 0:
        return 0.0
    # With the residual as a border, one factor holds the determinant, and in its last row the whitened residual.
    bordered = np.empty((count + 1, count + 1))
    bordered[:count, :count] = _kernel(data, hypothesis)
    bordered[count, :count] = bordered[:count, count] = residual
    bordered[count, count] = residual @ residual / hypothesis.noise_variance + 1.0
    factor = np.linalg.cholesky(bordered)
    energy = float(factor[count, :count] @ factor[count, :count]) + data.left_energy / hypothesis.noise_variance
    log_determinant = 2.0 * float(np.log(np.diag(factor)[:count]).sum())
    left = data.left_count * float(np.log(hypothesis.noise_variance)) + data.log_noise
    return -0.5 * (energy + log_determinant + left)


def _kernel(data: _Whitened, hypothesis: Hypothesis) -> Floats:
    # Hypotheses that differ in their noise alone share their variances.
    key = id(hypothesis.variances)
    if key not in data.kernels:
        data.kernels[key] = (data.rows * hypothesis.variances) @ data.rows.T
    kernel = data.kernels[key].copy()
    _add_to_diagonal(kernel, hypothesis.noise_variance)
    return kernel


def _mean(data: _Whitened, hypothesis: Hypothesis) -> Floats:
    residual = data.targets - data.rows @ hypothesis.mean
    shift = data.rows.T @ np.linalg.solve(_kernel(data, hypothesis), residual)
    mean: Floats = hypothesis.mean + hypothesis.variances * shift
    return mean


def _covariance(data: _Whitened, hypothesis: Hypothesis) -> Floats:
    reach = data.rows * hypothesis.variances
    covariance: Floats = -reach.T @ np.linalg.solve(_kernel(data, hypothesis), reach)
    _add_to_diagonal(covariance, hypothesis.variances)
    return covariance


def _add_to_diagonal(square: Floats, values: Floats | float) -> None:
    square.flat[:: len(square) + 1] += values


def _noise(beliefs: Floats, hypotheses: Sequence[Hypothesis]) -> float:
    return float(beliefs @ [hypothesis.noise_variance for hypothesis in hypotheses])


def _mixture(data: _Whitened, hypotheses: Sequence[Hypothesis], beliefs: Floats, log_evidence: float) -> Posterior:
    kept = np.flatnonzero(beliefs >= min(_NEGLIGIBLE, beliefs.max()))
    shares = beliefs[kept] / beliefs[kept].sum()
    means = np.array([_mean(data, hypotheses[int(index)]) for index in kept])
    mean = shares @ means
    spread: Floats = (means - mean).T @ (shares[:, None] * (means - mean))
    for share, index in zip(shares, kept, strict=True):
        spread += share * _covariance(data, hypotheses[int(index)])
    return Posterior(mean, spread, _noise(beliefs, hypotheses), log_evidence)
