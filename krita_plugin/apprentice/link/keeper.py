"""The backend's keeper: decides when to connect, when to start it, and when to give up. No threads, no sockets."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .backend import Address, Launcher

# While a backend that was just started is awaited, its address is looked for this often.
START_POLL_S = 0.1
START_TIMEOUT_S = 30.0
# While nobody waits, its address is looked for this often: `apprentice up` may be started in a terminal.
IDLE_POLL_S = 2.0
FIRST_BACKOFF_S, LAST_BACKOFF_S = 0.2, 5.0
# After so many starts within this window no other is tried: the backend cannot run here.
MAX_STARTS, STARTS_WINDOW_S = 4, 60.0

NO_LAUNCHER = (
    "Apprentice is not set up yet: run “python3 run.py” once in the folder you downloaded, then start Krita again."
)


class Phase(enum.Enum):
    """The state of the connection to the backend."""

    OFF = "off"  # no backend runs, and none is wanted yet
    STARTING = "starting"
    READY = "ready"
    LOST = "lost"
    FAILED = "failed"


@dataclass(frozen=True)
class LinkStatus:
    """The connection's phase and, where it failed, one sentence that says what to do."""

    phase: Phase
    text: str = ""


class Child(Protocol):
    """A started process; `subprocess.Popen` is one."""

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""


class Keeper:
    """Knows the state of the backend, and starts it where it is wanted.

    Args:
        launcher: the command that starts it; None where Apprentice has not been set up.
        find: reads its address in a data folder.
        start: starts its process.
        last_words: reads the last line that it printed while it failed to start.
        clock: returns seconds that only ever grow.
    """

    def __init__(
        self,
        launcher: Launcher | None,
        *,
        find: Callable[[Path], Address | None],
        start: Callable[[Launcher], Child],
        last_words: Callable[[Launcher], str],
        clock: Callable[[], float],
    ) -> None:
        self._launcher = launcher
        self._find, self._start, self._last_words, self._clock = find, start, last_words, clock
        self._wanted = self._wanted_anew = False
        self._was_ready = False
        self._child: Child | None = None
        self._awaiting = False
        self._started_at = 0.0
        self._starts: list[float] = []
        self._dead: Address | None = None
        self._failure = ""
        self._backoff_s = FIRST_BACKOFF_S
        self._retry_at = 0.0

    @property
    def data_dir(self) -> Path | None:
        """The backend's data folder, where it is known."""
        return self._launcher.data_dir if self._launcher else None

    def want(self) -> None:
        """Start the backend at the next look if none runs; earlier failures are forgotten.

        A start that is under way and fails is then followed by one more: the cause may have been mended since it began.
        """
        self._wanted = self._wanted_anew = True
        self._failure = ""
        self._starts.clear()
        self._retry_at = 0.0

    def look(self, *, pending: bool) -> tuple[Address | None, LinkStatus, float]:
        """Decide the next step, and start the backend if that is it.

        Args:
            pending: whether requests wait for an answer.

        Returns:
            The address to connect to (None for none yet), the status to show, and the seconds to the next look.
        """
        if self._launcher is None:
            phase = Phase.FAILED if self._wanted else Phase.OFF
            return None, LinkStatus(phase, NO_LAUNCHER), IDLE_POLL_S
        address = self._find(self._launcher.data_dir)
        if address is not None and address != self._dead:
            wait_s = self._retry_at - self._clock()
            return (None, self._status(), wait_s) if wait_s > 0 else (address, self._status(), 0.0)
        if self._wanted and not self._failure and (pending or not self._was_ready):
            self._bring_up(self._launcher)
        return None, self._status(), START_POLL_S if self._awaiting else IDLE_POLL_S

    def welcomed(self) -> None:
        """Note that the backend has taken the connection."""
        self._was_ready, self._awaiting, self._failure = True, False, ""
        self._backoff_s = FIRST_BACKOFF_S

    def unreachable(self, address: Address) -> None:
        """Note that nobody answers at an address: that backend is dead, and has left its file behind."""
        self._dead = address

    def broken(self) -> None:
        """Note that the connection broke: the next attempt is soon, and later each time."""
        self._retry_at = self._clock() + self._backoff_s
        self._backoff_s = min(self._backoff_s * 2, LAST_BACKOFF_S)

    def refused(self, text: str) -> None:
        """Note that the backend has refused the connection, with its reason."""
        self._failure = text
        self._retry_at = self._clock() + LAST_BACKOFF_S

    def _status(self) -> LinkStatus:
        if self._failure:
            return LinkStatus(Phase.FAILED, self._failure)
        if self._awaiting:
            return LinkStatus(Phase.STARTING)
        return LinkStatus(Phase.LOST if self._was_ready else Phase.OFF)

    def _bring_up(self, launcher: Launcher) -> None:
        """Start the backend, or look after the start that is under way."""
        if self._awaiting and self._child is not None:
            ended = self._child.poll()
            if ended is None:
                if self._clock() - self._started_at > START_TIMEOUT_S:
                    self._fail(f"The backend has not come up within {START_TIMEOUT_S:.0f} s: press Suggest again.")
                return
            if ended > 0 and not self._wanted_anew:
                said = self._last_words(launcher) or f"exit status {ended}"
                self._fail(f"The backend could not start: {said}")
                return
        now = self._clock()
        self._starts = [moment for moment in self._starts if now - moment < STARTS_WINDOW_S]
        if len(self._starts) >= MAX_STARTS:
            self._fail("The backend keeps stopping: run “apprentice doctor” to see why, then press Suggest again.")
            return
        if self._child is not None:
            self._child.poll()  # the one before has ended: let the system forget it
        self._wanted_anew = False
        try:
            self._child = self._start(launcher)
        except OSError as exc:
            self._fail(f"The backend cannot be started ({exc.strerror or exc}): run “python3 run.py” once again.")
            return
        self._starts.append(now)
        self._started_at, self._awaiting = now, True

    def _fail(self, text: str) -> None:
        self._failure, self._awaiting = text, False
