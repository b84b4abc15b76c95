"""The store: an append-only log of slates, ratings and signals per profile, in one SQLite file.

One thread writes the file; every call but a long reading is handed to it and waits. What `append` returns is on disk
(WAL with ``synchronous=FULL``). Deleted content is overwritten and leaves the journal and the backup at once.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from apprentice_shared.data_folder import make_private
from apprentice_shared.errors import ErrorCode, RequestError, StoreError

from .backup import Backup
from .opening import BACKUP_NAME, open_database, open_mended, prepare_mended, read_only
from .readers import Readers
from .reading import LogReader
from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import DamagedRow, is_damage
from .schema import FILE_NAME, JOURNAL_SUFFIXES
from .tables import Tables

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

# A rating waits for so many events, or rows that are deleted, of a long history.
_EVENTS_AT_ONCE, _ROWS_AT_ONCE = 100, 500


class EventLog:
    """The event log of one data folder. Any thread may call.

    Args:
        folder: the data folder; made where there is none.
        now_s: seconds since 1970, for the name of a file that has to be set aside.

    Attributes:
        warning: one sentence where a damaged file was set aside, else empty.
        mended: how often the file was mended since it was opened: what was read before may have changed then.

    Raises:
        StoreError: the folder cannot be made, read or written, or holds a newer version's file. So does every method,
            where the disk fails it.
    """

    def __init__(self, folder: Path, now_s: float) -> None:
        self._folder = folder
        make_private(folder, [FILE_NAME, BACKUP_NAME, *(FILE_NAME + suffix for suffix in JOURNAL_SUFFIXES)])
        self._path, self._now_s = folder / FILE_NAME, now_s
        opened = open_database(self._path, now_s)
        self.warning, self.mended = opened.warning, 0
        self._tables = Tables(opened.connection, self._path)
        self._readers = Readers(self._path)
        self._backup = Backup(self._path, self._mend_soon)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self._run(self._tidy)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Finish what was asked for, close the file and bring its backup up to date."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def profiles(self) -> list[ProfileRecord]:
        """Return all profiles, the oldest first."""
        return self._run(self._tables.read.profiles)

    def profile(self, profile_id: str) -> ProfileRecord | None:
        """Return one profile, or None."""
        return self._run(self._tables.read.profile, profile_id)

    def add_profile(self, profile: ProfileRecord) -> None:
        """Write a new profile.

        Raises:
            RequestError: its id or its name is taken.
        """
        self._write(self._tables.add_profile, profile)

    def add_history(self, profile: ProfileRecord, pages: Iterable[LogPage], *, free_name: bool) -> ProfileRecord:
        """Write a new profile together with its whole log, or nothing of it; others write in between.

        Args:
            profile: the profile; nobody sees it before all is written.
            pages: its log, in order and in any number of stretches, each with the slates that are shown in it.
            free_name: whether it may get another name where its own is taken.

        Returns:
            The profile with the name that it got.

        Raises:
            RequestError: its id or its name is taken, or the log holds an id that was used before.
        """
        self._write(self._tables.begin_history, profile)
        try:
            for page in pages:
                for piece in _pieces(page):
                    self._write(self._tables.extend_history, profile.id, piece)
            return self._write(self._tables.finish_history, profile, free_name)
        except BaseException:
            with suppress(StoreError):  # it is deleted when the file is opened, then
                self._delete_hidden(profile.id)
            raise

    def rename_profile(self, profile_id: str, name: str) -> None:
        """Give a profile another name; `RequestError` where it is taken."""
        self._write(self._tables.rename_profile, profile_id, name)

    def delete_profile(self, profile_id: str) -> None:
        """Delete a profile and all that it holds, for good."""
        self._run(self._erase, lambda: self._tables.hide_profile(profile_id))
        self._delete_hidden(profile_id)

    def forget(self, profile_id: str, since_s: float) -> None:
        """Delete every event since a moment, and every slate shown since then with all that was said of it."""
        self._run(self._erase, lambda: self._tables.begin_forgetting(profile_id, since_s))
        while self._run(self._tables.forget_some, _ROWS_AT_ONCE):
            pass
        self._run(self._wipe)

    def add_slate(self, slate: SlateRecord) -> None:
        """Write a slate with its suggestions and the event that says it was shown.

        Raises:
            RequestError: its profile is gone.
        """
        self._write(self._tables.add_slate, slate)

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        """Add a suggestion's picture: hash, size, palette, measures, note. `RequestError` if it was forgotten."""
        self._write(self._tables.complete_suggestion, suggestion)

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        """Return the slate that a suggestion belongs to, or None."""
        return self._run(self._tables.read.slate_of, suggestion_id)

    def append(self, event: EventRecord) -> EventRecord:
        """Write an event, once per id.

        Returns:
            The event as it stands in the log: the earlier one, where the id was written before.

        Raises:
            RequestError: the id was written before and said something else, or its suggestion or profile is gone.
        """
        return self._write(self._tables.append, event)

    def record(self, make: Callable[[LogReader], EventRecord]) -> tuple[EventRecord, ProfileRecord]:
        """Write an event as `append` does, in one step with all that is read for it.

        Args:
            make: returns the event, from what the log holds; it may raise, and nothing is written.

        Returns:
            The event as it stands in the log, and its profile with its ratings as they are then.

        Raises:
            RequestError: as `append`, or its profile is gone.
        """
        return self._write(self._tables.record, make)

    def event(self, event_id: str) -> EventRecord | None:
        """Return one event, or None."""
        return self._run(self._tables.read.event, event_id)

    def undo(self, request_id: str, event_id: str = "", profile_id: str = "") -> EventRecord | None:
        """Take back one rating or signal, once per request.

        Args:
            request_id: who asks; asked again, nothing more is taken back.
            event_id: which event; empty takes the last one of `profile_id` that stands.
            profile_id: whose last event; not looked at where `event_id` is given.

        Returns:
            The event that is taken back, now or before; None where there is none.
        """
        return self._write(self._tables.undo, request_id, event_id, profile_id)

    def history(self, profile_id: str, limit: int) -> LogPage:
        """Return a profile's last events, newest first."""
        return self._read(lambda reader: reader.history(profile_id, limit))

    def log(self, profile_id: str, after: int = 0) -> LogPage:
        """Return the events of a profile that stand after the place `after` in the log, in order."""
        return self._read(lambda reader: reader.log(profile_id, after))

    def _tidy(self) -> None:
        """Delete what an earlier run left unfinished, and begin a backup where there is none of all this."""
        is_unfinished = False
        for profile_id in self._tables.unready():
            while self._tables.delete_some(profile_id, _ROWS_AT_ONCE):
                is_unfinished = True
        while self._tables.forget_some(_ROWS_AT_ONCE):
            is_unfinished = True
        if is_unfinished:
            self._tables.wipe()
        if self._backup.is_due and self._tables.last_seq:
            self._backup.begin()

    def _close(self) -> None:
        self._backup.stop()
        with self._readers.held_off():
            self._tables.close()
            if self._backup.is_due and self._path.exists():
                self._backup.make(pause_s=0.0)

    def _delete_hidden(self, profile_id: str) -> None:
        while self._run(self._tables.delete_some, profile_id, _ROWS_AT_ONCE):
            pass
        self._run(self._wipe)

    def _erase(self, delete: Callable[[], None]) -> None:
        """Begin to delete something for good: from the backup and the copies of earlier versions first of all."""
        self._backup.drop()
        for copy in self._path.parent.glob(f"{FILE_NAME}.version-*"):
            copy.unlink()
        delete()

    def _wipe(self) -> None:
        with self._readers.held_off():
            if not self._tables.wipe():
                raise StoreError(f"Another program reads the profiles in {self._folder}: end it and try again.")
        self._backup.begin()
        damaged = sorted(file.name for file in self._path.parent.glob(f"{FILE_NAME}.damaged-*"))
        if damaged:
            self.warning = f"What was deleted may still stand in {damaged[-1]}: delete it if you do not need it."

    def _mend_soon(self) -> None:
        with suppress(RuntimeError):  # closed meanwhile: the next start finds the damage again
            self._thread.submit(self._mend, self.mended)

    def _mend(self, seen: int) -> None:
        """Put a mended file in the place of the damaged one, unless somebody did since `mended` was `seen`."""
        if seen != self.mended:
            return
        self._backup.stop()
        prepare_mended(self._path, self._now_s, self._tables.last_seq)
        with self._readers.held_off():
            # As long as somebody reads it, SQLite does not write the journal back into the damaged file.
            with read_only(self._path) as connection:
                with suppress(sqlite3.Error):
                    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
                self._tables.close()
            opened = open_mended(self._path)
            self._tables.use(opened.connection)
        self.mended += 1
        self.warning = opened.warning
        logger.warning("%s", opened.warning)
        self._backup.begin()

    def _write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def counted() -> T:
            done = work(*args, **kwargs)
            self._backup.note_write()
            return done

        return self._run(counted)

    def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def twice() -> T:
            try:
                return work(*args, **kwargs)
            except (sqlite3.Error, DamagedRow) as exc:
                if not is_damage(exc):
                    raise
                self._mend(self.mended)
                return work(*args, **kwargs)

        return self._translated(lambda: self._thread.submit(twice).result())

    def _read(self, work: Callable[[LogReader], T]) -> T:
        def read() -> T:
            with self._readers.reading() as reader:
                return work(reader)

        seen = self.mended
        try:
            return read()
        except (sqlite3.Error, DamagedRow) as exc:
            if is_damage(exc):
                self._run(self._mend, seen)
        return self._translated(read)

    def _translated(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlite3.IntegrityError as exc:
            raise RequestError("An id stands twice in it, or a value is none: nothing was saved.", _BAD) from exc
        except (sqlite3.Error, DamagedRow, OSError) as exc:
            raise StoreError(self._sentence(exc)) from exc

    def _sentence(self, exc: Exception) -> str:
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return f"The disk of {self._folder} is full and nothing was saved: free some space and try again."
        if is_damage(exc):
            return f"The profiles in {self._folder} are damaged: restart Apprentice, which mends them."
        return f"The data folder {self._folder} cannot be written and nothing was saved ({exc}): free it and try again."


_BAD = ErrorCode.BAD_VALUE


def _pieces(page: LogPage) -> Iterator[LogPage]:
    for start in range(0, len(page.events), _EVENTS_AT_ONCE):
        yield LogPage(page.events[start : start + _EVENTS_AT_ONCE], page.slates)
