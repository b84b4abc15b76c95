"""A prior from other profiles: their tastes in a few groups, each a guess at the next one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..base import Taste
from ..space.design import Floats
from .prior import Prior, TasteGuess

# What is left to the chance that the next taste is like none of the others.
NULL_WEIGHT = 0.15
_MOST_GROUPS = 4
_PROFILES_PER_GROUP = 4
_ROUNDS = 20
# Effects are never taken to be surer than this, in stars.
_LEAST_SPREAD = 0.2


def prior_from_profiles(tastes: Sequence[Taste], *, seed: int) -> Prior:
    """Return a prior that guesses the mean taste of each group of profiles.

    Args:
        tastes: one per profile, over the same attributes; profiles without a rating are left out.
        seed: fixes the grouping.

    Returns:
        A prior of at most `_MOST_GROUPS` guesses; of none where no profile has ratings.
    """
    rated = [taste for taste in tastes if taste.ratings]
    if not rated:
        return Prior(())
    names = [(entry.dimension, entry.value) for entry in rated[0].values]
    effects = np.array([[entry.mean for entry in taste.values] for taste in rated])
    doubts = np.array([[entry.spread for entry in taste.values] for taste in rated])
    groups = _group(effects, min(_MOST_GROUPS, 1 + len(rated) // _PROFILES_PER_GROUP), seed)
    guesses = []
    for group in np.unique(groups):
        members = groups == group
        mean = effects[members].mean(axis=0)
        # Learned effects are shrunk towards 0, so their own doubt is added to how far they lie apart.
        variance = float(((effects[members] - mean) ** 2).mean() + (doubts[members] ** 2).mean())
        means = dict(zip(names, (float(effect) for effect in mean), strict=True))
        weight = (1.0 - NULL_WEIGHT) * float(members.mean())
        guesses.append(TasteGuess(means, max(variance**0.5, _LEAST_SPREAD), weight))
    return Prior(tuple(guesses))


def _group(effects: Floats, count: int, seed: int) -> NDArray[np.intp]:
    """Return the group of each row by k-means, started as k-means++ does, shape (n,).

    Source: Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
    """
    rng = np.random.default_rng(seed)
    centres = effects[[int(rng.integers(len(effects)))]]
    while len(centres) < count:
        nearest = _distances(effects, centres).min(axis=1)
        if not nearest.any():
            break
        centres = np.vstack([centres, effects[[int(rng.choice(len(effects), p=nearest / nearest.sum()))]]])
    for _ in range(_ROUNDS):
        groups = _distances(effects, centres).argmin(axis=1)
        centres = np.array(
            [
                effects[groups == index].mean(axis=0) if (groups == index).any() else centre
                for index, centre in enumerate(centres)
            ]
        )
    nearest_centre: NDArray[np.intp] = _distances(effects, centres).argmin(axis=1)
    return nearest_centre


def _distances(rows: Floats, centres: Floats) -> Floats:
    squares: Floats = ((rows[:, None] - centres[None]) ** 2).sum(axis=2)
    return squares
