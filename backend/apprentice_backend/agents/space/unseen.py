"""Mixes that were not shown yet: slates that need no model of taste, and the filling up of those that have one."""

from __future__ import annotations

import numpy as np

from .candidates import Candidates
from .design import Floats
from .known import Known
from .latin import latin_design


def first_slate(candidates: Candidates, known: Known, count: int, seed: int) -> Floats:
    """Return unseen mixes for an artist who has not rated any: a Latin design, then far-apart mixes.

    Returns:
        Weight rows, shape (count, number of values).
    """
    design_count = candidates.settings.design_turns * count
    few = candidates.moves if candidates.few else None
    corners = latin_design(candidates.allowed, design_count, first=known.shown_count, seed=seed, moves=few)
    unseen = known.unseen(np.array([candidates.corner(corner) for corner in corners]))
    if len(unseen) >= count:
        return unseen[:count]
    rng = np.random.default_rng([seed, known.shown_count])
    shuffled = rng.permutation(candidates.corners())
    pool = enough_unseen(max(count, candidates.settings.far_apart_pool), candidates, known, shuffled)
    unseen = known.unseen(pool)
    return far_apart(unseen if len(unseen) >= count else pool, known.latest, count)


def enough_unseen(count: int, candidates: Candidates, known: Known, weights: Floats) -> Floats:
    """Return at least `count` rows: unseen ones of `weights` in their order, then finer blends, then shown ones.

    Rows are repeated only where there are fewer than `count` in all.
    """
    unseen, step = known.unseen(weights), candidates.settings.finely_blended
    for start in range(0, len(weights), step):
        if len(unseen) >= count:
            break
        finer = candidates.fine_blends(weights[start : start + step])
        unseen = known.unseen(np.concatenate([unseen, finer]))
    if len(unseen) < count:
        distinct = Known.nothing(candidates.design).unseen(np.concatenate([unseen, weights]))
        unseen = np.resize(distinct, (max(count, len(distinct)), weights.shape[1]))
    return unseen


def far_apart(weights: Floats, beside: Floats, count: int) -> Floats:
    """Return `count` of the rows, each the furthest from those before it and from those `beside` them.

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


def mix_distance(weights: Floats, reference: Floats) -> Floats:
    """Return the distances of mixes from one, shape (n,): the share of its weight that lies on other values in them.

    Σ |w − w_ref| / (2 Σ w_ref), with Σ w_ref at least 1: in [0, 1] between mixes that move the same dimensions, more
    where a mix moves dimensions that the one leaves as painted.
    """
    total = max(float(reference.sum()), 1.0)
    return np.abs(weights - reference).sum(axis=1) / (2.0 * total)
