"""Corrections by hand can be taken back, the last first."""

from __future__ import annotations

import itertools

import pytest

from apprentice.model.corrections import Corrections


@pytest.fixture
def corrections() -> Corrections:
    """Corrections whose ids are n1, n2, …"""
    numbers = itertools.count(1)
    return Corrections(lambda: f"n{next(numbers)}")


def test_the_last_is_taken_back_first(corrections: Corrections) -> None:
    """Each correction is taken back by its event."""
    corrections.set_value("ink", "color", "warm", 1.0)
    corrections.set_signal("ink", "inserted", False)
    taken = [request.event for _ in range(2) for request in corrections.undo("ink")]
    assert taken == ["n2", "n1"]
    assert corrections.undo("ink") == []


def test_profiles_are_kept_apart(corrections: Corrections) -> None:
    """A correction of one profile is not taken back in another."""
    corrections.set_value("ink", "color", "warm", 1.0)
    corrections.set_value("oil", "color", "warm", 1.0)
    assert [request.event for request in corrections.undo("ink")] == ["n1"]
    assert not corrections.can_undo("ink")
    assert corrections.can_undo("oil")


def test_what_the_backend_refused_is_not_taken_back(corrections: Corrections) -> None:
    """A refused correction never stood."""
    corrections.forget(corrections.set_value("ink", "color", "warm", 1.0).id)
    assert not corrections.can_undo("ink")
