"""Bayesian linear regression under one Gaussian prior: log evidence, mean, covariance, predictions.

With the rows of X and the targets y divided by the square root of their relative noise, prior N(m₀, V), V diagonal, and
noise variance s², the posterior of the coefficients has the same moments in two forms:

    function space (n ≤ p)   K = X V Xᵀ + s² I       r = y − X m₀
        mean                 m₀ + V Xᵀ K⁻¹ r
        covariance           V − V Xᵀ K⁻¹ X V
        log evidence         −½ (rᵀ K⁻¹ r + log |K|)
    weight space (n > p)     A = Xᵀ X / s² + V⁻¹     b = (Xᵀ y − Xᵀ X m₀) / s²
        mean                 m₀ + A⁻¹ b
        covariance           A⁻¹
        log evidence         −½ (rᵀ r / s² − bᵀ A⁻¹ b + log |A| + log |V| + n log s²)

each log evidence up to −½ (n log 2π + the log noises). The algebra is done in the smaller space, so that a thousand
ratings cost what a few hundred do. Below, K and A are `inner`, r and b are `side`, and rᵀ r / s² is `energy`.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.1 (weight space, equation
2.8), 2.2 (function space, 2.25 and 2.26) and 2.3 (log evidence, 2.30); A.3 for the step from one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats
from .hypotheses import Hypothesis, Shape
from .observations import Observations


@dataclass(frozen=True)
class Gram:
    """The part of Xᵀ X that unbounded observations add, worked out once for several regressions.

    Args:
        of: the observations that are in it, shape (n,).
        matrix: the sum of the outer squares of their scaled rows, shape (p, p).
    """

    of: NDArray[np.bool_]
    matrix: Floats

    @classmethod
    def of_unbounded(cls, observations: Observations) -> Gram:
        """Return the part of the observations that no linearisation changes."""
        unbounded = observations.bounds == 0.0
        rows = observations.rows[unbounded] / np.sqrt(observations.noise[unbounded])[:, None]
        return cls(unbounded, rows.T @ rows)


class Regression:
    """Unbounded observations, on which hypotheses are tried.

    Args:
        observations: none of them bounded.
        information: the part of an observation that each is, in (0, 1], shape (n,); None for 1. A linearised bound
            that says little of the coefficients says as little of the noise, so it counts by this part in n log s².
        known: a part of Xᵀ X that is known already.
    """

    def __init__(
        self, observations: Observations, information: Floats | None = None, known: Gram | None = None
    ) -> None:
        self.observations = observations
        scale = 1.0 / np.sqrt(observations.noise)
        self._rows = observations.rows * scale[:, None]
        self._targets = observations.targets * scale
        self._count = len(self._targets)
        information = np.ones(self._count) if information is None else information
        self._information, self._log_noises = information, np.log(observations.noise * information)
        self._informed, self._log_noise = float(information.sum()), float(self._log_noises.sum())
        self._in_weight_space = self._count > self._rows.shape[1]
        # X V Xᵀ of each shape: levels of noise share it.
        self._kernels: dict[Shape, Floats] = {}
        if self._in_weight_space:
            rows = self._rows if known is None else self._rows[~known.of]
            self._gram = rows.T @ rows if known is None else rows.T @ rows + known.matrix
            self._products = self._rows.T @ self._targets
            self._energy = float(self._targets @ self._targets)

    def log_evidences(self, hypotheses: Sequence[Hypothesis], hopeless: float = np.inf) -> Floats:
        """Return the log evidence under each hypothesis, up to a constant shared by all, shape (k,).

        In function space hypotheses are worked out side by side, since a call costs as much as their algebra. In weight
        space they come one after another, and a level of noise that puts the first shape further than `hopeless` below
        its best is hopeless with the other shapes too: these hypotheses get minus infinity.
        """
        if self._count == 0:
            return np.zeros(len(hypotheses))
        if self._in_weight_space and len(hypotheses) > 1:
            return self._one_after_another(hypotheses, hopeless)
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        sides, energies = self._sides(hypotheses)
        explained, log_determinants = _solve_bordered(self._inner(hypotheses), sides, energies + 1.0)
        if self._in_weight_space:
            variances = np.array([hypothesis.shape.variances for hypothesis in hypotheses])
            log_determinants += np.log(variances).sum(axis=1) + self._informed * np.log(noise)
            return -0.5 * (energies - explained + log_determinants + self._log_noise)
        silent = self._count - self._informed
        return -0.5 * (explained + log_determinants - silent * np.log(noise) + self._log_noise)

    def _one_after_another(self, hypotheses: Sequence[Hypothesis], hopeless: float) -> Floats:
        logs = np.full(len(hypotheses), -np.inf)
        first = [index for index, one in enumerate(hypotheses) if one.shape is hypotheses[0].shape]
        for index in first:
            logs[index] = self.log_evidences([hypotheses[index]])[0]
        ruled_out = {hypotheses[index].noise_variance for index in first if logs[index] < logs.max() - hopeless}
        for index, one in enumerate(hypotheses):
            if index not in first and one.noise_variance not in ruled_out:
                logs[index] = self.log_evidences([one])[0]
        return logs

    def means(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        """Return the posterior mean under each hypothesis, shape (k, p)."""
        if self._in_weight_space and len(hypotheses) > 1:
            return np.concatenate([self.means([one]) for one in hypotheses])
        expected = np.array([hypothesis.shape.mean for hypothesis in hypotheses])
        sides, _ = self._sides(hypotheses)
        solved = np.linalg.solve(self._inner(hypotheses), sides[..., None])[..., 0]
        if self._in_weight_space:
            # m = m₀ + A⁻¹ b
            return expected + solved
        # m = m₀ + V Xᵀ K⁻¹ r
        return expected + np.array([one.shape.variances for one in hypotheses]) * (solved @ self._rows)

    def mean(self, hypothesis: Hypothesis) -> Floats:
        """Return the posterior mean under one hypothesis, shape (p,)."""
        return self.means([hypothesis])[0]

    def covariance(self, hypothesis: Hypothesis) -> Floats:
        """Return the posterior covariance under one hypothesis, shape (p, p)."""
        inner, variances = self._inner([hypothesis])[0], hypothesis.shape.variances
        if self._in_weight_space:
            return np.linalg.inv(inner).astype(np.float64, copy=False)
        # V − V Xᵀ K⁻¹ X V
        reach = self._rows * variances
        covariance: Floats = -reach.T @ np.linalg.solve(inner, reach)
        covariance.flat[:: len(covariance) + 1] += variances
        return covariance

    def predictions(self, hypothesis: Hypothesis) -> tuple[Floats, Floats]:
        """Return the posterior mean and variance of x · β for each observation, without noise, shape (n,) each."""
        if self._in_weight_space:
            reach = self._rows @ self.covariance(hypothesis)
            mean = self._rows @ self.mean(hypothesis)
            variance = np.einsum("ij,ij->i", reach, self._rows)
        else:
            inner, residual = self._inner([hypothesis])[0], self._targets - self._rows @ hypothesis.shape.mean
            solved = np.linalg.solve(inner, np.column_stack([residual, np.eye(self._count)]))
            noise = hypothesis.noise_variance
            # With K = X V Xᵀ + s² I:  X m = y − s² K⁻¹ r  and  X Cov Xᵀ = s² I − s⁴ K⁻¹.
            mean = self._targets - noise * solved[:, 0]
            variance = noise - noise**2 * np.diag(solved[:, 1:])
        relative = self.observations.noise
        return mean * np.sqrt(relative), variance * relative

    def log_predictive(self, some: NDArray[np.bool_], hypothesis: Hypothesis) -> float:
        """Return the log probability of some observations given all others, on the scale of the log evidence.

        For the block S of some observations,  log p(y_S | others) = −½ (k_Sᵀ [K⁻¹]_SS⁻¹ k_S − log |[K⁻¹]_SS|)  with
        k = K⁻¹ r. In weight space  s² k_S = y_S − X_S m  and  s² [K⁻¹]_SS = I − X_S A⁻¹ X_Sᵀ / s².

        Args:
            some: the observations that are predicted, shape (n,).
            hypothesis: the hypothesis that predicts.

        Source: Rasmussen and Williams 2006, section 5.4.2, for several observations at a time.
        """
        noise, inner = hypothesis.noise_variance, self._inner([hypothesis])[0]
        side = self._sides([hypothesis])[0][0]
        if self._in_weight_space:
            rows = self._rows[some]
            solved = np.linalg.solve(inner, np.column_stack([side, rows.T]))
            residual = self._targets[some] - rows @ (hypothesis.shape.mean + solved[:, 0])
            left = np.eye(len(rows)) - rows @ solved[:, 1:] / noise
        else:
            solved = np.linalg.solve(inner, np.column_stack([side, np.eye(self._count)[:, some]]))[some]
            residual, left = noise * solved[:, 0], noise * solved[:, 1:]
        energy = float(residual @ np.linalg.solve(left, residual)) / noise
        log_noise = float(self._information[some].sum() * np.log(noise) + self._log_noises[some].sum())
        return -0.5 * (energy - float(np.linalg.slogdet(left)[1]) + log_noise)

    def _sides(self, hypotheses: Sequence[Hypothesis]) -> tuple[Floats, Floats]:
        """Return r or b of each hypothesis, shape (k, size), and rᵀ r / s², shape (k,)."""
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        means = np.array([hypothesis.shape.mean for hypothesis in hypotheses])
        if not self._in_weight_space:
            residuals = self._targets - means @ self._rows.T
            return residuals, np.square(residuals).sum(axis=1) / noise
        explained = means @ self._gram
        energies = self._energy - 2.0 * (means @ self._products) + (explained * means).sum(axis=1)
        return (self._products - explained) / noise[:, None], energies / noise

    def _inner(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        """Return K or A of each hypothesis, shape (k, size, size)."""
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        if self._in_weight_space:
            inner: Floats = self._gram / noise[:, None, None]
            _add_to_diagonals(inner, 1.0 / np.array([hypothesis.shape.variances for hypothesis in hypotheses]))
        else:
            inner = np.array([self._kernel(hypothesis.shape) for hypothesis in hypotheses])
            _add_to_diagonals(inner, noise[:, None])
        return inner

    def _kernel(self, shape: Shape) -> Floats:
        """Return X V Xᵀ, shape (n, n)."""
        if shape not in self._kernels:
            self._kernels[shape] = (self._rows * shape.variances) @ self._rows.T
        return self._kernels[shape]


def weigh(data: Regression, hypotheses: Sequence[Hypothesis], hopeless: float) -> tuple[Floats, float]:
    """Return the belief in each hypothesis, which sum to 1, shape (k,), and the log evidence of them all.

    The belief in h is w_h p(y | h) / Σ w p(y | ·); the log evidence of all is log Σ w p(y | ·).
    """
    log_weights = np.array([hypothesis.shape.log_weight for hypothesis in hypotheses])
    logs = log_weights + data.log_evidences(hypotheses, hopeless)
    likelihoods = np.exp(logs - logs.max())
    return likelihoods / likelihoods.sum(), float(logs.max() + np.log(likelihoods.sum()))


def _solve_bordered(inner: Floats, sides: Floats, corners: Floats) -> tuple[Floats, Floats]:
    """Return sideᵀ inner⁻¹ side and log |inner|, shape (k,) each.

    One Cholesky factor holds both: with the side as a border, L Lᵀ = [[inner, side], [sideᵀ, corner]], and L's last row
    is L₀⁻¹ side.

    Args:
        inner: positive definite, shape (k, size, size).
        sides: shape (k, size).
        corners: more than sideᵀ inner⁻¹ side, so that the bordered matrix is positive definite, shape (k,).
    """
    size = sides.shape[1]
    bordered = np.empty((len(inner), size + 1, size + 1))
    bordered[:, :size, :size] = inner
    bordered[:, size, :size] = bordered[:, :size, size] = sides
    bordered[:, size, size] = corners
    factors = np.linalg.cholesky(bordered)
    log_determinants = 2.0 * np.log(np.diagonal(factors, axis1=1, axis2=2)[:, :size]).sum(axis=1)
    return np.square(factors[:, size, :size]).sum(axis=1), log_determinants


def _add_to_diagonals(squares: Floats, values: Floats) -> None:
    """Add `values`, shape (k, n) or (k, 1), to the diagonals of squares, shape (k, n, n)."""
    size = squares.shape[1]
    squares.reshape(len(squares), -1)[:, :: size + 1] += values
