"""The benchmark of the agents, from conditions to tables."""

from __future__ import annotations

import json
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import pytest

from apprentice_backend.evaluation.agents.bench import even_blend, main
from apprentice_backend.evaluation.agents.conditions import LEARNERS, Condition, full_artists, full_conditions
from apprentice_backend.evaluation.agents.rivals import registry
from apprentice_backend.evaluation.agents.summary import Summary
from apprentice_backend.evaluation.agents.trials import Trial, play_trials
from apprentice_backend.evaluation.artists.worlds import WORLDS

PAGE = "Before.\n<!-- figures: begin -->\nold\n<!-- figures: end -->\nAfter.\n"


def play(*conditions: Condition, artists: int, slates: int, processes: int = 1) -> list[Summary]:
    """Return the summaries of some conditions on development artists."""
    return list(play_trials([Trial(one, artists, 0, slates) for one in conditions], processes))


def test_learner_beats_chance() -> None:
    """In the easy world, after five slates, bayes recommends better than random."""
    rows = [Condition("random", "random", "easy"), Condition("bayes", "bayes", "easy")]
    chance, learned = play(*rows, artists=6, slates=5)
    assert learned.recommended[20].mean > chance.recommended[20].mean + 0.3


def test_figures_depend_on_the_seeds_alone() -> None:
    """Run again, or in two processes, the same artists give the same figures."""
    row = Condition("policy_gradient", "policy_gradient")
    first, again, spread = (play(row, artists=12, slates=2, processes=count)[0] for count in (1, 1, 2))
    figures = [(one.recommended, one.shown, one.differing) for one in (first, again, spread)]
    assert figures[0] == figures[1] == figures[2]


def test_even_blend_is_average_in_a_linear_world_and_good_at_an_ideal() -> None:
    """The even blend scores 0 in a linear world and well where there is an ideal mix."""
    assert even_blend("base", 4, first_seed=0).mean == pytest.approx(0.0, abs=1e-9)
    assert even_blend("ideal", 4, first_seed=0).mean > 0.6


def test_portfolio_helps_or_misleads_the_start() -> None:
    """Before any rating is in, the right portfolio is worth more than the wrong one."""
    rows = [Condition("right", "bayes", prior="right"), Condition("wrong", "bayes", prior="wrong")]
    right, wrong = play(*rows, artists=6, slates=1)
    assert right.shown[4].mean > wrong.shown[4].mean + 0.3


def test_dial_at_surprising_makes_slates_more_varied() -> None:
    """Slates at the surprising end differ in more dimensions than at the familiar end."""
    rows = [Condition("familiar", "bayes", surprise=0.0), Condition("surprising", "bayes", surprise=1.0)]
    familiar, surprising = play(*rows, artists=4, slates=4)
    assert surprising.differing.mean > familiar.differing.mean + 0.3


def test_vary_holds_for_as_many_slates_as_it_says() -> None:
    """After its slates everything moves again."""
    row = Condition("two first", "bayes", vary=("color",), vary_slates=2)
    assert [row.allowed(number).vary for number in (0, 1, 2)] == [frozenset({"color"})] * 2 + [None]
    assert Condition("always", "bayes", vary=("color",)).allowed(9).vary == frozenset({"color"})


def test_full_form_has_every_learner_in_every_world() -> None:
    """No row comes twice, and the default agent's rows in the base world have a thousand artists."""
    rows = full_conditions()
    assert len({(row.world, row.label) for row in rows}) == len(rows)
    assert {(row.world, row.agent) for row in rows if row.is_plain} == set(product(WORLDS, LEARNERS))
    assert {full_artists(row) for row in rows if row.label in ("bayes", "bayes, right portfolio")} == {200, 1000}


def test_command_writes_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a table in Markdown and leaves the figures in a file."""
    target = tmp_path / "agents.json"
    arguments = ["--artists", "2", "--agent", "random", "--seed", "0", "--processes", "1", "--json", str(target)]
    assert main(arguments) == 0
    assert "| random | 2 | " in capsys.readouterr().out
    assert json.loads(target.read_text(encoding="utf-8"))["rows"][0]["agent"] == "random"


def test_command_remakes_the_page_row_by_row(tmp_path: Path) -> None:
    """Rows of an earlier run stay in the page until they are run again, and so does the text around the tables."""
    if find_spec("matplotlib") is None:
        pytest.skip("matplotlib is missing: install krita-apprentice[bench]")
    (tmp_path / "agents.md").write_text(PAGE, encoding="utf-8")
    shared = ["--artists", "2", "--seed", "0", "--processes", "1", "--docs", str(tmp_path)]
    assert main(["--agent", "random", "--world", "easy", *shared]) == 0
    assert main(["--agent", "policy_gradient", "--world", "easy", "--world", "ideal", *shared]) == 0
    text = (tmp_path / "agents.md").read_text(encoding="utf-8")
    assert text.startswith("Before.") and text.endswith("After.\n") and "old" not in text
    assert text.count("| random | 2 |") == 1 and text.count("| policy_gradient | 2 |") == 2
    assert "![Learning curves, stars alone](learning_ideal.png)" in text
    assert (tmp_path / "learning_ideal.png").exists()


def test_absent_package_leaves_a_learner_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence names the missing package; the other rows are there."""
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    learners = ["--agent", "random", "--agent", "mabwiser_linucb"]
    assert main(["--artists", "1", "--seed", "0", "--processes", "1", *learners]) == 0
    said = capsys.readouterr()
    assert "| random | 1 |" in said.out and "mabwiser" not in said.out
    assert said.err.count("install krita-apprentice[bench]") == 1
