"""Priors for the benchmark: from past profiles, and from portfolios that tell the truth or mislead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ...agents import create
from ...agents.priors.past_profiles import prior_from_profiles
from ...agents.priors.portfolio import prior_from_portfolio
from ...agents.priors.prior import Prior
from ..artists.artist import Artist
from ..artists.simulated_picture import measure_simulated
from ..artists.worlds import World
from .learn import learn

# The first seed of the artists of past profiles, who are none that is reported or developed on.
_PAST_SEED = 5_000_000
_PAST_PROFILES = 100
_PAST_SLATES = 10
_PICTURES = 30
# An artist paints a corner with a probability ∝ exp(1.5 stars).
_CHOOSINESS = 1.5


def past_profiles(artist: Artist, _seed: int) -> Prior:
    """Return the prior of a hundred other artists of the same world, each learned from forty ratings."""
    return _learned_prior(artist.world, artist.design.space)


@lru_cache(maxsize=4)
def _learned_prior(world: World, space: AttributeSpace) -> Prior:
    tastes = []
    for number in range(_PAST_PROFILES):
        seed = _PAST_SEED + number
        agent = create("bayes", space, seed=seed)
        learn(agent, Artist(world, space, seed=seed), _PAST_SLATES)
        tastes.append(agent.taste())
    return prior_from_profiles(tastes, seed=_PAST_SEED)


def right_portfolio(artist: Artist, seed: int) -> Prior:
    """Return the prior of pictures that this artist painted."""
    return prior_from_portfolio(artist.design.space, _paint(artist, np.random.default_rng([seed, 3])))


def wrong_portfolio(artist: Artist, seed: int) -> Prior:
    """Return the prior of pictures that an artist of the very opposite taste painted."""
    return prior_from_portfolio(artist.design.space, _paint(artist, np.random.default_rng([seed, 3]), liking=-1.0))


def _paint(artist: Artist, rng: np.random.Generator, liking: float = 1.0) -> list[Mapping[str, float]]:
    """Return the measures of pictures whose corners are drawn with probability ∝ exp(choosiness · liking · stars)."""
    corners = artist.corners
    appeal = np.exp(_CHOOSINESS * liking * artist.stars(corners))
    chosen = corners[rng.choice(len(corners), size=_PICTURES, p=appeal / appeal.sum())]
    return [measure_simulated(row, artist.design, rng) for row in chosen]


PRIORS: dict[str, Callable[[Artist, int], Prior]] = {
    "past": past_profiles,
    "right": right_portfolio,
    "wrong": wrong_portfolio,
}
