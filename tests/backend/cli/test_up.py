"""`apprentice up`: with Krita and without."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Apprentice

from apprentice_backend.cli.up import prepare_panel
from apprentice_backend.config import Config
from apprentice_backend.krita_setup.folders import KritaFolders
from apprentice_backend.krita_setup.kritarc import is_plugin_enabled


@pytest.fixture
def no_krita(environ: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without Krita."""
    environ["PATH"] = str(tmp_path / "bin")
    (tmp_path / "bin").mkdir()
    return environ


def panel(home: Path) -> Path:
    """Return where the panel is on Linux."""
    return home / ".local/share/krita/pykrita/apprentice"


def test_without_krita_it_says_how_to_get_it_and_serves(no_krita: dict[str, str], home: Path) -> None:
    """The panel is put in place for later, and the backend serves in the foreground until a signal."""
    command = [sys.executable, "-m", "apprentice_backend", "up", "--engine", "fake"]
    with subprocess.Popen(command, env=no_krita, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert "Installed the panel" in lines[0]
        assert "install it" in lines[1]
        assert lines[2].startswith("Serving ")
        process.terminate()
        assert process.wait(20) == 0
    launcher = json.loads((panel(home) / "launcher.json").read_text())
    assert launcher["argv"][-2:] == ["--engine", "fake"]
    assert launcher["data_dir"] == no_krita["APPRENTICE_DATA_DIR"]


@pytest.fixture
def krita(no_krita: dict[str, str], home: Path, tmp_path: Path) -> Iterator[Path]:
    """A program named krita that notes down its environment; the backend that is left over is ended."""
    note = tmp_path / "environment"
    program = tmp_path / "bin" / "krita"
    program.write_text(f"#!/bin/sh\n/usr/bin/env > {note}\n")
    program.chmod(0o755)
    no_krita["DISPLAY"] = ":77"
    yield note
    os.kill(json.loads((home / "data" / "backend.json").read_text())["pid"], signal.SIGTERM)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Krita is a shell script: try `apprentice up` by hand")
def test_opens_krita_with_the_backend_running(krita: Path, home: Path, apprentice: Apprentice) -> None:
    """Krita gets an environment without this Python's own, and the backend outlives the command."""
    status, out, err = apprentice("up")
    assert (status, err) == (0, "")
    assert "Opening Krita" in out
    told = dict(line.split("=", 1) for line in krita.read_text().splitlines())
    assert "PYTHONPATH" not in told
    assert told["PATH"].split(os.pathsep)[0] == str(krita.parent / "bin")
    assert is_plugin_enabled(home / ".config" / "kritarc", "apprentice")
    os.kill(json.loads((home / "data" / "backend.json").read_text())["pid"], 0)
    assert "up to date" in apprentice("up").out


def test_leaves_a_newer_panel_alone(tmp_path: Path) -> None:
    """A newer release's panel is not overwritten, but told how to start this backend."""
    folders = KritaFolders(tmp_path / "krita", tmp_path / "kritarc")
    config = Config(tmp_path / "data")
    assert "Installed" in prepare_panel(folders, config, [])
    package = folders.plugins / "apprentice"
    (package / "installed.json").write_text('{"version": "99.0", "digest": "x"}')
    (package / "theirs.py").touch()
    assert "newer panel (99.0)" in prepare_panel(folders, config, [])
    assert (package / "theirs.py").exists()
