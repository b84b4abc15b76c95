"""Step scenarios, written as generators, from Krita's own event loop."""

import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from .qt import QTimer

POLL_MS = 10


@dataclass(frozen=True)
class Until:
    """Wait until `condition` is true; after `within_s` seconds the scenario fails with `what` was waited for."""

    condition: Callable[[], bool]
    what: str
    within_s: float = 15.0


Step = Until | float | int | None
Scenario = Generator[Step, None, None]


class Director:
    """Play scenarios one after the other; a scenario that fails does not end the sitting.

    A scenario yields seconds to let pass, an `Until`, or None for one turn of the event loop.
    """

    def __init__(self, report, stage, leave: Callable[[], None]) -> None:
        self._report = report
        self._stage = stage
        self._leave = leave
        self._scenario: Scenario | None = None
        self._script: Iterator[tuple[str, Scenario]] = iter(())
        self._wait: Until | None = None
        self._deadline = 0.0
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._turn)

    def play(self, scenarios: list[dict], opening: Scenario) -> None:
        """Play `opening`, then each of `scenarios` (file and function name), then leave Krita."""
        sys.excepthook = self._note_error
        threading.excepthook = lambda args: self._note_error(args.exc_type, args.exc_value, args.exc_traceback)
        self._script = self._programme(scenarios, opening)
        self._next_scenario()

    def _programme(self, scenarios: list[dict], opening: Scenario) -> Iterator[tuple[str, Scenario]]:
        yield "opening", opening
        for entry in scenarios:
            yield entry["name"], self._performance(entry)

    def _performance(self, entry: dict) -> Scenario:
        scope: dict = {"__name__": Path(entry["file"]).stem}
        source = Path(entry["file"]).read_text(encoding="utf-8")
        exec(compile(source, entry["file"], "exec"), scope)
        yield from self._stage.clear()
        yield from scope[entry["function"]](self._stage)

    def _next_scenario(self) -> None:
        upcoming = next(self._script, None)
        if upcoming is None:
            self._report.end(killed=self._stage.ends_killed)
            self._leave()
            return
        name, self._scenario = upcoming
        self._report.begin(name)
        self._stage.enter(name, self._report)
        self._timer.start(0)

    def _turn(self) -> None:
        if _krita_is_changing_a_document():
            self._timer.start(POLL_MS)
            return
        try:
            pause_ms = POLL_MS if self._waiting() else self._advance()
        except StopIteration:
            self._finish("")
        except Exception:  # noqa: BLE001  # a scenario may fail in any way; the report says how
            self._finish(traceback.format_exc())
        else:
            self._timer.start(pause_ms)

    def _waiting(self) -> bool:
        """Say whether the current wait goes on; where it came to nothing, the scenario hears of it as TimeoutError."""
        wait = self._wait
        if wait is None or wait.condition():
            self._wait = None
            return False
        if time.monotonic() < self._deadline:
            return True
        self._wait = None
        self._take(self._scenario.throw(TimeoutError(f"waited {wait.within_s:g} s in vain for {wait.what}")))
        return True

    def _advance(self) -> int:
        return self._take(next(self._scenario))

    def _take(self, step: Step) -> int:
        """Take what a scenario yielded; returns the pause before the next turn, in ms."""
        if isinstance(step, Until):
            self._wait, self._deadline = step, time.monotonic() + step.within_s
            return 0
        return int(1000 * (step or 0))

    def _finish(self, failure: str) -> None:
        self._wait = None
        if failure:
            self._stage.shot("failed")
        self._report.finish(failure)
        self._next_scenario()

    def _note_error(self, kind, error, trace) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        self._report.note_error(text)


def _krita_is_changing_a_document() -> bool:
    """Return whether this turn came from within a change that the panel has Krita make.

    Krita lets timers run then and keeps people's hands off, so a scenario must not go on either: it would find, undo or
    close what is half done.
    """
    below = sys._getframe(1).f_back
    return below is not None and Path(below.f_code.co_filename).name == "krita_documents.py"
