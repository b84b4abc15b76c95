"""The speed of the default agent with a long history."""

from __future__ import annotations

import pytest

from apprentice_backend.agents import create
from apprentice_backend.evaluation.agents.bench import main
from apprentice_backend.evaluation.agents.long_history import agent_speed
from apprentice_backend.evaluation.agents.long_history.agent_speed import CASES, CaseArtist, as_speed_table, measure
from apprentice_shared.attributes import AttributeSpace


@pytest.mark.slow
def test_every_kind_of_history_is_timed() -> None:
    """The table has a row a case, and a case is really played: every time is above 0."""
    table = as_speed_table(ratings=8)
    assert all(f"| {case.name} |" in table for case in CASES)
    speed = measure(CASES[-1], ratings=8)
    assert min(speed.fold_s, speed.update_ms, speed.suggest_ms) > 0.0


def test_timed_slates_are_none_of_the_history(monkeypatch) -> None:
    """No id comes twice, or a rating that is timed could replace one of the history."""
    made = []

    def keep(*args, **options):
        made.append(create(*args, **options))
        return made[-1]

    monkeypatch.setattr(agent_speed, "create", keep)
    measure(CASES[-1], ratings=8)
    ids = [slate["id"] for slate in made[-1].state()["shown"]]
    assert ids == ["0", "1", *(f"timed {number}" for number in range(12))]


def test_history_is_of_different_suggestions() -> None:
    """The random agent of the history shows no mix twice while corners are left."""
    history = CaseArtist(CASES[0], AttributeSpace.default()).history(400)
    assert len({mix for slate, _ in history for mix in slate.mixes}) == sum(len(said) for _, said in history) == 400


def test_the_command_times_and_plays_nothing_else(monkeypatch, capsys) -> None:
    """`--speed` prints its table alone."""
    monkeypatch.setattr("apprentice_backend.evaluation.agents.bench.as_speed_table", lambda: "the table\n")
    assert main(["--speed"]) == 0
    assert capsys.readouterr().out == "the table\n"
