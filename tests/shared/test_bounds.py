"""Ranges."""

from __future__ import annotations

import pytest

from apprentice_shared.bounds import COUNT, SHARE, leans, stands_out


def test_both_ends_belong_to_a_range():
    """The bounds that are told are the least and the most that is taken."""
    assert all(value in SHARE for value in (0, 0.5, 1))
    assert not any(value in SHARE for value in (-0.1, 1.1, float("nan")))


def test_a_refusal_names_the_argument_its_range_and_its_value():
    """The sentence is read by an artist."""
    COUNT.check("count", 16)
    with pytest.raises(ValueError, match="count must be from 1 to 16, got 17"):
        COUNT.check("count", 17)


@pytest.mark.parametrize(
    ("mean", "spread", "named"), [(0.5, 0.4, True), (-0.5, 0.4, True), (0.3, 0.4, False), (0.1, 0.0, False)]
)
def test_only_large_and_sure_effects_stand_out(mean: float, spread: float, named: bool) -> None:
    """An effect stands out, whatever its sign, if it is larger than a tenth of a star and than its uncertainty."""
    assert stands_out(mean, spread) is named


@pytest.mark.parametrize(
    ("mean", "spread", "follows"),
    [(0.5, 0.5, True), (-0.3, 0.8, True), (0.2, 0.8, False), (0.09, 0.0, False)],
    ids=["sure", "unsure, but it leads", "too unsure", "too small"],
)
def test_suggestions_follow_an_effect_before_it_is_sure(mean: float, spread: float, follows: bool) -> None:
    """The mix believed best has the greatest mean, so that a third of the spread decides mostly."""
    assert leans(mean, spread) is follows
