"""Bayesian linear regression under one Gaussian prior: its evidence, its mean and its covariance.

The algebra is done on the observations' side (n by n) while they are fewer than the coefficients, and from then on
on the coefficients' side (p by p), so that a thousand ratings cost what a few hundred do.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", sections 2.1, 2.2 and 2.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats
from .observations import Observations

# Whatever lies this far below the best in log evidence is not believed.
HOPELESS = 15.0


@dataclass(frozen=True)
class Hypothesis:
    """One belief about the coefficients before any evidence.

    Args:
        log_weight: the logarithm of its prior probability, up to a constant shared by all.
        mean: expected coefficients, shape (p,).
        variances: their variances, above 0, shape (p,).
        noise_variance: the variance of an observation whose relative noise is 1.
        kind: hypotheses of one kind expect about the same stars of a picture, those of two may differ by many.
        special: it says what alone a taste is about, so it is not tried both with and without what else may matter.
    """

    log_weight: float
    mean: Floats
    variances: Floats
    noise_variance: float
    kind: int = 0
    special: bool = False


@dataclass(frozen=True)
class Squares:
    """What unbounded observations add to the squares of a regression, worked out once for several.

    Args:
        of: which they are, shape (n,).
        sum: of the outer squares of their rows, over their relative noise, shape (p, p).
    """

    of: NDArray[np.bool_]
    sum: Floats

    @classmethod
    def of_unbounded(cls, observations: Observations) -> Squares:
        """Return those of the observations that no linearisation changes."""
        unbounded = observations.bounds == 0.0
        rows = observations.rows[unbounded] / np.sqrt(observations.noise[unbounded])[:, None]
        return cls(unbounded, rows.T @ rows)


class Regression:
    """Observations, scaled to a relative noise of 1, as hypotheses are tried on them.

    Args:
        observations: none of them bounded.
        says: how much each says of the noise, as a part of 1, shape (n,); None for all of it. What says little of
            the coefficients, because it was a bound, says as little of the noise.
        known: squares that are part of these.
    """

    def __init__(self, observations: Observations, says: Floats | None = None, known: Squares | None = None) -> None:
        self.observations = observations
        scale = 1.0 / np.sqrt(observations.noise)
        self._rows = observations.rows * scale[:, None]
        self._targets = observations.targets * scale
        self._count = len(self._targets)
        says = np.ones(self._count) if says is None else says
        self._says, self._log_noises = says, np.log(observations.noise * says)
        self._told, self._log_noise = float(says.sum()), float(self._log_noises.sum())
        self._many = self._count > self._rows.shape[1]
        # Hypotheses that differ in their noise alone share their variances, and what is worked out of them.
        self._kernels: dict[int, Floats] = {}
        if self._many:
            rows = self._rows if known is None else self._rows[~known.of]
            self._squares = rows.T @ rows if known is None else rows.T @ rows + known.sum
            self._products = self._rows.T @ self._targets
            self._energy = float(self._targets @ self._targets)

    def log_evidences(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        """Return how probable the observations are under each: logarithms, up to a constant shared by all, shape (k,).

        Those of few observations are worked out side by side, since a call costs as much as their algebra. Of many, a
        noise that leaves the first hypothesis far behind is hopeless with the others too: they get minus infinity.
        """
        if self._count == 0:
            return np.zeros(len(hypotheses))
        if self._many and len(hypotheses) > 1:
            return self._one_after_another(hypotheses)
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        sides, energies = self._borders(hypotheses)
        size = sides.shape[1]
        # With the residual as a border, one factor holds the determinant, and in its last row the whitened residual.
        bordered = np.empty((len(hypotheses), size + 1, size + 1))
        bordered[:, :size, :size] = self._inner(hypotheses)
        bordered[:, size, :size] = bordered[:, :size, size] = sides
        bordered[:, size, size] = energies + 1.0
        factors = np.linalg.cholesky(bordered)
        explained = np.square(factors[:, size, :size]).sum(axis=1)
        log_determinants = 2.0 * np.log(np.diagonal(factors, axis1=1, axis2=2)[:, :size]).sum(axis=1)
        if self._many:
            variances = np.array([hypothesis.variances for hypothesis in hypotheses])
            log_determinants += np.log(variances).sum(axis=1) + self._told * np.log(noise)
            several: Floats = -0.5 * (energies - explained + log_determinants + self._log_noise)
            return several
        silent = self._count - self._told
        few: Floats = -0.5 * (explained + log_determinants - silent * np.log(noise) + self._log_noise)
        return few

    def _one_after_another(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        logs = np.full(len(hypotheses), -np.inf)
        first = [index for index, one in enumerate(hypotheses) if one.variances is hypotheses[0].variances]
        for index in first:
            logs[index] = self.log_evidences([hypotheses[index]])[0]
        hopeless = {hypotheses[index].noise_variance for index in first if logs[index] < logs.max() - HOPELESS}
        for index, one in enumerate(hypotheses):
            if index not in first and one.noise_variance not in hopeless:
                logs[index] = self.log_evidences([one])[0]
        return logs

    def means(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        """Return the coefficients that are now expected under each, shape (k, p)."""
        if self._many and len(hypotheses) > 1:
            return np.concatenate([self.means([one]) for one in hypotheses])
        expected = np.array([hypothesis.mean for hypothesis in hypotheses])
        sides, _ = self._borders(hypotheses)
        solved = np.linalg.solve(self._inner(hypotheses), sides[..., None])[..., 0]
        if self._many:
            several: Floats = expected + solved
            return several
        few: Floats = expected + np.array([one.variances for one in hypotheses]) * (solved @ self._rows)
        return few

    def mean(self, hypothesis: Hypothesis) -> Floats:
        """Return the expected coefficients under one hypothesis, shape (p,)."""
        one: Floats = self.means([hypothesis])[0]
        return one

    def covariance(self, hypothesis: Hypothesis) -> Floats:
        """Return the coefficients' covariance, shape (p, p)."""
        if self._many:
            several: Floats = np.linalg.inv(self._inner([hypothesis])[0]).astype(np.float64, copy=False)
            return several
        reach = self._rows * hypothesis.variances
        few: Floats = -reach.T @ np.linalg.solve(self._inner([hypothesis])[0], reach)
        few.flat[:: len(few) + 1] += hypothesis.variances
        return few

    def predictions(self, hypothesis: Hypothesis) -> tuple[Floats, Floats]:
        """Return what is now expected of each observation, and the variance of that, shape (n,) each."""
        if self._many:
            reach = self._rows @ self.covariance(hypothesis)
            mean = self._rows @ self.mean(hypothesis)
            variance = np.einsum("ij,ij->i", reach, self._rows)
        else:
            kernel, residual = self._inner([hypothesis])[0], self._targets - self._rows @ hypothesis.mean
            solved = np.linalg.solve(kernel, np.column_stack([residual, np.eye(self._count)]))
            noise = hypothesis.noise_variance
            # With K the kernel and s its noise, K (K + s)⁻¹ r is r - s (K + s)⁻¹ r, and what is left of K likewise.
            mean = self._targets - noise * solved[:, 0]
            variance = noise - noise**2 * np.diag(solved[:, 1:])
        relative = self.observations.noise
        return mean * np.sqrt(relative), variance * relative

    def log_predictive(self, some: NDArray[np.bool_], hypothesis: Hypothesis) -> float:
        """Return how probable some observations are given all others: a logarithm, on the scale of the evidence.

        Args:
            some: which, shape (n,).
            hypothesis: under which.

        Source: Rasmussen and Williams 2006, section 5.4.2, for several observations at a time.
        """
        noise, inner = hypothesis.noise_variance, self._inner([hypothesis])[0]
        side = self._borders([hypothesis])[0][0]
        if self._many:
            rows = self._rows[some]
            solved = np.linalg.solve(inner, np.column_stack([side, rows.T]))
            residual = self._targets[some] - rows @ (hypothesis.mean + solved[:, 0])
            left = np.eye(len(rows)) - rows @ solved[:, 1:] / noise
        else:
            solved = np.linalg.solve(inner, np.column_stack([side, np.eye(self._count)[:, some]]))[some]
            residual, left = noise * solved[:, 0], noise * solved[:, 1:]
        energy = float(residual @ np.linalg.solve(left, residual)) / noise
        log_noise = float(self._says[some].sum() * np.log(noise) + self._log_noises[some].sum())
        return -0.5 * (energy - float(np.linalg.slogdet(left)[1]) + log_noise)

    def _borders(self, hypotheses: Sequence[Hypothesis]) -> tuple[Floats, Floats]:
        """Return the residuals on the side of the algebra, shape (k, size), and their energies over the noise."""
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        means = np.array([hypothesis.mean for hypothesis in hypotheses])
        if not self._many:
            residuals = self._targets - means @ self._rows.T
            return residuals, np.square(residuals).sum(axis=1) / noise
        explained = means @ self._squares
        energies = self._energy - 2.0 * (means @ self._products) + (explained * means).sum(axis=1)
        return (self._products - explained) / noise[:, None], energies / noise

    def _inner(self, hypotheses: Sequence[Hypothesis]) -> Floats:
        """Return the precisions of many observations, or the kernels of few with their noise, shape (k, size, size)."""
        noise = np.array([hypothesis.noise_variance for hypothesis in hypotheses])
        if self._many:
            inner: Floats = self._squares / noise[:, None, None]
            _add_to_diagonals(inner, 1.0 / np.array([hypothesis.variances for hypothesis in hypotheses]))
        else:
            inner = self._kernels_of([hypothesis.variances for hypothesis in hypotheses])
            _add_to_diagonals(inner, noise[:, None])
        return inner

    def _kernels_of(self, variances: Sequence[Floats]) -> Floats:
        """Return the observations' covariances but for the noise, shape (k, n, n)."""
        for one in variances:
            if id(one) not in self._kernels:
                self._kernels[id(one)] = (self._rows * one) @ self._rows.T
        return np.array([self._kernels[id(one)] for one in variances])


def weigh(data: Regression, hypotheses: Sequence[Hypothesis]) -> tuple[Floats, float]:
    """Return how much each hypothesis is believed, which sums to 1, and the log of the evidence of them all."""
    logs = np.array([hypothesis.log_weight for hypothesis in hypotheses]) + data.log_evidences(hypotheses)
    likelihoods = np.exp(logs - logs.max())
    beliefs: Floats = likelihoods / likelihoods.sum()
    return beliefs, float(logs.max() + np.log(likelihoods.sum()))


def _add_to_diagonals(squares: Floats, values: Floats) -> None:
    """Add `values`, shape (k, n) or (k, 1), to the diagonals of squares, shape (k, n, n)."""
    size = squares.shape[1]
    squares.reshape(len(squares), -1)[:, :: size + 1] += values
