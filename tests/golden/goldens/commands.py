"""The output of the command line on the recorded data folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import files, today

# name -> arguments; what changes the folder comes last.
COMMANDS = {
    "taste": ("taste",),
    "taste --json": ("taste", "--json"),
    "taste of another": ("taste", "--profile", "Ink"),
    "taste --why": ("taste", "--why", "color.muted"),
    "taste of nobody": ("taste", "--profile", "Nobody"),
    "history": ("history", "list", "--limit", "60"),
    "history --json": ("history", "list", "--limit", "60", "--json"),
    "profile list": ("profile", "list"),
    "profile list --json": ("profile", "list", "--json"),
    "doctor": ("doctor",),
    "export": ("profile", "export", "default", "--out", "out.apprentice.json"),
    "taste --set": ("taste", "--set", "color.warm=-2", "--clear", "color.muted", "--signal", "inserted=off"),
    "undo": ("history", "undo"),
    "forget": ("history", "forget", "--since", "2026-09-21T15:05"),
    "profile list after": ("profile", "list"),
}
# Of these lines of `doctor` only the names are compared: what they say is of the machine.
_OF_THE_MACHINE = ("Python", "System", "Packages", "Backend", "Krita", "Screen", "Panel", "Panel folder")


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a person in UTC who has set nothing but the data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "APPRENTICE_"))}
    return {
        **kept,
        "HOME": str(home),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
        "APPRENTICE_DATA_DIR": str(home / "data"),
        "APPRENTICE_PORT": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(files.ROOT / "shared"), str(files.ROOT / "backend")]),
        "TZ": "UTC",
        "COLUMNS": "100",
    }


@contextmanager
def backend(home: Path) -> Iterator[None]:
    """Serve the data folder with the engine that costs nothing."""
    command = [sys.executable, "-m", "apprentice_backend", "serve", "--engine", "fake"]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving ")
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def run(home: Path, *arguments: str) -> dict[str, Any]:
    """Return status and words of one command."""
    command = [sys.executable, "-m", "apprentice_backend", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment(home), cwd=home, check=False, timeout=120
    )
    return {"status": done.returncode, "out": _told(done.stdout, arguments), "err": done.stderr}


def _told(text: str, arguments: tuple[str, ...]) -> Any:
    if "--json" in arguments:
        return json.loads(text)
    if arguments[0] == "doctor":
        text = "".join(_doctors_line(line) for line in text.splitlines(keepends=True))
    # Events get ids by chance.
    return re.sub(r"\b[0-9a-f]{32}\b", "<id>", text).splitlines()


def _doctors_line(line: str) -> str:
    name, _, value = line.partition(":")
    if name == "Packages":
        value = " " + re.sub(r"(\S+) \S+?(,|$)", r"\1\2", value.strip()) + "\n"
    elif name in _OF_THE_MACHINE:
        value = "\n"
    return f"{name}:{value}"


def produce(folder: Path) -> dict[str, Any]:
    """Return what every command says, and the exported file."""
    home = folder / "home"
    home.mkdir()
    today.copied(home)
    with backend(home):
        found = {name: run(home, *arguments) for name, arguments in COMMANDS.items()}
    written = home / "out.apprentice.json"
    found["export"]["as before"] = written.read_bytes() == (today.FOLDER / today.EXPORTED).read_bytes()
    return found
