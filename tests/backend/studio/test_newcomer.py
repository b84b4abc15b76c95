"""A slate without the taste: what a newcomer would be shown, on the same canvas and seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from talker import small_suggest
from workshop import Workshop

from apprentice_shared.messages import Rate


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio with the fake engine, and a profile that has learned something."""
    made = Workshop(tmp_path)
    for number in range(3):
        for item in made.suggest(small_suggest(f"s{number}", seed=number)):
            likes = "warm" in item.suggestion.mix.get("color", {})
            made.studio.answer(Rate(f"r{number}-{item.index}", item.suggestion.id, 5 if likes else 1))
    yield made
    made.log.close()


def test_a_slate_without_the_taste_is_that_of_a_newcomer(workshop: Workshop, tmp_path: Path) -> None:
    """Mixes and seeds are those that an empty profile is shown, whatever was rated."""
    without = [item.suggestion for item in workshop.suggest(small_suggest("w1", seed=5, taste=False))]
    empty = Workshop(tmp_path / "empty")
    first = [item.suggestion for item in empty.suggest(small_suggest("w1", seed=5))]
    empty.log.close()
    assert [(item.mix, item.seed) for item in without] == [(item.mix, item.seed) for item in first]
    taught = [item.suggestion for item in workshop.suggest(small_suggest("w2", seed=5))]
    assert [item.mix for item in taught] != [item.mix for item in without]


def test_what_is_said_of_it_counts(workshop: Workshop) -> None:
    """Its pictures are pictures like others: a rating teaches, and the slate is in the log."""
    shown = workshop.suggest(small_suggest("w1", taste=False))
    before = workshop.profiles.find("").ratings
    workshop.studio.answer(Rate("r1", shown[0].suggestion.id, 4))
    assert workshop.profiles.find("").ratings == before + 1
