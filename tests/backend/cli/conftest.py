"""The command line as a person meets it: a process, its words, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from command_line import Apprentice, Done
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's home folder, away from everybody's."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """The environment of a person who has set nothing, with a data folder below the home folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "APPRENTICE_", "PIP_"))}
    return {
        **kept,
        "HOME": str(home),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
        "APPRENTICE_DATA_DIR": str(home / "data"),
        "APPRENTICE_PORT": "0",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "shared"), str(ROOT / "backend")]),
    }


@pytest.fixture
def apprentice(environ: dict[str, str], tmp_path: Path) -> Apprentice:
    """Run one command and wait for its end."""

    def run(*arguments: object, **more: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "apprentice_backend", *map(str, arguments)],
            capture_output=True,
            text=True,
            env={**environ, **more},
            cwd=tmp_path,
            check=False,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    """A picture with a sky, a field and something red in it, 480 × 320."""
    rng = np.random.default_rng(5)
    pixels = np.empty((320, 480, 3))
    pixels[:170] = np.linspace((90, 140, 200), (200, 215, 230), 170)[:, None]
    pixels[170:] = np.linspace((120, 140, 60), (60, 80, 30), 150)[:, None]
    pixels[150:220, 300:360] = (190, 50, 40)
    pixels += rng.normal(0, 6, pixels.shape)
    path = tmp_path / "painting.png"
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path)
    return path
