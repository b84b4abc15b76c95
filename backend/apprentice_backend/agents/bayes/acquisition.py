"""Slates from the posterior: the mix believed best that was not shown, then those worth asking about.

Source: Desautels, Krause and Burdick 2014, "Parallelizing exploration-exploitation tradeoffs in Gaussian process
bandit optimization" (GP-BUCB): in the confidence bound of each further suggestion those before it count as already
rated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..space.apart import FAR, Apart
from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.known import Known
from ..space.unseen import enough_unseen, mix_distance
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


def choose(
    pool: Pool, posterior: Posterior, count: int, exploration: Exploration, apart: Apart | None = None
) -> list[int]:
    """Return the indices of `count` candidates (or all, if fewer): the best, then by confidence bound.

    The first has the greatest x · m. The score of the others is  x · m + optimism · √v(x) + diversity · distance to the
    nearest suggestion before,  with `reach` times the optimism for the last one. A chosen x* counts as rated: with
    c(x) the covariance of the ratings of x and x*,  v(x) falls by  c(x)² / (v(x*) + s²), and c(x) of the next
    suggestion is taken after that. At least one of several suggestions goes outside what is known, as long as any
    candidate does.

    With `apart`, demands that a slate of `count` can meet, no suggestion is taken after which it could not, and the
    distance is that of the pictures, 1 from `FAR` on.
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
        if apart is not None:
            possible = apart.allowed_after(chosen, min(count, len(mean)))
            allowed = allowed & possible if (allowed & possible).any() else possible
        allowed[chosen] = False
        pick = int(np.argmax(np.where(allowed, score, -np.inf)))
        chosen.append(pick)
        shared = projected @ pool.rows[pick] - sum((drop * drop[pick] for drop in drops), start=np.zeros(len(mean)))
        drops.append(shared / np.sqrt(max(shared[pick], 0.0) + posterior.noise_variance))
        variance = np.maximum(variance - drops[-1] ** 2, 0.0)
        distance = np.minimum(distance, _distances(pool, pick, apart))
        optimism = exploration.optimism * (exploration.settings.reach if position + 2 == count else 1.0)
        score = mean + optimism * np.sqrt(variance) + exploration.diversity * distance
    return chosen


def _distances(pool: Pool, pick: int, apart: Apart | None) -> Floats:
    """Return the distances of all candidates from one, 1 for what is wholly different, shape (n,)."""
    if apart is None:
        return mix_distance(pool.weights, pool.weights[pick])
    return np.minimum(apart.distances[pick] / FAR, 1.0)


def learned_slate(
    candidates: Candidates, known: Known, posterior: Posterior, count: int, exploration: Exploration
) -> Floats:
    """Return the best mix that was not shown, then others by confidence bound.

    Returns:
        Weight rows, shape (count, number of values).
    """
    settings, corners = exploration.settings, candidates.corners()
    promise = candidates.design.rows(corners) @ posterior.mean
    corners = corners[np.argsort(-promise, kind="stable")]
    best = corners[: settings.blended_corners]
    # The even blend and the polished one are always candidates, other blends once blending has been found to pay.
    even = candidates.within_moves(candidates.even_blend())
    blends = np.vstack([even, _polish(candidates, best[0], posterior, settings)])
    if len(corners) < settings.few_corners or _blends_pay(candidates, posterior):
        blends = np.concatenate([blends, candidates.blends(best)])
    weights = enough_unseen(count, candidates, known, np.concatenate([corners, blends]))
    pool = Pool(weights, candidates.design.rows(weights), known.goes_outside(weights))
    return weights[choose(pool, posterior, count, exploration)]


def best_mix(candidates: Candidates, posterior: Posterior, settings: SlateSettings) -> Floats:
    """Return the weight row of the highest expected rating, blends included, shape (number of values,)."""
    corners = candidates.corners()
    best = corners[int(np.argmax(candidates.design.rows(corners) @ posterior.mean))]
    return _polish(candidates, best, posterior, settings)


def _polish(candidates: Candidates, row: Floats, posterior: Posterior, settings: SlateSettings) -> Floats:
    pays = _blends_pay(candidates, posterior)
    return candidates.polish(row, posterior.mean, settings.smallest_part if pays else settings.smallest_doubtful_part)


def _blends_pay(candidates: Candidates, posterior: Posterior) -> bool:
    """Return whether the worth of blending is above 0 by a standard deviation."""
    column = candidates.design.blend_all
    return bool(posterior.mean[column] ** 2 > posterior.covariance[column, column] and posterior.mean[column] > 0.0)
