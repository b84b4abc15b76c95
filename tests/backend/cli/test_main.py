"""The parts that all commands have in common."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from command_line import Apprentice

from apprentice_backend import __version__
from apprentice_backend.cli import COMMANDS, main


def test_tells_its_version(apprentice: Apprentice) -> None:
    """`--version` prints it and nothing else."""
    assert apprentice("--version") == (0, f"Apprentice {__version__}\n", "")


def test_help_names_every_command(apprentice: Apprentice) -> None:
    """`--help` lists them all."""
    status, out, err = apprentice("--help")
    assert (status, err) == (0, "")
    assert all(f"    {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command's `--help` works."""
    assert main([command, "--help"]) == 0
    assert f"apprentice {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["suggets"], ["--nope"], ["doctor", "--nope"], ["palette"], ["palette", "x", "--size", "many"], ["plugin"]],
    ids=["nothing", "no command", "no option", "no such option", "no picture", "no number", "no action"],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command line that cannot be understood gets one sentence, and nothing is printed as a result."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("apprentice")
    assert len(captured.err.splitlines()) == 1


def test_a_reader_that_has_seen_enough_is_no_failure(environ: dict[str, str]) -> None:
    """`apprentice … | head -1` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "apprentice_backend", "doctor"]
    done = subprocess.run(command, env=environ, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
