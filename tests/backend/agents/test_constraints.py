"""Constraints: which dimensions are free."""

from __future__ import annotations

import pytest

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Context
from apprentice_backend.agents.constraints import Constraints
from apprentice_backend.packs.shipped import built_in_space

FRAMING = frozenset({"composition"})


@pytest.mark.parametrize(
    ("limits", "free"),
    [
        ({}, ("color", "style", "mood")),
        ({"vary": frozenset({"mood", "composition"})}, ("mood",)),
        ({"vary": FRAMING}, ("composition",)),
        ({"vary": frozenset({"color", "composition"}), "locks": {"color": "warm"}}, ("composition",)),
        ({"locks": {"composition": "centered"}}, ("color", "style", "mood")),
    ],
    ids=["everything", "beside another", "alone", "beside one that is locked", "locked"],
)
def test_what_is_mixed_with_no_others_is_free_alone(limits: dict[str, object], free: tuple[str, ...]) -> None:
    """It is left out where anything else may move."""
    constraints = Constraints(**limits, alone=FRAMING)  # type: ignore[arg-type]
    assert constraints.free_dimensions(built_in_space()) == free


@pytest.mark.parametrize("agent", ["bayes", "random"])
def test_agents_obey_it(agent: str) -> None:
    """Suggestions move nothing of it beside others, and carry its lock."""
    made, space = create(agent, built_in_space(), seed=1), Context.empty()
    assert not any("composition" in mix.weights for mix in made.suggest(space, 8, Constraints(alone=FRAMING)))
    alone = made.suggest(space, 4, Constraints(vary=FRAMING, alone=FRAMING))
    assert all(set(mix.weights) <= {"composition"} for mix in alone)
    locked = made.suggest(space, 4, Constraints(locks={"composition": "dynamic"}, alone=FRAMING))
    assert {mix.weight("composition", "dynamic") for mix in locked} == {1.0}
