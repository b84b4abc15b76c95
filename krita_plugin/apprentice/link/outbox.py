"""Durable requests (ratings, signals, …) that the backend has not confirmed, in a file that outlives a crash of Krita.

One file per Krita process, one request a line, in the files of `outbox_folder`. A process takes over the files of those
that are gone; where two processes hold the same request no harm is done, because the backend counts it once by its id.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..vendored import RemoteProtocolError, decode, encode, messages
from .outbox_folder import LeftFile, OutboxFolder

FOLDER = "outbox"
# The file is saved so long after a change. A request that is confirmed before needs no file: writing one would only
# slow the backend's own down.
SAVE_AFTER_S = 0.5
# One that cannot be written is tried again after this, and later each time.
FIRST_RETRY_S, LAST_RETRY_S = 2.0, 60.0


@dataclass(frozen=True)
class Found:
    """The result of a look at the files of earlier processes.

    Args:
        requests: those that were taken over.
        unread: the number of lines that were moved aside, because no request could be read from them.
        left_out: the names, new since the last look, of what is no readable file of lines.
    """

    requests: tuple[messages.Request, ...] = ()
    unread: int = 0
    left_out: tuple[str, ...] = ()


class Outbox:
    """The durable requests without a confirmation, in the order in which they were made.

    Args:
        data_dir: the backend's data folder; the file lies in its folder `outbox`. None keeps everything in memory.
        owner: the client's id: names this process, and no other.
        clock: returns seconds that only ever grow.
    """

    def __init__(self, data_dir: Path | None, owner: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._owner, self._clock = owner, clock
        self._data_dir = data_dir
        self._folder = OutboxFolder(data_dir / FOLDER, owner) if data_dir is not None else None
        self._told: set[str] = set()
        self._waiting: dict[str, messages.Request] = {}
        # The ids of the requests in the file.
        self._saved: set[str] = set()
        self._pause_s, self._retry_at = FIRST_RETRY_S, 0.0
        self._save_at: float | None = None

    @property
    def waiting(self) -> tuple[messages.Request, ...]:
        """The durable requests that are not confirmed, oldest first."""
        return tuple(self._waiting.values())

    @property
    def is_unsaved(self) -> bool:
        """True while the file holds other requests than `waiting`."""
        return self._folder is not None and self._saved != self._waiting.keys()

    @property
    def save_in_s(self) -> float | None:
        """The seconds until the file should be saved; None while it is up to date."""
        return None if self._save_at is None else max(0.0, self._save_at - self._clock())

    def settle(self, data_dir: Path | None) -> None:
        """Keep the file in another data folder from now on; the file in the one before goes once that is written.

        Raises:
            OSError: the file cannot be written there, or the one before cannot be removed.
        """
        if data_dir == self._data_dir:
            return
        before, self._data_dir = self._folder, data_dir
        self._folder = OutboxFolder(data_dir / FOLDER, self._owner) if data_dir is not None else None
        self._saved, self._retry_at, self._save_at = set(), 0.0, None
        self.save()
        if before is not None:
            before.write(())

    def take_over(self) -> Found:
        """Move the requests of processes that are gone into this process' file, before its own.

        A line that cannot be read, as one of a newer version, is kept in a file beside.

        Raises:
            OSError: the folder cannot be read, or this process' file cannot be written; nothing is lost.
            StoreError: others can change the folder.
        """
        if self._folder is None:
            return Found()
        found: dict[str, messages.Request] = {}
        moved_aside = 0
        taken: list[tuple[LeftFile, tuple[bytes, ...]]] = []
        try:
            for left in self._folder.take():
                requests, unread = _read(left.lines)
                found.update((request.id, request) for request in requests)
                taken.append((left, unread))
            self._waiting = {**found, **self._waiting}
            self.save()
            while taken:
                left, unread = taken[0]
                self._folder.finish(left, unread)
                moved_aside += 0 if left.is_kept else len(unread)
                del taken[0]
        finally:
            for left, _ in taken:
                self._folder.give_back(left)
        return Found(tuple(found.values()), moved_aside, self._new_left_out(self._folder))

    def add(self, request: messages.Request) -> None:
        """Keep a durable request, in memory, until it is confirmed; any other request is not kept."""
        if request.durable:
            self._waiting[request.id] = request
            self._note_change()

    def confirm(self, request_id: str) -> None:
        """Forget a request that the backend has answered."""
        self._waiting.pop(request_id, None)
        self._note_change()

    def save(self) -> None:
        """Bring the file up to date, as far as the disk; an unchanged one is not written.

        Raises:
            OSError: the file cannot be written; everything is kept in memory, and `save_in_s` says when to try again.
            StoreError: others can change the folder; the same holds.
            ValueError: a request has no text, which is a fault of this program; the same holds.
        """
        if self._folder is None or not self.is_unsaved:
            return
        if self._clock() >= self._retry_at:  # however many requests have tried since
            self._retry_at = self._clock() + self._pause_s
            self._pause_s = min(2 * self._pause_s, LAST_RETRY_S)
        # Whatever the writing may raise, it is tried again.
        self._save_at = self._retry_at
        self._folder.write(encode(request) for request in self._waiting.values())
        self._saved = set(self._waiting)
        self._pause_s, self._retry_at, self._save_at = FIRST_RETRY_S, 0.0, None

    def close(self) -> None:
        """Let go of this process' file: whoever comes next may take it over."""
        if self._folder is not None:
            self._folder.close()

    def _note_change(self) -> None:
        """Have the file saved some time after the first change, however many come after that."""
        if not self.is_unsaved:
            self._save_at = None
        elif self._save_at is None:
            self._save_at = self._clock() + SAVE_AFTER_S

    def _new_left_out(self, folder: OutboxFolder) -> tuple[str, ...]:
        new = folder.left_out - self._told
        self._told |= new
        return tuple(sorted(new))


def _read(lines: tuple[bytes, ...]) -> tuple[list[messages.Request], tuple[bytes, ...]]:
    """Return the durable requests among lines, and the lines that are none."""
    found, unread = [], []
    for line in lines:
        try:
            message, _ = decode(line.decode("utf-8"))
        except (RemoteProtocolError, UnicodeDecodeError):
            unread.append(line)
            continue
        if isinstance(message, messages.Request) and message.durable:
            found.append(message)
        else:
            unread.append(line)
    return found, tuple(unread)
