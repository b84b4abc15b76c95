"""Bayesian linear regression under one Gaussian prior: its evidence, its mean and its covariance.

The algebra is done on the observations' side (n by n) while they are fewer than the coefficients, and from then on
on the coefficients' side (p by p), so that a thousand ratings cost what a few hundred do.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.1, 2.2 and 2.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import Floats
from .observations import Observations


@dataclass(frozen=True)
class Hypothesis:
    """One belief about the coefficients before any evidence.

    Args:
        log_weight: the logarithm of its prior probability, up to a constant shared by all.
        mean: expected coefficients, shape (p,).
        variances: their variances, above 0, shape (p,).
        noise_variance: the variance of an observation whose relative noise is 1.
        kind: hypotheses of one kind expect about the same stars of a picture, those of two may differ by many.
    """

    log_weight: float
    mean: Floats
    variances: Floats
    noise_variance: float
    kind: int = 0


class Regression:
    """Observations, scaled to a relative noise of 1, as hypotheses are tried on them.

    Args:
        observations: none of them bounded.
        says: how much each says of the noise, as a part of 1, shape (n,); None for all of it. What says little of
            the coefficients, because it was a bound, says as little of the noise.
    """

    def __init__(self, observations: Observations, says: Floats | None = None) -> None:
        self.observations = observations
        scale = 1.0 / np.sqrt(observations.noise)
        self._rows = observations.rows * scale[:, None]
        self._targets = observations.targets * scale
        self._count = len(self._targets)
        says = np.ones(self._count) if says is None else says
        self._told = float(says.sum())
        self._log_noise = float(np.log(observations.noise * says).sum())
        self._many = self._count > self._rows.shape[1]
        # Hypotheses that differ in their noise alone share their variances, and what is worked out of them.
        self._kernels: dict[int, Floats] = {}
        if self._many:
            self._squares = self._rows.T @ self._rows
            self._products = self._rows.T @ self._targets
            self._energy = float(self._targets @ self._targets)

    def log_evidence(self, hypothesis: Hypothesis) -> float:
        """Return the logarithm of how probable the observations are, up to a constant that all hypotheses share."""
        if self._count == 0:
            return 0.0
        noise = hypothesis.noise_variance
        inner = self._precision(hypothesis) if self._many else self._kernel(hypothesis)
        side, energy = self._border(hypothesis)
        size = len(side)
        # With the residual as a border, one factor holds the determinant, and in its last row the whitened residual.
        bordered = np.empty((size + 1, size + 1))
        bordered[:size, :size] = inner
        bordered[size, :size] = bordered[:size, size] = side
        bordered[size, size] = energy + 1.0
        factor = np.linalg.cholesky(bordered)
        explained = float(factor[size, :size] @ factor[size, :size])
        log_determinant = 2.0 * float(np.log(np.diag(factor)[:size]).sum())
        if self._many:
            log_determinant += float(np.log(hypothesis.variances).sum()) + self._told * float(np.log(noise))
            return -0.5 * (energy - explained + log_determinant + self._log_noise)
        silent = self._count - self._told
        return -0.5 * (explained + log_determinant - silent * float(np.log(noise)) + self._log_noise)

    def mean(self, hypothesis: Hypothesis) -> Floats:
        """Return the expected coefficients, shape (p,)."""
        if self._many:
            side, _ = self._border(hypothesis)
            several: Floats = hypothesis.mean + np.linalg.solve(self._precision(hypothesis), side)
            return several
        residual = self._targets - self._rows @ hypothesis.mean
        shift = self._rows.T @ np.linalg.solve(self._kernel(hypothesis), residual)
        few: Floats = hypothesis.mean + hypothesis.variances * shift
        return few

    def covariance(self, hypothesis: Hypothesis) -> Floats:
        """Return the coefficients' covariance, shape (p, p)."""
        if self._many:
            several: Floats = np.linalg.inv(self._precision(hypothesis)).astype(np.float64, copy=False)
            return several
        reach = self._rows * hypothesis.variances
        few: Floats = -reach.T @ np.linalg.solve(self._kernel(hypothesis), reach)
        _add_to_diagonal(few, hypothesis.variances)
        return few

    def predictions(self, hypothesis: Hypothesis) -> tuple[Floats, Floats]:
        """Return what is now expected of each observation, and the variance of that, shape (n,) each."""
        if self._many:
            reach = self._rows @ self.covariance(hypothesis)
            mean = self._rows @ self.mean(hypothesis)
            variance = np.einsum("ij,ij->i", reach, self._rows)
        else:
            kernel, residual = self._kernel(hypothesis), self._targets - self._rows @ hypothesis.mean
            solved = np.linalg.solve(kernel, np.column_stack([residual, np.eye(self._count)]))
            noise = hypothesis.noise_variance
            # With K the kernel and s its noise, K (K + s)⁻¹ r is r - s (K + s)⁻¹ r, and what is left of K likewise.
            mean = self._targets - noise * solved[:, 0]
            variance = noise - noise**2 * np.diag(solved[:, 1:])
        relative = self.observations.noise
        return mean * np.sqrt(relative), variance * relative

    def _border(self, hypothesis: Hypothesis) -> tuple[Floats, float]:
        """Return the residual on the side that the algebra is done on, and its energy in units of the noise."""
        mean, noise = hypothesis.mean, hypothesis.noise_variance
        if not self._many:
            residual = self._targets - self._rows @ mean
            return residual, float(residual @ residual) / noise
        if not mean.any():
            return self._products / noise, self._energy / noise
        explained = self._squares @ mean
        energy = self._energy - 2.0 * float(self._products @ mean) + float(mean @ explained)
        return (self._products - explained) / noise, energy / noise

    def _precision(self, hypothesis: Hypothesis) -> Floats:
        precision: Floats = self._squares / hypothesis.noise_variance
        _add_to_diagonal(precision, 1.0 / hypothesis.variances)
        return precision

    def _kernel(self, hypothesis: Hypothesis) -> Floats:
        key = id(hypothesis.variances)
        if key not in self._kernels:
            self._kernels[key] = (self._rows * hypothesis.variances) @ self._rows.T
        kernel = self._kernels[key].copy()
        _add_to_diagonal(kernel, hypothesis.noise_variance)
        return kernel


def weigh(data: Regression, hypotheses: Sequence[Hypothesis]) -> tuple[Floats, float]:
    """Return how much each hypothesis is believed, which sums to 1, and the log of the evidence of them all."""
    logs = np.array([hypothesis.log_weight + data.log_evidence(hypothesis) for hypothesis in hypotheses])
    likelihoods = np.exp(logs - logs.max())
    beliefs: Floats = likelihoods / likelihoods.sum()
    return beliefs, float(logs.max() + np.log(likelihoods.sum()))


def _add_to_diagonal(square: Floats, values: Floats | float) -> None:
    square.flat[:: len(square) + 1] += values
