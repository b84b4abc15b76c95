"""The open file of the store: its thread, those who read beside it, its backup; mended where it proves damaged."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from apprentice_shared.errors import ErrorCode, RequestError, StoreError
from apprentice_shared.language import sentence, tr

from .backup import Backup
from .opening import open_database, open_mended, prepare_mended
from .readers import Readers
from .reading import LogReader
from .renewing import DAMAGED, MISSING, OLDER, read_only
from .rows import DamagedRow, is_damage, why_failed
from .schema import FILE_NAME
from .tables import Tables

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

# A rating waits for so many rows that are deleted of a long history.
ROWS_AT_ONCE = 200
# Each leaves a file that is set aside.
_MOST_MENDS = 10


class StoreFile:
    """The file of one data folder. Any thread may call.

    Args:
        path: the file; its folder must exist.
        now_s: seconds since 1970, for the name of a file that has to be set aside.

    Attributes:
        tables: what writes; for `run` and `write`.
        warnings: what is to be told of files that were set aside.
        mended: how often the file was mended since it was opened.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path, now_s: float) -> None:
        self._path, self._now_s = path, now_s
        opened = open_database(path, now_s)
        self.warnings, self.mended, self._is_closed = opened.warnings, 0, False
        self.tables = Tables(opened.connection, path)
        self.readers = Readers(path)
        self.backup = Backup(path, self._mend_soon)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self.run(self._tidy)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Finish what was asked for, close the file and bring its backup up to date."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let the store's thread do something, once more where it met damage, which is mended in between.

        Errors are in the language of who asks.

        Raises:
            StoreError: the disk failed, or the damage cannot be mended.
            RequestError: an id stands twice in what was to be written, or a value is none.
        """

        def twice() -> T:
            try:
                return work(*args, **kwargs)
            except (sqlite3.Error, DamagedRow) as exc:
                if not is_damage(exc):
                    raise
                self._mend(self.mended)
                return work(*args, **kwargs)

        return self._translated(lambda: self._thread.submit(copy_context().run, twice).result())

    def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something that writes, as `run` does, and count it towards the next backup."""

        def counted() -> T:
            done = work(*args, **kwargs)
            self.backup.note_write()
            return done

        return self.run(counted)

    def read(self, work: Callable[[LogReader], T]) -> T:
        """Read in the thread that asks, beside whoever writes; otherwise as `run`."""

        def read() -> T:
            with self.readers.reading() as reader:
                return work(reader)

        seen = self.mended
        try:
            return read()
        except (sqlite3.Error, DamagedRow) as exc:
            if is_damage(exc):
                self.run(self._mend, seen)
        return self._translated(read)

    def erase(self, delete: Callable[[], None]) -> None:
        """Begin to delete something for good: from the backup and the copies of earlier versions first of all.

        Like `wipe`, it is done by the store's thread: `run` it.
        """
        self.backup.drop()
        for copy in self._path.parent.glob(f"{FILE_NAME}.{OLDER}-*"):
            copy.unlink()
        delete()

    def wipe(self) -> None:
        """Let nothing of what was deleted stand in the journal, and begin the next backup."""
        self.backup.stop()  # it reads too
        with self.readers.held_off():
            if not self.tables.wipe():
                raise StoreError(
                    tr(
                        "Another program uses the profiles in {folder}: close it and try again.",
                        folder=self._path.parent,
                    )
                )
        self.backup.begin()
        asides = sorted(
            file.name for problem in (DAMAGED, MISSING) for file in self._path.parent.glob(f"{FILE_NAME}.{problem}-*")
        )
        if asides:
            self.warnings = (
                sentence(
                    "What was deleted may still stand in {files}: delete what you do not need.",
                    files=tuple(asides),
                ),
            )

    def _tidy(self) -> None:
        """Delete what an earlier run left unfinished, and begin a backup where there is none of all this."""
        for profile_id in self.tables.unready():
            while self.tables.delete_some(profile_id, ROWS_AT_ONCE):
                pass
        while self.tables.forget_some(ROWS_AT_ONCE):
            pass
        self.tables.wipe()  # of what was deleted to the last row, too
        if self.backup.is_due and self.tables.last_seq:
            self.backup.begin()

    def _close(self) -> None:
        self._is_closed = True
        self.backup.stop()
        with self.readers.held_off():
            self.tables.close()
            if self.backup.is_due and self.tables.stands:
                self.backup.make(pause_s=0.0)

    def _mend_soon(self) -> None:
        with suppress(RuntimeError):  # closed meanwhile
            self._thread.submit(self._mend_or_tell, self.mended)

    def _mend_or_tell(self, seen: int) -> None:
        try:
            self._mend(seen)
        except (sqlite3.Error, OSError, StoreError) as exc:
            logger.warning("Damage of the profiles was found and not mended: %s", exc)

    def _mend(self, seen: int) -> None:
        """Put a mended file in the place of the damaged one, unless somebody did since `mended` was `seen`."""
        if seen != self.mended or self._is_closed:  # the next start finds the damage again
            return
        if self.mended >= _MOST_MENDS:
            raise StoreError(
                tr(
                    "The disk of {folder} damages the profiles again and again: use another one.",
                    folder=self._path.parent,
                )
            )
        self.backup.stop()
        prepare_mended(self._path, self._now_s)
        with self.readers.held_off():
            # As long as somebody reads it, SQLite does not write the journal back into the damaged file.
            with read_only(self._path) as connection:
                with suppress(sqlite3.Error):
                    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
                self.tables.close()
            opened = open_mended(self._path)
            self.tables.use(opened.connection)
        self.mended += 1
        self.warnings = opened.warnings
        logger.warning("%s", " ".join(map(str, opened.warnings)))
        self.backup.begin()

    def _translated(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlite3.IntegrityError as exc:
            raise RequestError(
                tr("Nothing was saved, because something in it is there already or incomplete: try again."),
                ErrorCode.BAD_VALUE,
            ) from exc
        except (sqlite3.Error, DamagedRow, OSError) as exc:
            raise StoreError(self._sentence(exc)) from exc

    def _sentence(self, exc: Exception) -> str:
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return tr(
                "The disk of {folder} is full and nothing was saved: free some space and try again.",
                folder=self._path.parent,
            )
        if is_damage(exc) or isinstance(exc, sqlite3.ProgrammingError):  # or closed, as it could not be mended
            return tr(
                "The profiles in {folder} are damaged: close Krita for two minutes, then Apprentice mends them.",
                folder=self._path.parent,
            )
        folder = self._path.parent
        return tr(
            "The data folder {folder} cannot be written and nothing was saved ({why}): mend that and try again.",
            folder=folder,
            why=why_failed(exc),
        )
