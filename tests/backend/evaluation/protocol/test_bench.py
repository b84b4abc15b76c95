"""The benchmark of the protocol."""

from __future__ import annotations

import json

import pytest

from apprentice_backend.cli import main


def test_times_both_contestants_as_often(capsys: pytest.CaptureFixture[str]) -> None:
    """Real servers in other processes answer every round; the status tells whether the bound holds."""
    status = main(["bench", "protocol", "--side", "32", "--rounds", "3", "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert set(figures["rounds_ms"]) == {"protocol", "plain echo"}
    assert all(len(rounds) == 3 and min(rounds) > 0 for rounds in figures["rounds_ms"].values())
    assert status == (0 if figures["ratio"] <= 2 else 1)


def test_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """A person gets medians, the ratio and the bound."""
    main(["bench", "protocol", "--side", "32", "--rounds", "1"])
    out = capsys.readouterr().out
    assert "| protocol |" in out and "| plain echo |" in out
    assert "the bound of 2" in out
