"""A prior from past profiles: their tastes fall into groups, and each group's mean is a guess at the next taste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..beliefs import Taste
from ..space.design import Floats
from .prior import Prior, TasteGuess


@dataclass(frozen=True)
class PastProfileSettings:
    """The numbers of the prior that are tuned by hand."""

    null_weight: float = 0.15
    """The probability that the next taste is like none of the groups, in (0, 1)."""
    most_groups: int = 4
    """The greatest number of groups."""
    profiles_per_group: int = 4
    """Profiles that are needed for each group beyond the first."""
    rounds: int = 20
    """Rounds of k-means."""
    least_spread: float = 0.2
    """The smallest standard deviation of effects about a group's mean, in stars."""


def prior_from_profiles(tastes: Sequence[Taste], *, seed: int, settings: PastProfileSettings | None = None) -> Prior:
    """Return a prior that guesses the mean taste of each group of profiles.

    Args:
        tastes: one for each profile, over the same attributes; profiles without a rating are left out.
        seed: fixes the groups.
        settings: None for the default.

    Returns:
        A prior with a guess for each group; without a guess where no profile has ratings.
    """
    settings = settings or PastProfileSettings()
    rated = [taste for taste in tastes if taste.ratings]
    if not rated:
        return Prior(())
    names = [(entry.dimension, entry.value) for entry in rated[0].values]
    effects = np.array([[entry.mean for entry in taste.values] for taste in rated])
    doubts = np.array([[entry.spread for entry in taste.values] for taste in rated])
    count = min(settings.most_groups, 1 + len(rated) // settings.profiles_per_group)
    groups = _group(effects, count, settings.rounds, seed)
    guesses = []
    for group in np.unique(groups):
        members = groups == group
        mean = effects[members].mean(axis=0)
        # Learned effects are shrunk towards 0, so their own variance is added to that between the profiles.
        variance = float(((effects[members] - mean) ** 2).mean() + (doubts[members] ** 2).mean())
        means = dict(zip(names, (float(effect) for effect in mean), strict=True))
        weight = (1.0 - settings.null_weight) * float(members.mean())
        guesses.append(TasteGuess(means, max(variance**0.5, settings.least_spread), weight))
    return Prior(tuple(guesses))


def _group(effects: Floats, count: int, rounds: int, seed: int) -> NDArray[np.intp]:
    """Return the index of each row's group by k-means, started as k-means++ does, shape (n,).

    Source: Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
    """
    rng = np.random.default_rng(seed)
    centres = effects[[int(rng.integers(len(effects)))]]
    while len(centres) < count:
        nearest = _distances(effects, centres).min(axis=1)
        if not nearest.any():
            break
        centres = np.vstack([centres, effects[[int(rng.choice(len(effects), p=nearest / nearest.sum()))]]])
    for _ in range(rounds):
        groups = _distances(effects, centres).argmin(axis=1)
        centres = np.array(
            [
                effects[groups == index].mean(axis=0) if (groups == index).any() else centre
                for index, centre in enumerate(centres)
            ]
        )
    return _distances(effects, centres).argmin(axis=1)


def _distances(rows: Floats, centres: Floats) -> Floats:
    """Return the squared distance of each row to each centre, shape (rows, centres)."""
    return ((rows[:, None] - centres[None]) ** 2).sum(axis=2)
