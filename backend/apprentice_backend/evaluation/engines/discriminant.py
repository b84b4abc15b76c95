"""Linear discriminant analysis: the attribute value that made a study, told from the change of its statistics.

Source: Friedman 1989, "Regularized discriminant analysis", with a common covariance that is shrunk to its diagonal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .picture_statistics import Statistics

Matrix = NDArray[np.float64]
_SHRINKAGE = 0.15  # of the covariance towards its diagonal: there are fewer canvases than statistics


@dataclass(frozen=True)
class LabelledStudy:
    """One study: its canvas, the value that made it, and the change of each statistic, as `change` returns it."""

    canvas: str
    value: str
    change: tuple[float, ...]


def change(canvas: Statistics, study: Statistics) -> tuple[float, ...]:
    """Return the change of every statistic from canvas to study, then the absolute changes; shape (2 · statistics,)."""
    differences = [study[name] - canvas[name] for name in sorted(canvas)]
    return (*differences, *(abs(difference) for difference in differences))


def accuracy(studies: Sequence[LabelledStudy]) -> float:
    """Return the share of studies whose value is told correctly, each canvas by a discriminant fitted to the others."""
    canvases = sorted({seen.canvas for seen in studies})
    right = 0
    for left_out in canvases:
        known = [seen for seen in studies if seen.canvas != left_out]
        asked = [seen for seen in studies if seen.canvas == left_out]
        values, weights, offsets = _learn(known)
        scores = np.array([seen.change for seen in asked]) @ weights.T + offsets
        told = [values[index] for index in scores.argmax(axis=1)]
        right += sum(one == seen.value for one, seen in zip(told, asked, strict=True))
    return right / len(studies)


def _learn(known: Sequence[LabelledStudy]) -> tuple[list[str], Matrix, Matrix]:
    """Fit the discriminants δ_k(x) = w_kᵀ x + c_k, with w_k = Σ⁻¹ μ_k and c_k = −½ μ_kᵀ Σ⁻¹ μ_k.

    Returns:
        The K values, w of shape (K, statistics), c of shape (K,).
    """
    values = sorted({seen.value for seen in known})
    changes = np.array([seen.change for seen in known])
    scale = changes.std(axis=0) + 1e-6
    groups = [np.array([seen.change for seen in known if seen.value == value]) / scale for value in values]
    means = np.stack([group.mean(axis=0) for group in groups])
    within = np.concatenate([group - mean for group, mean in zip(groups, means, strict=True)])
    covariance = within.T @ within / len(within)
    diagonal = np.diag(np.diag(covariance)) + 0.02 * np.eye(len(covariance))
    precision = np.linalg.pinv((1.0 - _SHRINKAGE) * covariance + _SHRINKAGE * diagonal)
    weights = means @ precision
    offsets = -0.5 * np.einsum("ij,ij->i", weights, means)
    return values, weights / scale, offsets
