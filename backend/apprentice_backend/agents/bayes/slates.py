"""Slates from the posterior: the best mix that was not shown, and others worth asking about."""

from __future__ import annotations

import numpy as np

from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.known import Known
from ..space.unseen import enough_unseen
from .acquisition import Exploration, Pool, choose
from .posterior import Posterior
from .settings import SlateSettings


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
    blends = np.array([candidates.even_blend(), _polish(candidates, best[0], posterior, settings)])
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
