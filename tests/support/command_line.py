"""The command line's surroundings in tests: a person's environment, a running backend, and the fixtures' types."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a person who has set nothing but where the data folder is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "APPRENTICE_"))}
    return {
        **kept,
        "HOME": str(home),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
        "APPRENTICE_DATA_DIR": str(home / "data"),
        "APPRENTICE_PORT": "0",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "shared"), str(ROOT / "backend")]),
    }


@contextmanager
def serving(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a backend for the time of the context."""
    command = [sys.executable, "-m", "apprentice_backend", "serve"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving ")
        yield process
        process.terminate()
        process.wait(20)


class Done(NamedTuple):
    """The outcome of a command: its exit status, its standard output and its standard error."""

    status: int
    out: str
    err: str


Apprentice = Callable[..., Done]
