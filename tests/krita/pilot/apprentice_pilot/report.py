"""The report, written to its file after every scenario, so that a crash loses that scenario alone."""

import json
import time
from pathlib import Path


class Report:
    """Collect outcomes and keep the file at `path` up to date, replaced whole each time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scenarios: dict[str, dict] = {}
        self._ended = self._killed = False
        self._current: dict = {}
        self._began_at = 0.0

    def begin(self, name: str) -> None:
        """Open the entry of scenario `name`."""
        self._current = {"outcome": "running", "failure": "", "errors": [], "facts": {}, "shots": []}
        self._scenarios[name] = self._current
        self._began_at = time.monotonic()
        self._write()

    def finish(self, failure: str) -> None:
        """Close the entry: `failure` is a traceback, empty where all went well."""
        self._current["outcome"] = "failed" if failure else "passed"
        self._current["failure"] = failure
        self._current["seconds"] = round(time.monotonic() - self._began_at, 3)
        self._write()

    def note_error(self, text: str) -> None:
        """Add an exception that nobody caught: in a slot, an event handler or a thread."""
        self._current["errors"].append(text)

    def note_fact(self, name: str, value) -> None:
        """Add a measured value; anything JSON can hold."""
        self._current["facts"][name] = value

    def note_shot(self, path: Path) -> None:
        """Add a screenshot."""
        self._current["shots"].append(str(path))

    def end(self, *, killed: bool) -> None:
        """Say that every scenario was played, and whether Krita is to be killed now."""
        self._ended, self._killed = True, killed
        self._write()

    def _write(self) -> None:
        text = json.dumps({"ended": self._ended, "killed": self._killed, "scenarios": self._scenarios}, indent=1)
        aside = self._path.with_suffix(".part")
        aside.write_text(text, encoding="utf-8")
        aside.replace(self._path)
