"""Connections that only read, beside the one that writes: a long reading keeps no rating waiting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from .reading import LogReader

# Connections that stay open between readings; each keeps up to CACHE_KB of the file's pages.
KEPT = 2
CACHE_KB = 8000


class Readers:
    """The reading connections of one file. Any thread may read; one at a time may hold all of them off.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro"
        self._idle: list[sqlite3.Connection] = []
        self._reading = 0
        self._held_off = False
        self._change = Condition()

    @contextmanager
    def reading(self) -> Iterator[LogReader]:
        """Lend a connection."""
        with self._change:
            self._change.wait_for(lambda: not self._held_off)
            self._reading += 1
            connection = self._idle.pop() if self._idle else None
        try:
            connection = connection or self._connected()
            yield LogReader(connection)
        finally:
            with self._change:
                self._reading -= 1
                if connection is not None:
                    self._take_back(connection)
                self._change.notify_all()

    @contextmanager
    def held_off(self) -> Iterator[None]:
        """Wait for all who read, and let nobody begin, with every connection closed."""
        with self._change:
            self._change.wait_for(lambda: not self._held_off)
            self._held_off = True
            self._change.wait_for(lambda: not self._reading)
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        try:
            yield
        finally:
            with self._change:
                self._held_off = False
                self._change.notify_all()

    def _take_back(self, connection: sqlite3.Connection) -> None:
        if len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        return connection
