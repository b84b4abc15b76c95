"""The store: an append-only log of slates, ratings and signals per profile, in one SQLite file.

One thread owns the file; every call is handed to it and waits. What `append` returns is on disk (WAL with
``synchronous=FULL``). Deleted content is overwritten and leaves the journal at once (``secure_delete``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from apprentice_shared.data_folder import make_private
from apprentice_shared.errors import StoreError

from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .schema import FILE_NAME, JOURNAL_SUFFIXES, open_database
from .tables import Tables

P = ParamSpec("P")
T = TypeVar("T")


class EventLog:
    """The event log of one data folder. Any thread may call.

    Args:
        folder: the data folder; made where there is none.
        now_s: seconds since 1970, for the name of a file that has to be set aside.

    Attributes:
        warning: one sentence where a damaged or newer file was set aside, else empty.

    Raises:
        StoreError: the folder cannot be made, read or written. So does every method, where the disk fails it.
    """

    def __init__(self, folder: Path, now_s: float) -> None:
        self._folder = folder
        make_private(folder, [FILE_NAME, *(FILE_NAME + suffix for suffix in JOURNAL_SUFFIXES)])
        opened = open_database(folder / FILE_NAME, now_s)
        self._tables = Tables(opened.connection, folder / FILE_NAME)
        self.warning = opened.warning
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    def close(self) -> None:
        """Finish what was asked for and close the file."""
        self._thread.submit(self._tables.close).result()
        self._thread.shutdown()

    def profiles(self) -> list[ProfileRecord]:
        """Return all profiles, the oldest first."""
        return self._run(self._tables.profiles)

    def profile(self, profile_id: str) -> ProfileRecord | None:
        """Return one profile, or None."""
        return self._run(self._tables.profile, profile_id)

    def add_profile(self, profile: ProfileRecord) -> None:
        """Write a new profile.

        Raises:
            RequestError: its id or its name is taken.
        """
        self._run(self._tables.add_profile, profile)

    def add_history(self, profile: ProfileRecord, page: LogPage) -> None:
        """Write a new profile together with its whole log, or nothing of it; the same errors as `add_profile`."""
        self._run(self._tables.add_history, profile, page)

    def rename_profile(self, profile_id: str, name: str) -> None:
        """Give a profile another name; `RequestError` where it is taken."""
        self._run(self._tables.rename_profile, profile_id, name)

    def delete_profile(self, profile_id: str) -> None:
        """Delete a profile and all that it holds, for good."""
        self._run(self._tables.delete_profile, profile_id)

    def forget(self, profile_id: str, since_s: float) -> None:
        """Delete every event since a moment, and every slate shown since then with all that was said of it."""
        self._run(self._tables.forget, profile_id, since_s)

    def add_slate(self, slate: SlateRecord) -> None:
        """Write a slate with its suggestions and the event that says it was shown.

        Raises:
            RequestError: its profile is gone.
        """
        self._run(self._tables.add_slate, slate)

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        """Add a suggestion's picture: hash, size, palette, measures, note. `RequestError` if it was forgotten."""
        self._run(self._tables.complete_suggestion, suggestion)

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        """Return the slate that a suggestion belongs to, or None."""
        return self._run(self._tables.slate_of, suggestion_id)

    def append(self, event: EventRecord) -> EventRecord:
        """Write an event, once per id.

        Returns:
            The event as it stands in the log: the earlier one, where the id was written before.

        Raises:
            RequestError: the id was written before and said something else, or its suggestion or profile is gone.
        """
        return self._run(self._tables.append, event)

    def event(self, event_id: str) -> EventRecord | None:
        """Return one event, or None."""
        return self._run(self._tables.event, event_id)

    def undo(self, request_id: str, event_id: str = "", profile_id: str = "") -> EventRecord | None:
        """Take back one rating or signal, once per request.

        Args:
            request_id: who asks; asked again, nothing more is taken back.
            event_id: which event; empty takes the last one of `profile_id` that stands.
            profile_id: whose last event; not looked at where `event_id` is given.

        Returns:
            The event that is taken back, now or before; None where there is none.
        """
        return self._run(self._tables.undo, request_id, event_id, profile_id)

    def history(self, profile_id: str, limit: int) -> LogPage:
        """Return a profile's last events, newest first."""
        return self._run(self._tables.history, profile_id, limit)

    def log(self, profile_id: str, after: int = 0) -> LogPage:
        """Return the events of a profile that stand after the place `after` in the log, in order."""
        return self._run(self._tables.log, profile_id, after)

    def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return self._thread.submit(work, *args, **kwargs).result()
        except sqlite3.Error as exc:
            raise StoreError(self._sentence(exc)) from exc

    def _sentence(self, exc: sqlite3.Error) -> str:
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return f"The disk of {self._folder} is full and nothing was saved: free some space and try again."
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return f"The profiles in {self._folder} are damaged: restart Apprentice, which sets them aside."
        return f"The data folder {self._folder} cannot be written and nothing was saved ({exc}): free it and try again."
