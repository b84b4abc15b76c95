"""The benchmark runs whole and says what it found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apprentice_backend.evaluation.bench_agents import bench_agents, even_blend, full_conditions, main
from apprentice_backend.evaluation.conditions import Condition
from apprentice_shared.attributes import AttributeSpace


def test_learner_beats_chance() -> None:
    """In the easy world, after five slates, bayes recommends better than random."""
    rows = [Condition("random", "random", "easy"), Condition("bayes", "bayes", "easy")]
    chance, learned = (summary for _, summary in bench_agents(rows, 6, first_seed=0, slates=5))
    assert learned.recommended[20].mean > chance.recommended[20].mean + 0.3


def test_same_seeds_give_same_figures() -> None:
    """The benchmark is reproducible, times apart."""
    rows = [Condition("bayes", "bayes", reasons=True)]
    first, second = (bench_agents(rows, 2, first_seed=0, slates=3)[0][1] for _ in range(2))
    assert (first.recommended, first.shown, first.differing) == (second.recommended, second.shown, second.differing)


def test_even_blend_is_average_in_a_linear_world_and_good_at_an_ideal() -> None:
    """The baseline that needs no rating is what it is known to be."""
    assert even_blend("base", 4, first_seed=0).mean == pytest.approx(0.0, abs=1e-9)
    assert even_blend("ideal", 4, first_seed=0).mean > 0.6


def test_portfolio_helps_or_misleads_the_start() -> None:
    """Before any rating is in, the right portfolio is worth more than the wrong one."""
    rows = [Condition("right", "bayes", prior="right"), Condition("wrong", "bayes", prior="wrong")]
    right, wrong = (summary for _, summary in bench_agents(rows, 6, first_seed=0, slates=1))
    assert right.shown[4].mean > wrong.shown[4].mean + 0.3


def test_full_form_names_known_worlds_and_agents() -> None:
    """Every row of the full form can be made."""
    for condition in full_conditions():
        if condition.prior != "past":
            condition.make(AttributeSpace.default(), 0)


def test_command_writes_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a table in Markdown and leaves the figures in a file."""
    target = tmp_path / "agents.json"
    assert main(["--artists", "2", "--agent", "random", "--seed", "0", "--json", str(target)]) == 0
    assert "| random | " in capsys.readouterr().out
    assert json.loads(target.read_text(encoding="utf-8"))["rows"][0]["agent"] == "random"
