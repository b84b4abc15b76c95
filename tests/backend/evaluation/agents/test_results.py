"""Rows are kept, joined and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice_backend.evaluation.agents.conditions import Condition
from apprentice_backend.evaluation.agents.learn import Curve
from apprentice_backend.evaluation.agents.report import as_table, behind_best
from apprentice_backend.evaluation.agents.results import Results, Row
from apprentice_backend.evaluation.agents.summary import Figure, summarise
from apprentice_shared.errors import ConfigError

ORDER = [
    Condition("bayes", "bayes"),
    Condition("random", "random"),
    Condition("bayes, reasons", "bayes", reasons=True),
    Condition("bayes", "bayes", "ideal"),
    Condition("random", "random", "ideal"),
]


def row(condition: Condition, score: float) -> Row:
    """Return a row whose two artists got a tenth less and a tenth more than `score` after each of two slates."""
    curves = [Curve((found, found), (0.1, 0.2), (0.3, 0.4), (2.0, 2.5)) for found in (score - 0.1, score + 0.1)]
    return Row.of(condition, summarise(curves, 3.0))


def results(*scores: float) -> Results:
    """Return rows of these scores in the order of `ORDER`."""
    rows = tuple(row(condition, score) for condition, score in zip(ORDER, scores, strict=False))
    return Results(rows, {"base": Figure(0.0, 0.0), "ideal": Figure(0.86, 0.01)})


def test_file_gives_back_what_was_written(tmp_path: Path) -> None:
    """Figures come back as they are printed."""
    path = tmp_path / "agents.json"
    results(0.6, 0.1, 0.8, 0.7).write(path)
    assert as_table(Results.read(path)) == as_table(results(0.6, 0.1, 0.8, 0.7))
    assert Results.read(tmp_path / "none.json") == Results()


def test_refuses_a_file_of_something_else(tmp_path: Path) -> None:
    """The error names the file and says what to do."""
    path = tmp_path / "agents.json"
    path.write_text('{"rows": []}', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"agents\.json .* run again"):
        Results.read(path)


def test_newer_rows_take_the_place_of_the_same_rows() -> None:
    """Rows keep the order of the full form, and rows that it no longer has are dropped."""
    older, newer = results(0.6, 0.1, 0.8, 0.7, 0.2), Results((row(ORDER[1], 0.3),), {"base": Figure(0.0, 0.0)})
    joined = older.joined(newer, ORDER[:4])
    assert [(one.label, round(one.summary.recommended[8].mean, 3)) for one in joined.rows] == [
        ("bayes", 0.6),
        ("random", 0.3),
        ("bayes, reasons", 0.8),
        ("bayes", 0.7),
    ]


def test_best_is_sought_among_others_that_had_stars_alone() -> None:
    """A row with reasons sets no mark for those without, and no row is its own rival."""
    found = results(0.6, 0.1, 0.8)
    behind = [behind_best(one, found, 8) for one in found.rows]
    assert behind == pytest.approx([-0.5, 0.5, -0.2])
    assert behind_best(found.rows[0], Results(found.rows[:1]), 8) is None


def test_worlds_are_compared_where_there_are_several() -> None:
    """The first table has the default agent's distance from the best learner and from the even blend."""
    text = as_table(results(0.6, 0.1, 0.8, 0.7, 0.75))
    assert "| ideal | 0.700 ± " in text and "| random: 0.750 ± 0.196 | +0.05 | 0.86 | −0.16 |" in text
    assert "All worlds" not in as_table(Results(results(0.6).rows, {"base": Figure(0.0, 0.0)}))
