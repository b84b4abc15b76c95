"""Tastes for one measured number turn it into stars."""

from __future__ import annotations

import pytest

from apprentice_backend.evaluation.artists.measure_taste import MeasureTaste

CHANCE = (1.0, 3.0)  # mean 2, standard deviation 1


@pytest.mark.parametrize(
    ("x", "noise", "more", "less"),
    [(2.0, 0.0, 3, 3), (3.0, 0.0, 4, 2), (3.0, 0.5, 5, 2), (9.0, 0.0, 5, 1)],
    ids=["as chance has it", "one deviation", "with noise", "beyond the scale"],
)
def test_stars_follow_the_number_the_wanted_way(x: float, noise: float, more: int, less: int) -> None:
    """A standard deviation is worth 1.2 stars, before rounding, and stars end at 1 and 5."""
    assert MeasureTaste(CHANCE, 1).stars(x, noise) == more
    assert MeasureTaste(CHANCE, -1).stars(x, noise) == less


def test_numbers_that_never_differ_are_as_chance_has_them() -> None:
    """A measure that is the same in every random picture is worth three stars."""
    assert MeasureTaste((0.5, 0.5), 1).stars(0.5) == 3
