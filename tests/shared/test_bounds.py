"""Ranges."""

from __future__ import annotations

import pytest

from apprentice_shared.bounds import COUNT, SHARE


def test_both_ends_belong_to_a_range():
    """The bounds that are told are the least and the most that is taken."""
    assert all(value in SHARE for value in (0, 0.5, 1))
    assert not any(value in SHARE for value in (-0.1, 1.1, float("nan")))


def test_a_refusal_names_the_argument_its_range_and_its_value():
    """The sentence is read by an artist."""
    COUNT.check("count", 16)
    with pytest.raises(ValueError, match="count must be from 1 to 16, got 17"):
        COUNT.check("count", 17)
