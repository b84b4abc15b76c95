"""What agents may start from in the benchmark: past profiles, and portfolios that tell the truth or mislead."""

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
from ..artists.sights import see
from ..artists.worlds import World
from .learn import learn

# Past profiles are other artists than any that is reported or developed on.
_PAST_SEED = 5_000_000
_PAST_PROFILES = 100
_PAST_SLATES = 10
_PICTURES = 30
# How strongly an artist's liking for a mix raises the chance that they painted it, per star.
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
    """Return the measures of pictures whose attributes were chosen by taste, and whose subjects were not."""
    corners = artist.corners
    appeal = np.exp(_CHOOSINESS * liking * artist.stars(corners))
    chosen = corners[rng.choice(len(corners), size=_PICTURES, p=appeal / appeal.sum())]
    return [see(row, artist.design, rng) for row in chosen]


PRIORS: dict[str, Callable[[Artist, int], Prior]] = {
    "past": past_profiles,
    "right": right_portfolio,
    "wrong": wrong_portfolio,
}
