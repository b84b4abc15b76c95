"""Which candidates make the slate: the one believed best, then those worth asking about.

Source: Desautels, Krause and Burdick 2014, "Parallelizing exploration-exploitation tradeoffs in Gaussian process
bandit optimization" (GP-BUCB): the confidence bound of each further pick counts those before it as already rated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats
from .posterior import Posterior

# The last of a slate reaches further than the others: it parts what the others always show together.
_REACH = 2.0


@dataclass(frozen=True)
class Exploration:
    """How far a slate reaches beyond what is believed best.

    Args:
        optimism: standard deviations that the confidence bound adds to the mean.
        diversity: stars that a pick is worth for differing in every dimension from those before it.
    """

    optimism: float
    diversity: float

    @classmethod
    def at(cls, surprise: float) -> Exploration:
        """Return the exploration for a dial position from 0, familiar, to 1, surprising."""
        diversity = 0.1 + 0.8 * surprise + 1.2 * max(0.0, surprise - 0.5)
        return cls(optimism=0.4 + 1.6 * surprise, diversity=diversity)


@dataclass(frozen=True)
class Pool:
    """The candidates of one slate.

    Args:
        weights: shape (n, number of values).
        rows: their design matrix, shape (n, p).
        outside: which of them go outside what is known, shape (n,).
    """

    weights: Floats
    rows: Floats
    outside: NDArray[np.bool_]


def choose(pool: Pool, posterior: Posterior, count: int, exploration: Exploration) -> list[int]:
    """Return the indices of `count` candidates (or all, if fewer): the best, then by confidence bound.

    At least one of several goes outside what is known, as long as any candidate does.
    """
    mean = pool.rows @ posterior.mean
    projected = pool.rows @ posterior.covariance
    variance = np.einsum("ij,ij->i", projected, pool.rows)
    chosen: list[int] = []
    drops: list[Floats] = []
    distance = np.full(len(mean), np.inf)
    score = mean.copy()
    for position in range(min(count, len(mean))):
        last = position == count - 1
        needs_outside = last and count > 1 and pool.outside.any() and not pool.outside[chosen].any()
        allowed = pool.outside.copy() if needs_outside else np.ones(len(mean), dtype=bool)
        allowed[chosen] = False
        pick = int(np.argmax(np.where(allowed, score, -np.inf)))
        chosen.append(pick)
        shared = projected @ pool.rows[pick] - sum((drop * drop[pick] for drop in drops), start=np.zeros(len(mean)))
        drops.append(shared / np.sqrt(max(shared[pick], 0.0) + posterior.noise_variance))
        variance = np.maximum(variance - drops[-1] ** 2, 0.0)
        distance = np.minimum(distance, mix_distance(pool.weights, pool.weights[pick]))
        optimism = exploration.optimism * (_REACH if position + 2 == count else 1.0)
        score = mean + optimism * np.sqrt(variance) + exploration.diversity * distance
    return chosen


def mix_distance(weights: Floats, reference: Floats) -> Floats:
    """Return how far mixes lie from one, as the share of all weight that differs, in [0, 1], shape (n,)."""
    total = max(float(reference.sum()), 1.0)
    differing: Floats = np.abs(weights - reference).sum(axis=1) / (2.0 * total)
    return differing
