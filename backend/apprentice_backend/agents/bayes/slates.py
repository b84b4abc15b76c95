"""How a slate is put together: the Latin design at first, later the best mix and others worth asking about."""

from __future__ import annotations

import numpy as np

from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.known import Known
from ..space.latin import latin_design
from .acquisition import Exploration, Pool, choose, mix_distance
from .posterior import Posterior

_MOST_BLENDED_CORNERS = 6
# With fewer corners than this the good ones are soon all shown, and what is left of them is blends.
_FEW_CORNERS = 200
# Where all of them were shown, finer blends of as many at a time are looked through.
_FINELY_BLENDED = 12
# A smaller part of a mix than this is not seen; while it is in doubt whether blends pay only larger ones are worth it.
_SMALLEST_PART = 0.05
_SMALLEST_DOUBTFUL_PART = 0.15
# Far-apart mixes are chosen among about as many.
_SPREAD_POOL = 160


def first_slate(candidates: Candidates, known: Known, count: int, seed: int) -> Floats:
    """Return what was not shown, as weight rows, shape (count, number of values): a Latin design, then far-apart mixes.

    An artist who never rates sees new things all the same, however long they look.
    """
    # Several turns of the design, since some of it may have been shown under other constraints.
    corners = latin_design(candidates.allowed, 8 * count, first=known.shown_count, seed=seed)
    design = known.unseen(np.array([candidates.corner(corner) for corner in corners]))
    if len(design) >= count:
        return design[:count]
    rng = np.random.default_rng([seed, known.shown_count])
    pool = enough_unseen(max(count, _SPREAD_POOL), candidates, known, rng.permutation(candidates.corners()))
    unseen = known.unseen(pool)
    return far_apart(unseen if len(unseen) >= count else pool, known.latest, count)


def random_slate(candidates: Candidates, known: Known, count: int, rng: np.random.Generator) -> Floats:
    """Return corners at random that were not shown, as weight rows, shape (count, number of values)."""
    return enough_unseen(count, candidates, known, rng.permutation(candidates.corners()))[:count]


def learned_slate(
    candidates: Candidates, known: Known, posterior: Posterior, count: int, exploration: Exploration
) -> Floats:
    """Return the best mix that was not shown, then others by confidence bound, shape (count, number of values)."""
    corners = candidates.corners()
    promise = candidates.design.rows(corners) @ posterior.mean
    corners = corners[np.argsort(-promise, kind="stable")]
    best = corners[:_MOST_BLENDED_CORNERS]
    # One even blend is asked about like any corner; the many others once it has shown that blends pay.
    blends = np.array([candidates.even_blend(), _polish(candidates, best[0], posterior)])
    if len(corners) < _FEW_CORNERS or _blends_pay(candidates, posterior):
        blends = np.concatenate([blends, candidates.blends(best)])
    weights = enough_unseen(count, candidates, known, np.concatenate([corners, blends]))
    pool = Pool(weights, candidates.design.rows(weights), known.goes_outside(weights))
    return weights[choose(pool, posterior, count, exploration)]


def best_mix(candidates: Candidates, posterior: Posterior) -> Floats:
    """Return the weight row of the highest expected rating, blends included, shape (number of values,)."""
    corners = candidates.corners()
    best = corners[int(np.argmax(candidates.design.rows(corners) @ posterior.mean))]
    return _polish(candidates, best, posterior)


def _polish(candidates: Candidates, row: Floats, posterior: Posterior) -> Floats:
    smallest = _SMALLEST_PART if _blends_pay(candidates, posterior) else _SMALLEST_DOUBTFUL_PART
    return candidates.polish(row, posterior.mean, smallest)


def _blends_pay(candidates: Candidates, posterior: Posterior) -> bool:
    """Return whether the worth of blending is above 0 by a standard deviation."""
    column = candidates.design.blend_all
    return bool(posterior.mean[column] ** 2 > posterior.covariance[column, column] and posterior.mean[column] > 0.0)


def far_apart(weights: Floats, beside: Floats, count: int) -> Floats:
    """Return `count` of the rows, each as far as there is from those before it and from those `beside` them.

    Source: the greedy rule of Gonzalez 1985, "Clustering to minimize the maximum intercluster distance".
    """
    nearest, chosen = np.full(len(weights), np.inf), []
    for row in beside:
        nearest = np.minimum(nearest, mix_distance(weights, row))
    for _ in range(count):
        chosen.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, mix_distance(weights, weights[chosen[-1]]))
        nearest[chosen] = -1.0
    return weights[chosen]


def enough_unseen(count: int, candidates: Candidates, known: Known, weights: Floats) -> Floats:
    """Return at least `count` rows: unseen ones of `weights` in their order, else finer blends, else shown ones.

    Rows are repeated only where there are fewer than `count` in all.
    """
    unseen = known.unseen(weights)
    for start in range(0, len(weights), _FINELY_BLENDED):
        if len(unseen) >= count:
            break
        finer = candidates.fine_blends(weights[start : start + _FINELY_BLENDED])
        unseen = known.unseen(np.concatenate([unseen, finer]))
    if len(unseen) < count:
        distinct = Known.nothing(candidates.design).unseen(np.concatenate([unseen, weights]))
        unseen = np.resize(distinct, (max(count, len(distinct)), weights.shape[1]))
    return unseen
