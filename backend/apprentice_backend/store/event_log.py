"""The store: an append-only log of slates, ratings and signals per profile, in one SQLite file.

One thread owns the connection; every call is handed to it and waits. What `append` returns from is on disk (WAL with
``synchronous=FULL``). Deleted content is overwritten and leaves the journal at once (``secure_delete``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from apprentice_shared.errors import ErrorCode, RequestError, StoreError

from .records import SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import event_of, event_row, profile_of, slate_of, slate_row, suggestion_of, suggestion_row
from .schema import FILE_NAME, open_database

P = ParamSpec("P")
T = TypeVar("T")

# A rating counts once per suggestion, while it stands and where it teaches.
_PROFILES = """
SELECT profile.*, (
    SELECT COUNT(DISTINCT suggestion) FROM event
    WHERE event.profile = profile.id AND kind = 'rating' AND learned AND undone_by IS NULL
) AS ratings FROM profile
"""
_SLATES = "SELECT slate.*, event.at, event.learned FROM slate JOIN event ON event.id = slate.id"


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
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as exc:
            raise StoreError(f"The data folder {folder} cannot be made ({exc.strerror}): choose another.") from exc
        opened = open_database(folder / FILE_NAME, now_s)
        self._db = opened.connection
        self.warning = opened.warning
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    def close(self) -> None:
        """Finish what was asked for and close the file."""
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()

    def profiles(self) -> list[ProfileRecord]:
        """Return all profiles, the oldest first."""
        return self._run(lambda: [profile_of(row) for row in self._db.execute(f"{_PROFILES} ORDER BY profile.rowid")])

    def profile(self, profile_id: str) -> ProfileRecord | None:
        """Return one profile, or None."""
        return self._run(self._profile, profile_id)

    def add_profile(self, profile: ProfileRecord) -> None:
        """Write a new profile.

        Raises:
            RequestError: its id or its name is taken.
        """
        self._run(self._add_profile, profile)

    def add_history(self, profile: ProfileRecord, page: LogPage) -> None:
        """Write a new profile together with its whole log, or nothing of it; the same errors as `add_profile`."""
        self._run(self._add_history, profile, page)

    def rename_profile(self, profile_id: str, name: str) -> None:
        """Give a profile another name; `RequestError` where it is taken."""
        self._run(self._rename_profile, profile_id, name)

    def delete_profile(self, profile_id: str) -> None:
        """Delete a profile and all that it holds, for good."""
        self._run(self._erase, [("DELETE FROM profile WHERE id = ?", (profile_id,))])

    def forget(self, profile_id: str, since_s: float) -> None:
        """Delete every event since a moment, and every slate shown since then with all that was said of it."""
        shown = "SELECT id FROM event WHERE profile = ? AND kind = 'slate' AND at >= ?"
        self._run(
            self._erase,
            [
                (f"DELETE FROM slate WHERE id IN ({shown})", (profile_id, since_s)),
                ("DELETE FROM event WHERE profile = ? AND at >= ?", (profile_id, since_s)),
            ],
        )

    def add_slate(self, slate: SlateRecord) -> None:
        """Write a slate with its suggestions and the event that says it was shown.

        Raises:
            RequestError: its profile is gone.
        """
        self._run(self._add_slate, slate)

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        """Add to a suggestion what is known once its picture is done; `RequestError` where it was forgotten."""
        self._run(self._complete_suggestion, suggestion)

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        """Return the slate that a suggestion belongs to, or None."""
        return self._run(self._slate_of, suggestion_id)

    def append(self, event: EventRecord) -> EventRecord:
        """Write what was said, once per id.

        Returns:
            The event as it stands in the log: the earlier one, where the id was written before.

        Raises:
            RequestError: the id was written before and said something else, or its suggestion or profile is gone.
        """
        return self._run(self._append, event)

    def event(self, event_id: str) -> EventRecord | None:
        """Return one event, or None."""
        return self._run(self._one_event, "WHERE id = ?", (event_id,))

    def undo(self, request_id: str, event_id: str = "", profile_id: str = "") -> EventRecord | None:
        """Take back one rating or signal, once per request.

        Args:
            request_id: who asks; asked again, nothing more is taken back.
            event_id: which event; empty takes the last one of `profile_id` that stands.
            profile_id: whose last event; not looked at where `event_id` is given.

        Returns:
            The event that is taken back, now or before; None where there is none.
        """
        return self._run(self._undo, request_id, event_id, profile_id)

    def history(self, profile_id: str, limit: int) -> LogPage:
        """Return a profile's last events, newest first."""
        return self._run(self._page, "WHERE profile = ? ORDER BY seq DESC LIMIT ?", (profile_id, limit))

    def log(self, profile_id: str, after: int = 0) -> LogPage:
        """Return all that stands in a profile's log after the place `after`, in order."""
        where = "WHERE profile = ? AND seq > ? AND undone_by IS NULL ORDER BY seq"
        return self._run(self._page, where, (profile_id, after))

    # Everything below runs on the store's own thread.

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

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # SQLite would go on writing into a file that was deleted under it.
        if not (self._folder / FILE_NAME).exists():
            raise StoreError(f"The profiles in {self._folder} were deleted or moved: restart Apprentice.")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _profile(self, profile_id: str) -> ProfileRecord | None:
        row = self._db.execute(f"{_PROFILES} WHERE id = ?", (profile_id,)).fetchone()
        return profile_of(row) if row else None

    def _add_profile(self, profile: ProfileRecord) -> None:
        with self._transaction():
            self._insert_profile(profile)

    def _add_history(self, profile: ProfileRecord, page: LogPage) -> None:
        with self._transaction():
            self._insert_profile(profile)
            for event in page.events:
                if event.kind == SLATE:
                    self._insert_slate(page.slates[event.id])
                self._insert_event(event)

    def _insert_profile(self, profile: ProfileRecord) -> None:
        values = (profile.id, profile.name, profile.agent, profile.seed, profile.created_at)
        with _name_taken(profile.name):
            self._db.execute("INSERT INTO profile VALUES (?, ?, ?, ?, ?)", values)

    def _rename_profile(self, profile_id: str, name: str) -> None:
        with self._transaction(), _name_taken(name):
            self._db.execute("UPDATE profile SET name = ? WHERE id = ?", (name, profile_id))

    def _erase(self, statements: list[tuple[str, tuple[object, ...]]]) -> None:
        with self._transaction():
            for statement, values in statements:
                self._db.execute(statement, values)
        # The journal still holds the pages as they were: write it back and empty it.
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _add_slate(self, slate: SlateRecord) -> None:
        with self._transaction():
            self._check_profile(slate.profile)
            self._insert_slate(slate)
            self._insert_event(EventRecord(slate.id, slate.profile, SLATE, slate.at, slate.learned, slate.id))

    def _insert_slate(self, slate: SlateRecord) -> None:
        self._db.execute("INSERT INTO slate VALUES (?, ?, ?, ?, ?, ?)", slate_row(slate))
        for position, suggestion in enumerate(slate.suggestions):
            values = suggestion_row(slate.id, position, suggestion)
            self._db.execute("INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _insert_event(self, event: EventRecord) -> None:
        self._db.execute("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event_row(event))

    def _complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        values = suggestion_row("", 0, suggestion)
        with self._transaction():
            done = self._db.execute(
                "UPDATE suggestion SET image = ?, width_px = ?, height_px = ?, palette = ?, features = ?, note = ?"
                " WHERE id = ?",
                (*values[6:], suggestion.id),
            )
            if not done.rowcount:
                raise RequestError("The slate was forgotten meanwhile: ask again.", ErrorCode.UNKNOWN_SUGGESTION)

    def _slate_of(self, suggestion_id: str) -> SlateRecord | None:
        row = self._db.execute("SELECT slate FROM suggestion WHERE id = ?", (suggestion_id,)).fetchone()
        return self._slates([row["slate"]])[row["slate"]] if row else None

    def _append(self, event: EventRecord) -> EventRecord:
        known = self._one_event("WHERE id = ?", (event.id,))
        if known is None:
            with self._transaction():
                self._check_subject(event)
                self._insert_event(event)
            return event
        if not known.says_the_same_as(event):
            raise RequestError(
                f"The id {event.id} was used before for something else: choose a new one.", ErrorCode.BAD_VALUE
            )
        return known

    def _check_subject(self, event: EventRecord) -> None:
        if not event.slate:
            self._check_profile(event.profile)
        elif not self._db.execute("SELECT 1 FROM suggestion WHERE id = ?", (event.suggestion,)).fetchone():
            raise RequestError("That suggestion was forgotten meanwhile.", ErrorCode.UNKNOWN_SUGGESTION)

    def _check_profile(self, profile_id: str) -> None:
        if not self._db.execute("SELECT 1 FROM profile WHERE id = ?", (profile_id,)).fetchone():
            raise RequestError("The profile was deleted meanwhile: choose another.", ErrorCode.UNKNOWN_PROFILE)

    def _undo(self, request_id: str, event_id: str, profile_id: str) -> EventRecord | None:
        done = self._one_event("WHERE undone_by = ?", (request_id,))
        if done is not None:
            return done
        if event_id:
            event = self._one_event("WHERE id = ? AND kind != 'slate'", (event_id,))
        else:
            last = "WHERE profile = ? AND kind != 'slate' AND undone_by IS NULL ORDER BY seq DESC LIMIT 1"
            event = self._one_event(last, (profile_id,))
        if event is not None and not event.undone_by:
            with self._transaction():
                self._db.execute("UPDATE event SET undone_by = ? WHERE id = ?", (request_id, event.id))
        return event

    def _one_event(self, where: str, values: tuple[object, ...]) -> EventRecord | None:
        row = self._db.execute(f"SELECT * FROM event {where}", values).fetchone()
        return event_of(row) if row else None

    def _page(self, where: str, values: tuple[object, ...]) -> LogPage:
        events = tuple(event_of(row) for row in self._db.execute(f"SELECT * FROM event {where}", values))
        return LogPage(events, self._slates(list({event.slate for event in events if event.slate})))

    def _slates(self, ids: list[str]) -> dict[str, SlateRecord]:
        slates = {}
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            parts: dict[str, list[SuggestionRecord]] = {slate_id: [] for slate_id in some}
            query = f"SELECT * FROM suggestion WHERE slate IN ({marks}) ORDER BY slate, position"
            for row in self._db.execute(query, some):
                parts[row["slate"]].append(suggestion_of(row))
            for row in self._db.execute(f"{_SLATES} WHERE slate.id IN ({marks})", some):
                slates[row["id"]] = slate_of(row, parts[row["id"]])
        return slates


@contextmanager
def _name_taken(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as exc:
        raise RequestError(f"There is a profile named {name!r} already: choose another.", ErrorCode.NAME_TAKEN) from exc
