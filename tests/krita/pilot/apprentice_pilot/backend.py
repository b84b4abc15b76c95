"""The backend under test: its command, its address, and its end by kill -9."""

import contextlib
import json
import os
import shlex
import signal
import sqlite3
import subprocess
from pathlib import Path

from .director import Until


class Backend:
    """The backend of the sitting's data folder.

    The plugin's `launcher.json` names a script, which `prepare` writes anew for every scenario.
    """

    def __init__(self, plan: dict) -> None:
        self._data = Path(plan["apprentice_data"])
        self._script = Path(plan["backend_script"]) if "backend_script" in plan else None
        self._argv = plan.get("backend_argv", [])

    def prepare(self, engine: str = "fake", model: str = "") -> None:
        """Have the plugin's next start of the backend use this engine and model; one that runs otherwise is killed."""
        words = [*self._argv, "--engine", engine]
        if model:
            words += ["--model", model]
        self._start_by(f"exec {shlex.join(words)}")

    def start(self) -> None:
        """Start the backend before anybody asks for it, as `apprentice up` does."""
        subprocess.Popen([str(self._script)], start_new_session=True)

    def break_down(self) -> None:
        """Kill the backend, and have the plugin's next starts of it fail."""
        self._start_by("echo 'apprentice: broken on purpose' >&2; exit 1")

    def _start_by(self, line: str) -> None:
        text = f"#!/bin/sh\n{line}\n"
        content = text.encode("utf-8", "surrogateescape")
        if self._script.exists() and self._script.read_bytes() == content:
            return
        aside = self._script.with_suffix(".part")
        aside.write_bytes(content)
        aside.chmod(0o700)
        aside.replace(self._script)
        self.kill()

    @property
    def pid(self) -> int:
        """The running backend's process id, 0 where none runs."""
        try:
            pid = json.loads((self._data / "backend.json").read_text(encoding="utf-8"))["pid"]
        except (OSError, ValueError, KeyError):
            return 0
        return pid if Path(f"/proc/{pid}").exists() else 0

    def kill(self) -> int:
        """Kill the running backend as `kill -9` does; returns its process id, 0 where none ran."""
        pid = self.pid
        if pid:
            os.kill(pid, signal.SIGKILL)
        return pid

    def outbox(self) -> str:
        """The requests that wait in the plugin's outbox files."""
        return "".join(path.read_text(encoding="utf-8") for path in (self._data / "outbox").glob("*.jsonl"))

    def ratings(self) -> list:
        """The ratings in the store that nobody took back, oldest first: (id, suggestion, stars, reasons)."""
        return self._rows(
            "SELECT id, suggestion, stars, reasons FROM event WHERE kind = 'rating' AND undone_by IS NULL ORDER BY seq"
        )

    def signals(self) -> list:
        """The kinds of signal in the store, oldest first."""
        return [kind for (kind,) in self._rows("SELECT signal FROM event WHERE kind = 'signal' ORDER BY seq")]

    def ratings_become(self, count: int):
        """Wait until the store has so many ratings, then a moment longer for one too many; returns the ratings."""
        yield Until(lambda: len(self.ratings()) >= count, f"rating number {count}", 20.0)
        yield 0.6
        found = self.ratings()
        assert len(found) == count, f"{len(found)} ratings instead of {count}: {found}"
        return found

    def _rows(self, query: str) -> list:
        file = self._data / "apprentice.sqlite3"
        if not file.exists():
            return []
        with contextlib.closing(sqlite3.connect(file)) as store:
            return store.execute(query).fetchall()

    def contexts(self) -> list:
        """The measures of each slate's canvas in the store, oldest first."""
        return [context for (context,) in self._rows("SELECT context FROM slate ORDER BY rowid")]
