"""Every agent proposes, explains and has learned what it did after the same history."""

from __future__ import annotations

import pytest
from goldens import agents, files

from apprentice_backend.agents import NAMES

RECORDED = files.read("agents")


@pytest.mark.parametrize(("name", "history"), agents.CASES)
def test_a_history_gives_the_same_slates_and_taste(name: str, history: str) -> None:
    """Mixes, explanations and taste after a history are as recorded."""
    recorded, found = RECORDED[f"{name}, {history}"], agents.case(name, history)
    if name in agents.SENSITIVE and RECORDED["arithmetic"] != agents.arithmetic():
        recorded, found = agents.robust(recorded), agents.robust(found)
    assert files.differences(recorded, found, agents.tolerance_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_first_slate_is_the_same(name: str) -> None:
    """The first slate of an agent that knows nothing is as recorded."""
    assert files.differences(RECORDED["first"][name], agents.first_slate(name), agents.tolerance_of(name)) == []


@pytest.mark.parametrize("name", RECORDED["saved"])
def test_a_state_of_before_is_taken_back(name: str) -> None:
    """A recorded state gives the same next slate and the same taste, and is written as it was read."""
    recorded = RECORDED["saved"][name]
    found = agents.restored(name, recorded["state"])
    assert files.differences(recorded, found, agents.tolerance_of(name)) == []
