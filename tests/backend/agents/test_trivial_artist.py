"""Every agent learns an artist for whom one attribute matters."""

from __future__ import annotations

import pytest
from raters import by_stars, teach

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Context
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()


def stars(mix: AttributeMix) -> float:
    """Return the rating of an artist who likes joyful pictures and nothing else."""
    return 1.0 + 4.0 * mix.weight("mood", "joyful")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "slates"),
    [("bayes", 5), ("model_based", 5), ("policy_gradient", 20), ("dqn", 20), ("q_learning", 10), ("ppo", 25)],
)
def test_learns_that_one_value_matters(name: str, slates: int) -> None:
    """After some slates of four the recommendation of at least two of three agents carries the value."""
    liked = 0.0
    for seed in range(3):
        agent = create(name, SPACE, seed=seed)
        teach(agent, by_stars(stars), slates)
        liked += stars(agent.recommend(Context.empty())) >= 3.0
    assert liked >= 2
