"""The rolling backup: a whole copy beside the file, made while the store is used."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from .opening import row_counts
from .renewing import BACKUP_NAME, read_only, sync_file, sync_folder
from .rows import DamagedRow, is_damage, is_sound
from .schema import TABLES

logger = logging.getLogger(__name__)

# A backup is due after so many writes, or after one for so many bytes of the file: a large file is not copied often.
_WRITES, _BYTES_PER_WRITE = 100, 64 * 1024
# Neither what nobody sees yet nor what is just forgotten belongs into a backup.
_UNFINISHED = "SELECT 1 FROM profile WHERE NOT ready UNION ALL SELECT 1 FROM forgetting"
# So many rows are looked at before others get their turn.
_AT_ONCE = 200


class Backup:
    """The backup of one file.

    Args:
        path: the file.
        on_damage: called from the backup's thread where a row of the file is not as it was written.
    """

    def __init__(self, path: Path, on_damage: Callable[[], None]) -> None:
        self._path = path
        self._target = path.with_name(BACKUP_NAME)
        self._part = path.with_name(f"{BACKUP_NAME}.part")
        self._on_damage = on_damage
        self._stopped = Event()
        self._thread: Thread | None = None
        self._copying: sqlite3.Connection | None = None
        with suppress(OSError):  # the next backup says so
            self._part.unlink(missing_ok=True)
        # Each is written by one thread alone: that of the store, and that of the backup.
        self._written, self._copied = 0, 0
        if not self._is_newest():
            self._written = 1

    @property
    def is_due(self) -> bool:
        """Return whether something was written that the backup does not hold."""
        return self._written > self._copied

    def note_write(self) -> None:
        """Count a write, and begin a backup in a thread of its own where there were enough."""
        self._written += 1
        if self._thread is not None and self._thread.is_alive():
            return
        with suppress(OSError):  # what was written is written
            if self._written - self._copied >= max(_WRITES, self._path.stat().st_size // _BYTES_PER_WRITE):
                self.begin()

    def begin(self) -> None:
        """Begin a backup in a thread of its own."""
        self.stop()
        self._thread = Thread(target=self.make, name="backup")
        self._thread.start()

    def make(self, pause_s: float = 0.001) -> None:
        """Make the backup, with pauses for others; where that fails, the log says so and the earlier one stays."""
        written = self._written
        try:
            if self._copy(pause_s):
                self._copied = written
        except (OSError, sqlite3.Error, DamagedRow) as exc:
            if self._stopped.is_set():
                return
            if is_damage(exc):
                self._on_damage()
            else:
                logger.warning("The profiles could not be backed up (%s); the backup of before stays.", exc)
        finally:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)

    def stop(self) -> None:
        """Give up a backup that is being made."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._stopped.set()
            copying = self._copying
            if copying is not None:
                with suppress(sqlite3.ProgrammingError):  # it has just ended
                    copying.interrupt()
            thread.join()
            self._stopped.clear()

    def drop(self) -> None:
        """Delete the backup, and what was being copied.

        Raises:
            OSError: it cannot be deleted.
        """
        self.stop()
        self._target.unlink(missing_ok=True)
        sync_folder(self._path.parent)
        self._written += 1

    def _is_newest(self) -> bool:
        journal = self._path.with_name(f"{self._path.name}-wal")
        written = [self._path, *([journal] if journal.exists() and journal.stat().st_size else [])]
        changed = max(file.stat().st_mtime_ns for file in written)
        if not self._target.exists() or self._target.stat().st_mtime_ns < changed:
            return False
        try:  # a copied folder tells no times
            with read_only(self._path) as connection, read_only(self._target) as copy:
                return row_counts(connection) == row_counts(copy)
        except sqlite3.Error:
            return False

    def _copy(self, pause_s: float) -> bool:
        self._part.unlink(missing_ok=True)
        os.close(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with read_only(self._path) as connection:
            self._copying = connection
            try:
                if self._stopped.is_set() or connection.execute(_UNFINISHED).fetchone():
                    return False
                # As bytes, because a folder's name need be no text.
                connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(self._part),))
            finally:
                self._copying = None
        if not self._is_whole(pause_s) or self._stopped.is_set():
            return False
        sync_file(self._part)
        self._part.replace(self._target)
        sync_folder(self._path.parent)
        return True

    def _is_whole(self, pause_s: float) -> bool:
        """Verify each row of the copy, with pauses; False where it was given up."""
        with read_only(self._part) as copy:
            for table in TABLES:
                rows = copy.execute(f"SELECT * FROM {table}")
                while some := rows.fetchmany(_AT_ONCE):
                    if not all(is_sound(table, row) for row in some):
                        raise DamagedRow(table)
                    if self._stopped.wait(pause_s):
                        return False
        return True
