"""The command line says what it said, on a data folder of before."""

from __future__ import annotations

from typing import Any

import pytest
from goldens import commands, files

# What canvases measure is single precision.
TOLERANCE = 1e-6
RECORDED = files.read("commands")["commands"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The output of every command, as the current tree prints it."""
    return commands.produce(tmp_path_factory.mktemp("commands"))


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_a_command_says_the_same(found: dict[str, Any], name: str) -> None:
    """Status, words and errors of a command are as recorded."""
    assert files.differences(RECORDED[name], found[name], TOLERANCE) == []
