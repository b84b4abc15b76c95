"""Slates whose pictures lie apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from apprentice_backend.agents.space.apart import Apart, choose_apart


def places(count: int, seed: int, spread: float = 12.0) -> np.ndarray:
    """Return the distances between random points of a plane, shape (count, count)."""
    points = np.random.default_rng(seed).uniform(0.0, spread, (count, 2))
    return np.linalg.norm(points[:, None] - points, axis=-1)


def meets(demands: Apart, slate: tuple[int, ...], first: int) -> bool:
    """Return whether a slate meets demands, read from their definition."""
    pairs = all(demands.distances[a, b] >= demands.least for a, b in combinations(slate, 2))
    other = not demands.other or any(demands.distances[first, one] >= demands.other for one in slate)
    return pairs and other and all(kind[list(slate)].any() for kind in demands.kinds)


@pytest.mark.parametrize("seed", range(40))
def test_next_are_those_that_leave_a_slate(seed: int) -> None:
    """A candidate may come next exactly where some slate of the whole size contains it, as all slates tried tell."""
    rng = np.random.default_rng(seed)
    kinds = tuple(rng.random(9) < 0.3 for _ in range(seed % 3))
    demands = Apart(places(9, seed), rng.uniform(1.0, 6.0), rng.choice([0.0, 8.0]), kinds)
    for first in range(9):
        slates = [
            (first, *rest)
            for rest in combinations([one for one in range(9) if one != first], 3)
            if meets(demands, (first, *rest), first)
        ]
        assert demands.next_after((), 4)[first] == bool(slates)
        for second in range(9):
            left = second != first and any(second in slate for slate in slates)
            # A candidate too near to the first is in no slate with it.
            assert demands.next_after((first,), 4)[second] == left


@pytest.mark.parametrize("seed", range(20))
def test_relaxed_has_the_farthest_slate(seed: int) -> None:
    """If no slate meets the demands, the closest pair is as far apart as any slate's."""
    distances = places(8, seed)
    relaxed = Apart(distances, 50.0, 60.0, (np.ones(8, bool),)).relaxed(4)
    best = max(min(distances[a, b] for a, b in combinations(slate, 2)) for slate in combinations(range(8), 4))
    assert relaxed.least == pytest.approx(best)
    chosen = choose_apart(np.zeros(8), 4, relaxed)
    assert min(distances[a, b] for a, b in combinations(chosen, 2)) == pytest.approx(best)


def test_relaxed_keeps_what_can_be_met() -> None:
    """A kind that nothing is of is given up; the other kind and the other picture stay."""
    nothing, some = np.zeros(8, bool), np.arange(8) == 3
    demands = Apart(places(8, 3, spread=40.0), 1.0, 12.0, (nothing, some)).relaxed(4)
    assert (demands.least, demands.other, len(demands.kinds)) == (1.0, 12.0, 1)
    assert 3 in choose_apart(np.zeros(8), 4, demands)


@pytest.mark.parametrize("seed", range(20))
def test_slate_begins_with_the_best_that_has_one(seed: int) -> None:
    """The first is worth most among those with which a slate can be had, and the whole slate meets the demands."""
    demands = Apart(places(12, seed), 3.0, 6.0).relaxed(4)
    worth = np.random.default_rng(seed).normal(size=12)
    chosen = choose_apart(worth, 4, demands)
    possible = np.flatnonzero(demands.next_after((), 4))
    assert chosen[0] == possible[np.argmax(worth[possible])]
    assert len(set(chosen)) == 4
    assert meets(demands, tuple(chosen), chosen[0])


def test_gives_all_where_there_are_too_few() -> None:
    """Fewer candidates than a slate holds are all chosen."""
    distances = places(3, 0)
    assert sorted(choose_apart(np.zeros(3), 4, Apart(distances, 50.0).relaxed(3))) == [0, 1, 2]


def test_alike_pictures_are_still_chosen() -> None:
    """Pictures that are all the same make a slate of the size asked for."""
    assert len(set(choose_apart(np.zeros(6), 4, Apart(np.zeros((6, 6)), 6.0, 12.0).relaxed(4)))) == 4


@pytest.mark.parametrize("count", [8, 16])
def test_large_slates_are_chosen_without_an_endless_search(count: int) -> None:
    """Of many candidates a large slate is chosen in bounded steps: all different, and not all alike."""
    distances = places(12 * count, 1)
    chosen = choose_apart(np.zeros(12 * count), count, Apart(distances, 6.0, 12.0).relaxed(count))
    assert len(set(chosen)) == count
    assert min(distances[a, b] for a, b in combinations(chosen, 2)) > 0.0
