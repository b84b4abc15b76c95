"""The command line as a person meets it: a process, its words, its exit status."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from command_line import Apprentice, Done, environment_of, serving
from PIL import Image

from apprentice_backend.cli import main


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's home folder, away from everybody's."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """The environment of a person who has set nothing, with a data folder below the home folder."""
    return environment_of(home)


@pytest.fixture
def apprentice(environ: dict[str, str], tmp_path: Path) -> Apprentice:
    """Run one command in another process and wait for its end."""

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
def backend(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A backend that runs on the data folder."""
    with serving(environ) as process:
        yield process


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home folder of a person whose backend runs all the time."""
    home = tmp_path_factory.mktemp("home")
    with serving(environment_of(home)):
        yield home


@pytest.fixture
def quick(
    shared_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Apprentice:
    """Run commands in this process against one backend for all tests, in a profile that is new for each test."""
    for name, value in environment_of(shared_home).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Done:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    profile = f"profile {tmp_path.name}"[:80]
    assert run("profile", "create", profile).status == 0
    monkeypatch.setenv("APPRENTICE_PROFILE", profile)
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
