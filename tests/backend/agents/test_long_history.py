"""Hundreds of ratings: a taste that stays is known ever better, one that changes is followed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Context
from apprentice_backend.agents.bayes.agent import BayesAgent
from apprentice_backend.agents.bayes.settings import BayesSettings
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.play import SLATE, play, replay
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeSpace

SPACE = AttributeSpace.default()
BLANK = Context.empty()


def agreement(artists: Mapping[Artist, int], seed: int, settings: BayesSettings | None = None) -> float:
    """Return the correlation of the predicted stars of all corners with the last artist's, after slates at random.

    Args:
        artists: each with the number of ratings that they give before the next one takes over.
        seed: of the agents.
        settings: of the agent that learns; None for the default.
    """
    agent, asker = BayesAgent(SPACE, seed=seed, settings=settings), create("random", SPACE, seed=seed)
    turns = [artist for artist, ratings in artists.items() for _ in range(ratings // SLATE)]
    replay(agent, play(asker, lambda slate: turns[int(slate.id or 0)].rate(slate), len(turns), BLANK))
    artist = turns[-1]
    expected = agent.design.rows(artist.corners) @ agent.posterior().mean
    return float(np.corrcoef(expected, artist.stars(artist.corners))[0, 1])


def artist_of(seed: int) -> Artist:
    """Return an artist of the base world."""
    return Artist(WORLDS["base"], SPACE, seed=seed)


@pytest.mark.parametrize(("ratings", "least"), [(100, 0.77), (400, 0.9)])
def test_taste_that_stays_is_known_the_better_the_more_was_said(ratings: int, least: float) -> None:
    """Old opinions are not given up for the latest few."""
    assert np.mean([agreement({artist_of(seed): ratings}, seed) for seed in range(6)]) > least


def test_taste_that_turned_into_another_is_followed() -> None:
    """After sixty ratings of a new taste it is known far better than if all were read as one taste."""
    lasting = BayesSettings(discount=1.0)
    followed, mixed = (
        np.mean([agreement({artist_of(seed): 200, artist_of(seed + 100): 60}, seed, settings) for seed in range(6)])
        for settings in (None, lasting)
    )
    assert followed > mixed + 0.15
