"""The variety of suggestions over time, and the notice that they narrow: pure functions.

The Vendi score counts effectively different mixes, from 1 (all alike) to their number (nothing in common). The
attribute entropy measures the evenness with which the values of a dimension were used. The palette distance is the mean
distance between palettes in OKLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.language import tr

from .space.design import Design, Floats

# Suggestions that are read together: four slates of four.
WINDOW = 16
# The part of the first window's Vendi score below which a later window is narrow.
_NARROW = 0.6
# Suggestions before a notice: the first window and another must be whole.
_ENOUGH = 2 * WINDOW

# Stretches that are read in one step.
_AT_ONCE = 64
# Shares and eigenvalues below this are rounding.
_NOTHING = 1e-12

Oklab = NDArray[np.float32]


@dataclass(frozen=True)
class DiversityPoint:
    """The variety of one stretch of suggestions.

    Args:
        suggestions: the number of suggestions made at its end.
        vendi: effectively different mixes among them, 1 to `WINDOW`.
        entropy: the attribute entropy, averaged over dimensions, 0 to 1.
    """

    suggestions: int
    vendi: float
    entropy: float


def vendi_score(kernel: Floats) -> float:
    """Return the effective number of different items.

    Args:
        kernel: similarities, shape (n, n), 1 on the diagonal, positive semidefinite; n at least 1.

    Source: Friedman and Dieng 2023, "The Vendi score: a diversity evaluation metric for machine learning".
    """
    return float(_vendi(kernel))


def mix_similarity(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> Floats:
    """Return the similarity of mixes, shape (n, n), in [0, 1]: the mean over dimensions of their weights' cosine.

    The weight that stays as painted counts as one more value.
    """
    design = Design(space)
    return _similarity(_parts(design, design.weights(mixes)))


def attribute_entropy(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> dict[str, float]:
    """Return the entropy of each dimension's values over mixes, from 0 (one value alone) to 1 (all values alike)."""
    design = Design(space)
    parts = _parts(design, design.weights(mixes))
    return {name: float(_entropy(part)) for name, part in zip(design.slices, parts, strict=True)}


def palette_distance(palettes: Sequence[Oklab]) -> float:
    """Return the mean distance between palettes.

    Args:
        palettes: swatches in OKLab, shape (k, 3) each, at least one swatch.

    Returns:
        Over all pairs of palettes, the mean ΔE OK of each swatch to the nearest of the other; 0 for fewer than two.
    """
    count = len(palettes)
    if count < 2:
        return 0.0
    swatches, sizes = np.concatenate(palettes), np.array([len(palette) for palette in palettes])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    squares = sum((channel[:, None] - channel) ** 2 for channel in swatches.T)
    # Of each swatch to the nearest of each palette, 0 to its own; then of each palette to each.
    nearest = np.sqrt(np.minimum.reduceat(np.asarray(squares), starts, axis=1))
    apart = np.add.reduceat(nearest, starts, axis=0) / sizes[:, None]
    return float(apart.sum() / (count * (count - 1)))


def diversity_over_time(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> list[DiversityPoint]:
    """Return a reading of each whole stretch of `WINDOW` suggestions, oldest first; stretches overlap by half."""
    design = Design(space)
    return diversity_of_rows(design, design.weights(mixes))


def diversity_of_rows(design: Design, weights: Floats) -> list[DiversityPoint]:
    """Return what `diversity_over_time` does, from weight rows, shape (n, number of values)."""
    ends = np.arange(WINDOW, len(weights) + 1, WINDOW // 2)
    points: list[DiversityPoint] = []
    for some in np.array_split(ends, len(ends) // _AT_ONCE + 1):
        parts = _parts(design, weights[some[:, None] + np.arange(-WINDOW, 0)])
        vendi = _vendi(_similarity(parts))
        entropy = np.mean([_entropy(part) for part in parts], axis=0)
        points += [DiversityPoint(int(end), float(v), float(e)) for end, v, e in zip(some, vendi, entropy, strict=True)]
    return points


def narrowing_notice(points: Sequence[DiversityPoint]) -> str:
    """Return a line for the artist if the last suggestions were far less varied than the first, else an empty one."""
    if not points or points[-1].suggestions < _ENOUGH or points[-1].vendi >= _NARROW * points[0].vendi:
        return ""
    return tr(
        "Recent suggestions have been much alike: move the slider towards “Surprise me”, or let something else change."
    )


def _parts(design: Design, weights: Floats) -> list[Floats]:
    """Return for each dimension the weights of its values and, last, of what stays as painted, shape (…, n, k + 1)."""
    blocks = (weights[..., block] for block in design.slices.values())
    return [np.concatenate([block, 1.0 - block.sum(axis=-1, keepdims=True)], axis=-1) for block in blocks]


def _similarity(parts: Sequence[Floats]) -> Floats:
    """Return the similarity of mixes, shape (…, n, n), as `mix_similarity` does."""
    units = (part / np.linalg.norm(part, axis=-1, keepdims=True) for part in parts)
    return np.asarray(sum(unit @ np.swapaxes(unit, -1, -2) for unit in units)) / len(parts)


def _vendi(kernels: Floats) -> Floats:
    """Return the Vendi score of each kernel, shape (…, n, n)."""
    values = np.linalg.eigvalsh(kernels / kernels.shape[-1])
    used = np.where(values > _NOTHING, values, 1.0)
    return np.exp(-(used * np.log(used)).sum(axis=-1))


def _entropy(part: Floats) -> Floats:
    """Return how evenly the values of a dimension are used, shape (…), of weights of shape (…, n, k)."""
    shares = part.mean(axis=-2)
    used = np.where(shares > _NOTHING, shares, 1.0)
    return -(used * np.log(used)).sum(axis=-1) / np.log(part.shape[-1])
