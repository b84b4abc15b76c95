"""The benchmark of the engines reads its options, and leaves engines with an AI image model to another one."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from apprentice_backend.engines import create
from apprentice_backend.evaluation.engines.amount_speed import LARGER, amounts_table
from apprentice_backend.evaluation.engines.bench import main


@pytest.mark.parametrize("other", ["--model", "--canvases", "--sheets"])
def test_only_the_engine_chooses_the_benchmark(other: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An engine's name behind another option is that option's value, such as a folder's name."""
    with pytest.raises(SystemExit, match="0"):
        main([other, "ssd-1b", "--help"])
    assert "--only" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "says"),
    [(["--engine", "nope"], "invalid choice: 'nope'"), (["--engine"], "expected one argument")],
    ids=["unknown", "none"],
)
def test_refuses_an_engine_that_there_is_not(named: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence is argparse's own, with the usage of this benchmark."""
    with pytest.raises(SystemExit, match="2"):
        main(named)
    said = capsys.readouterr().err
    assert says in said and "--only" in said


def test_says_what_diffusion_needs_before_it_is_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its packages the benchmark of a diffusion engine ends with the command that installs them."""
    monkeypatch.delitem(sys.modules, "apprentice_backend.evaluation.engines.diffusion_speed", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["--engine=ssd-1b"]) == 1
    assert "krita-apprentice[diffusion]" in capsys.readouterr().err
    assert "apprentice_backend.evaluation.engines.diffusion_speed" not in sys.modules


def test_says_in_one_sentence_that_the_engine_cannot_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    """A model that the engine cannot read is an error of one line, and nothing is measured."""
    assert main(["--engine", "fake", "--model", "nope"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and "nope" in said.err


def test_a_study_at_an_amount_is_timed_beside_the_one_that_is_inserted() -> None:
    """The card's size comes first, then the larger one, with a ratio."""
    engine = create("fake")
    lines = amounts_table(engine, rounds=1, size=32).splitlines()
    assert [line.split()[:2] for line in lines[2:4]] == [["32", "px"], [str(32 * LARGER), "px"]]
    assert lines[4].endswith("times as long")
