"""The backend's keeper: decides when to connect, when to start it, and when to give up. No threads, no sockets."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..vendored import OTHER_VERSION, PROTOCOL_VERSION, StoreError, later, tr, why_of
from .backend import Launcher, ServedFolder

# While a backend that was just started is awaited, its address is looked for this often.
START_POLL_S = 0.1
START_TIMEOUT_S = 30.0
# While nobody waits, its address is looked for this often: `apprentice up` may be started in a terminal.
IDLE_POLL_S = 2.0
FIRST_BACKOFF_S, LAST_BACKOFF_S = 0.2, 5.0
# A connection that breaks sooner does not shorten the next pause.
STEADY_AFTER_S = 5.0
# After so many starts within this window no other is tried: the backend cannot run here.
MAX_STARTS, STARTS_WINDOW_S = 4, 60.0
# A backend that lives, and has not answered for this long, hangs.
HANGS_AFTER_S = 15.0

NO_LAUNCHER = later("Apprentice is not set up yet: run “python3 run.py” once in the folder you downloaded.")
KEEPS_STOPPING = later("Apprentice keeps stopping: run “apprentice doctor” to see why, then press Suggest again.")
# An artist ends no process by its number: the command's answer has it.
HANGS = later("Apprentice does not answer: “apprentice doctor” says how to end it; then press Suggest again.")


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

    pid: int

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""


class Keeper:
    """Knows the state of the backend, and starts it where it is wanted.

    A data folder whose lock nobody holds has no backend, whatever its files say. Where a living one holds it, none is
    started; if that one does not answer, a sentence says how to end it.

    `want` may be called on any thread and waits for nothing; all else belongs to one thread.

    Args:
        read_launcher: reads the command that starts it; None where Apprentice has not been set up yet.
        find: looks who serves a data folder; raises `StoreError` where others can change it.
        start: starts its process.
        last_words: reads the last line that it printed while it failed to start.
        clock: returns seconds that only ever grow.
    """

    def __init__(
        self,
        read_launcher: Callable[[], Launcher | None],
        *,
        find: Callable[[Path], ServedFolder | None],
        start: Callable[[Launcher], Child],
        last_words: Callable[[Launcher], str],
        clock: Callable[[], float],
    ) -> None:
        self._read_launcher, self._launcher = read_launcher, None
        self._find, self._start, self._last_words, self._clock = find, start, last_words, clock
        self._wants = 0
        self.wants_seen = 0  # a status answers so many calls of `want`
        self._wanted_anew = False
        self._was_ready = False
        self._welcomed_at = 0.0
        self._child: Child | None = None
        self._awaiting = False
        self._started_at = 0.0
        self._starts: list[float] = []
        self._served: ServedFolder | None = None
        self._silent_since: float | None = None
        self._failure = ""
        self._backoff_s = FIRST_BACKOFF_S
        self._retry_at = 0.0

    @property
    def data_dir(self) -> Path | None:
        """The backend's data folder, where it was known at the last look."""
        return self._launcher.data_dir if self._launcher else None

    def want(self) -> None:
        """Start the backend at the next look if none runs; earlier failures are forgotten.

        A start that is under way and fails is then followed by one more: the cause may have been mended since it began.
        """
        self._wants += 1

    def look(self, *, pending: bool) -> tuple[ServedFolder | None, LinkStatus, float]:
        """Decide the next step, and start the backend if that is it.

        Args:
            pending: whether requests wait for an answer.

        Returns:
            The folder whose backend to connect to (None for none yet), the status to show, and the seconds to the next
            look.
        """
        if self.wants_seen != self._wants:
            self._begin_anew()
        launcher = self._launcher = self._read_launcher()
        if launcher is None:
            return self._impossible(tr(NO_LAUNCHER))
        try:
            self._served = self._find(launcher.data_dir)
        except StoreError as exc:
            return self._impossible(str(exc))
        if self._served is not None:
            return self._look_at(self._served)
        self._silent_since = None
        if self.wants_seen and not self._failure and (pending or not self._was_ready):
            self._bring_up(launcher)
        return None, self._status(), START_POLL_S if self._awaiting else IDLE_POLL_S

    def welcomed(self) -> None:
        """Note that the backend has taken the connection."""
        self._was_ready, self._awaiting, self._failure = True, False, ""
        self._silent_since, self._welcomed_at = None, self._clock()

    def broken(self, *, hung: bool = False) -> None:
        """Note that the connection broke or was not made: the next attempt is soon, and later each time.

        Args:
            hung: it was there, and nothing came back over it for long.
        """
        now = self._clock()
        if self._silent_since is None and now - self._welcomed_at > STEADY_AFTER_S:
            self._backoff_s = FIRST_BACKOFF_S
        self._retry_at = now + self._backoff_s
        self._backoff_s = min(self._backoff_s * 2, LAST_BACKOFF_S)
        if hung:
            self._silent_since = now - HANGS_AFTER_S
        else:
            self._note_silence()

    def refused(self, text: str) -> None:
        """Note that the backend has refused the connection, or is none, with the reason."""
        if self._awaiting:  # it may not have written its address yet
            self.broken()
        else:
            self._retry_at = self._clock() + LAST_BACKOFF_S
            self._fail(text)

    def _begin_anew(self) -> None:
        self.wants_seen, self._wanted_anew = self._wants, True
        self._failure = ""
        self._starts.clear()
        self._retry_at = 0.0

    def _impossible(self, text: str) -> tuple[None, LinkStatus, float]:
        return None, LinkStatus(Phase.FAILED if self.wants_seen else Phase.OFF, text), IDLE_POLL_S

    def _status(self) -> LinkStatus:
        if self._failure:
            return LinkStatus(Phase.FAILED, self._failure)
        if self._awaiting:
            return LinkStatus(Phase.STARTING)
        return LinkStatus(Phase.LOST if self._was_ready else Phase.OFF)

    # A backend that lives -------------------------------------------------------------------------------------------

    def _look_at(self, served: ServedFolder) -> tuple[ServedFolder | None, LinkStatus, float]:
        """Connect to the backend that holds the folder, when it is time."""
        if self._awaiting and self._clock() - self._started_at > START_TIMEOUT_S:
            self._awaiting = False
        if served.address is None:
            self._note_silence()
            return None, self._status(), START_POLL_S if self._awaiting else IDLE_POLL_S
        if served.address.protocol != PROTOCOL_VERSION:
            self._fail(tr(OTHER_VERSION))
            return None, self._status(), IDLE_POLL_S
        wait_s = self._retry_at - self._clock()
        return (None, self._status(), wait_s) if wait_s > 0 else (served, self._status(), 0.0)

    def _note_silence(self) -> None:
        """Note that a backend holds the folder and does not answer; one that does so for long hangs."""
        now = self._clock()
        self._silent_since = now if self._silent_since is None else self._silent_since
        if self._served is None or self._awaiting or now - self._silent_since < HANGS_AFTER_S:
            return
        self._fail(tr(HANGS))

    # No backend -----------------------------------------------------------------------------------------------------

    def _bring_up(self, launcher: Launcher) -> None:
        """Start the backend, or look after the start that is under way."""
        if self._awaiting and self._child is not None:
            ended = self._child.poll()
            if ended is None:
                if self._clock() - self._started_at > START_TIMEOUT_S:
                    text = tr(
                        "Apprentice has not started within {seconds} s: press Suggest again.",
                        seconds=round(START_TIMEOUT_S),
                    )
                    self._fail(text)
                return
            if ended > 0 and not self._wanted_anew:
                said = self._last_words(launcher)
                self._fail(tr("Apprentice could not start: {said}", said=said) if said else tr(KEEPS_STOPPING))
                return
        now = self._clock()
        self._starts = [moment for moment in self._starts if now - moment < STARTS_WINDOW_S]
        if len(self._starts) >= MAX_STARTS:
            self._fail(tr(KEEPS_STOPPING))
            return
        if self._child is not None:
            self._child.poll()  # the one before has ended: let the system forget it
        self._wanted_anew = False
        try:
            self._child = self._start(launcher)
        except StoreError as exc:
            self._fail(str(exc))
            return
        except (OSError, ValueError) as exc:
            self._fail(tr("Apprentice cannot be started ({why}): run “python3 run.py” once again.", why=why_of(exc)))
            return
        self._starts.append(now)
        self._started_at, self._awaiting = now, True

    def _fail(self, text: str) -> None:
        self._failure, self._awaiting = text, False
