"""Learners over hundreds of ratings."""

from __future__ import annotations

import pytest

from apprentice_backend.evaluation.agents.bench import main
from apprentice_backend.evaluation.agents.long_history.scores import long_table


@pytest.mark.slow
def test_table_has_a_row_a_learner_and_its_scores_on_the_way() -> None:
    """With two artists and ten slates, recommendations after forty ratings are better than chance."""
    lines = long_table(artists=2, first_seed=0, processes=1, slates=10).splitlines()
    assert lines[2] == "| learner | after 40 |"
    scores = {cells[1].strip(): float(cells[2].split("±")[0]) for cells in (line.split("|") for line in lines[4:])}
    assert scores["bayes"] > 0.4
    assert scores["bayes, reasons"] > 0.4


def test_the_command_plays_nothing_else(monkeypatch, capsys) -> None:
    """`--long` prints its table alone."""
    monkeypatch.setattr("apprentice_backend.evaluation.agents.bench.long_table", lambda *_: "the table\n")
    assert main(["--long"]) == 0
    assert capsys.readouterr().out == "the table\n"
