"""The choice of a slate among candidates: the one believed best, then those worth asking about.

Source: Desautels, Krause and Burdick 2014, "Parallelizing exploration-exploitation tradeoffs in Gaussian process
bandit optimization" (GP-BUCB): in the confidence bound of each further suggestion those before it count as already
rated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..space.design import Floats
from ..space.unseen import mix_distance
from .posterior import Posterior
from .settings import SlateSettings


@dataclass(frozen=True)
class Exploration:
    """The reach of a slate beyond what is believed best.

    Args:
        optimism: standard deviations that the confidence bound adds to the mean.
        diversity: stars for differing in every dimension from the suggestions before.
        settings: of the choice, from which the two are made.
    """

    optimism: float
    diversity: float
    settings: SlateSettings

    @classmethod
    def at(cls, surprise: float, settings: SlateSettings) -> Exploration:
        """Return the exploration for a dial position from 0, familiar, to 1, surprising."""
        diversity = (
            settings.diversity
            + settings.diversity_by_surprise * surprise
            + settings.diversity_by_high_surprise * max(0.0, surprise - settings.high_surprise)
        )
        optimism = settings.optimism + settings.optimism_by_surprise * surprise
        return cls(optimism, diversity, settings)


@dataclass(frozen=True)
class Pool:
    """The candidates of one slate.

    Args:
        weights: shape (n, number of values).
        rows: their design rows, shape (n, design.size).
        outside: True for those that go outside what is known, shape (n,).
    """

    weights: Floats
    rows: Floats
    outside: NDArray[np.bool_]


def choose(pool: Pool, posterior: Posterior, count: int, exploration: Exploration) -> list[int]:
    """Return the indices of `count` candidates (or all, if fewer): the best, then by confidence bound.

    The first has the greatest x · m. The score of the others is  x · m + optimism · √v(x) + diversity · distance to the
    nearest suggestion before,  with `reach` times the optimism for the last one. A chosen x* counts as rated: with
    c(x) the covariance of the ratings of x and x*,  v(x) falls by  c(x)² / (v(x*) + s²), and c(x) of the next
    suggestion is taken after that. At least one of several suggestions goes outside what is known, as long as any
    candidate does.
    """
    mean = pool.rows @ posterior.mean
    projected = pool.rows @ posterior.covariance
    variance = np.einsum("ij,ij->i", projected, pool.rows)
    chosen: list[int] = []
    # c(x) / √(v(x*) + s²) of each chosen x*: the columns of a Cholesky factor, so that each c(x) takes all before in.
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
        optimism = exploration.optimism * (exploration.settings.reach if position + 2 == count else 1.0)
        score = mean + optimism * np.sqrt(variance) + exploration.diversity * distance
    return chosen
