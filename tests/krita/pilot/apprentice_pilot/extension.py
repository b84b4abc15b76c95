"""The plugin's life: read the plan, wait for a window with a document, play, leave."""

import json
import os
from pathlib import Path

from krita import Extension, Krita

from .director import Director, Until
from .ending import kill, leave
from .report import Report
from .stage import Stage


class Pilot(Extension):
    """Play the plan's scenarios once Krita has a window and a document, then end Krita."""

    def __init__(self, parent, plan_path: Path) -> None:
        super().__init__(parent)
        self._plan_path = plan_path
        self._director = None

    def setup(self) -> None:
        plan = _as_files_are_named(json.loads(self._plan_path.read_text(encoding="utf-8")))
        stage = Stage(plan)
        self._director = Director(Report(Path(plan["result"])), stage, lambda: kill() if stage.ends_killed else leave())
        self._director.play(plan["scenarios"], self._opening(stage))

    def createActions(self, window) -> None:  # noqa: N802  # Krita's name
        """Krita asks every extension; the pilot has no action."""

    def _opening(self, stage: Stage):
        yield Until(lambda: Krita.instance().activeWindow() is not None, "a window", 60.0)
        yield Until(lambda: Krita.instance().activeDocument() is not None, "a document", 60.0)
        yield from stage.fill_the_screen()


def _as_files_are_named(value):
    """Return a plan whose texts name files for this Python, which may take every file name for ASCII (`LANG=C`)."""
    if isinstance(value, str):
        return os.fsdecode(value.encode())
    if isinstance(value, dict):
        return {key: _as_files_are_named(item) for key, item in value.items()}
    return [_as_files_are_named(item) for item in value] if isinstance(value, list) else value
