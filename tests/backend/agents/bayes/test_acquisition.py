"""The choice of a slate among candidates."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.bayes.acquisition import Exploration, Pool, choose
from apprentice_backend.agents.bayes.posterior import Posterior
from apprentice_backend.agents.bayes.settings import SlateSettings

ROWS = np.eye(4)
FAMILIAR, SURPRISING = (Exploration.at(surprise, SlateSettings()) for surprise in (0.0, 1.0))


def pool(outside: tuple[int, ...] = ()) -> Pool:
    """Return four candidates with nothing in common."""
    return Pool(ROWS, ROWS, np.isin(np.arange(4), outside))


def test_best_comes_first_then_the_uncertain() -> None:
    """With the dial at surprising doubt outweighs a little promise."""
    posterior = Posterior(np.array([1.0, 0.5, 0.4, 0.0]), np.diag([0.01, 0.01, 1.0, 0.01]), 0.5)
    assert choose(pool(), posterior, 2, SURPRISING) == [0, 2]


def test_last_goes_outside_what_is_known() -> None:
    """If no suggestion before it does, the last one does, however little it promises."""
    posterior = Posterior(np.array([1.0, 0.9, 0.8, -5.0]), 0.01 * np.eye(4), 0.5)
    assert choose(pool(outside=(3,)), posterior, 3, FAMILIAR) == [0, 1, 3]


def test_what_one_rating_tells_of_another_counts() -> None:
    """Of two uncertain candidates that rise and fall together, one is asked about."""
    covariance = np.diag([0.01, 1.0, 1.0, 0.5])
    covariance[1, 2] = covariance[2, 1] = 0.99
    posterior = Posterior(np.zeros(4), covariance, 0.1)
    first, *others = choose(pool(), posterior, 3, SURPRISING)
    assert first == 0
    assert sorted(others) == [1, 3]


def test_dial_moves_optimism_and_diversity() -> None:
    """Surprising reaches further and varies more than familiar."""
    assert SURPRISING.optimism > FAMILIAR.optimism
    assert SURPRISING.diversity > FAMILIAR.diversity


@pytest.mark.parametrize("count", [4, 9])
def test_gives_no_more_than_all(count: int) -> None:
    """Each candidate is chosen once at most."""
    assert sorted(choose(pool(), Posterior(np.zeros(4), np.eye(4), 1.0), count, FAMILIAR)) == [0, 1, 2, 3]
