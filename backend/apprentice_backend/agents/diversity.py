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

from .space.design import Design, Floats

# Suggestions that are read together: four slates of four.
WINDOW = 16
# The part of the first window's Vendi score below which a later window is narrow.
_NARROW = 0.6
# Suggestions before a notice: the first window and another must be whole.
_ENOUGH = 2 * WINDOW

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
    values = np.linalg.eigvalsh(kernel / len(kernel))
    positive = values[values > 1e-12]
    return float(np.exp(-(positive * np.log(positive)).sum()))


def mix_similarity(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> Floats:
    """Return the similarity of mixes, shape (n, n), in [0, 1]: the mean over dimensions of their weights' cosine.

    The weight that stays as painted counts as one more value.
    """
    design = Design(space)
    weights = design.weights(mixes)
    total = np.zeros((len(mixes), len(mixes)))
    for block in design.slices.values():
        part = np.column_stack([weights[:, block], 1.0 - weights[:, block].sum(axis=1)])
        part /= np.linalg.norm(part, axis=1, keepdims=True)
        total += part @ part.T
    return total / len(design.slices)


def attribute_entropy(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> dict[str, float]:
    """Return the entropy of each dimension's values over mixes, from 0 (one value alone) to 1 (all values alike)."""
    design = Design(space)
    weights = design.weights(mixes)
    entropies = {}
    for name, block in design.slices.items():
        part = np.column_stack([weights[:, block], 1.0 - weights[:, block].sum(axis=1)]).mean(axis=0)
        used = part[part > 1e-12]
        entropies[name] = float(-(used * np.log(used)).sum() / np.log(len(part)))
    return entropies


def palette_distance(palettes: Sequence[Oklab]) -> float:
    """Return the mean distance between palettes.

    Args:
        palettes: swatches in OKLab, shape (k, 3) each, at least one swatch.

    Returns:
        Over all pairs of palettes, the mean ΔE OK of each swatch to the nearest of the other; 0 for fewer than two.
    """
    distances = [
        0.5 * (_to_nearest(first, second) + _to_nearest(second, first))
        for index, first in enumerate(palettes)
        for second in palettes[:index]
    ]
    return sum(distances) / len(distances) if distances else 0.0


def _to_nearest(swatches: Oklab, others: Oklab) -> float:
    return float(np.linalg.norm(swatches[:, None] - others[None], axis=2).min(axis=1).mean())


def diversity_over_time(space: AttributeSpace, mixes: Sequence[AttributeMix]) -> list[DiversityPoint]:
    """Return a reading of each whole stretch of `WINDOW` suggestions, oldest first; stretches overlap by half."""
    points = []
    for end in range(WINDOW, len(mixes) + 1, WINDOW // 2):
        stretch = mixes[end - WINDOW : end]
        entropies = attribute_entropy(space, stretch)
        vendi = vendi_score(mix_similarity(space, stretch))
        points.append(DiversityPoint(end, vendi, sum(entropies.values()) / len(entropies)))
    return points


def narrowing_notice(points: Sequence[DiversityPoint]) -> str:
    """Return a line for the artist if the last suggestions were far less varied than the first, else an empty one."""
    if not points or points[-1].suggestions < _ENOUGH or points[-1].vendi >= _NARROW * points[0].vendi:
        return ""
    return "Recent suggestions have been much alike: turn the dial towards surprising, or vary something else."
