"""The tables of the store, read and written by the one thread that owns their connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apprentice_shared.errors import ErrorCode, RequestError, StoreError

from .records import SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import event_of, event_row, profile_of, slate_of, slate_row, suggestion_of, suggestion_row

# A rating counts once per suggestion, while it stands and where it teaches.
_PROFILES = """
SELECT profile.*, (
    SELECT COUNT(DISTINCT suggestion) FROM event
    WHERE event.profile = profile.id AND kind = 'rating' AND learned AND undone_by IS NULL
) AS ratings FROM profile
"""
_SLATES = "SELECT slate.*, event.at, event.learned FROM slate JOIN event ON event.id = slate.id"


class Tables:
    """The tables of one file. Methods do, return and raise what those of the same name in `EventLog` do."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def profiles(self) -> list[ProfileRecord]:
        return [profile_of(row) for row in self._db.execute(f"{_PROFILES} ORDER BY profile.rowid")]

    def profile(self, profile_id: str) -> ProfileRecord | None:
        row = self._db.execute(f"{_PROFILES} WHERE id = ?", (profile_id,)).fetchone()
        return profile_of(row) if row else None

    def add_profile(self, profile: ProfileRecord) -> None:
        with self._transaction():
            self._insert_profile(profile)

    def add_history(self, profile: ProfileRecord, page: LogPage) -> None:
        with self._transaction():
            self._insert_profile(profile)
            for event in page.events:
                if event.kind == SLATE:
                    self._insert_slate(page.slates[event.id])
                self._insert_event(event)

    def rename_profile(self, profile_id: str, name: str) -> None:
        with self._transaction(), _name_taken(name):
            self._db.execute("UPDATE profile SET name = ? WHERE id = ?", (name, profile_id))

    def delete_profile(self, profile_id: str) -> None:
        self._erase([("DELETE FROM profile WHERE id = ?", (profile_id,))])

    def forget(self, profile_id: str, since_s: float) -> None:
        shown = "SELECT id FROM event WHERE profile = ? AND kind = 'slate' AND at >= ?"
        self._erase(
            [
                (f"DELETE FROM slate WHERE id IN ({shown})", (profile_id, since_s)),
                ("DELETE FROM event WHERE profile = ? AND at >= ?", (profile_id, since_s)),
            ]
        )

    def add_slate(self, slate: SlateRecord) -> None:
        with self._transaction():
            self._check_profile(slate.profile)
            self._insert_slate(slate)
            self._insert_event(EventRecord(slate.id, slate.profile, SLATE, slate.at, slate.learned, slate.id))

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        values = suggestion_row("", 0, suggestion)
        with self._transaction():
            done = self._db.execute(
                "UPDATE suggestion SET image = ?, width_px = ?, height_px = ?, palette = ?, features = ?, note = ?"
                " WHERE id = ?",
                (*values[6:], suggestion.id),
            )
            if not done.rowcount:
                raise RequestError("The slate was forgotten meanwhile: ask again.", ErrorCode.UNKNOWN_SUGGESTION)

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        row = self._db.execute("SELECT slate FROM suggestion WHERE id = ?", (suggestion_id,)).fetchone()
        return self._slates([row["slate"]])[row["slate"]] if row else None

    def append(self, event: EventRecord) -> EventRecord:
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

    def undo(self, request_id: str, event_id: str, profile_id: str) -> EventRecord | None:
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

    def event(self, event_id: str) -> EventRecord | None:
        return self._one_event("WHERE id = ?", (event_id,))

    def history(self, profile_id: str, limit: int) -> LogPage:
        return self._read("WHERE profile = ? ORDER BY seq DESC LIMIT ?", (profile_id, limit))

    def log(self, profile_id: str, after: int) -> LogPage:
        where = "WHERE profile = ? AND seq > ? AND undone_by IS NULL ORDER BY seq"
        return self._read(where, (profile_id, after))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # SQLite would go on writing into a file that was deleted under it.
        if not self._path.exists():
            raise StoreError(f"The profiles in {self._path.parent} were deleted or moved: restart Apprentice.")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _insert_profile(self, profile: ProfileRecord) -> None:
        values = (profile.id, profile.name, profile.agent, profile.seed, profile.created_at)
        with _name_taken(profile.name):
            self._db.execute("INSERT INTO profile VALUES (?, ?, ?, ?, ?)", values)

    def _insert_slate(self, slate: SlateRecord) -> None:
        self._db.execute("INSERT INTO slate VALUES (?, ?, ?, ?, ?, ?)", slate_row(slate))
        for position, suggestion in enumerate(slate.suggestions):
            values = suggestion_row(slate.id, position, suggestion)
            self._db.execute("INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _insert_event(self, event: EventRecord) -> None:
        self._db.execute("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event_row(event))

    def _erase(self, statements: list[tuple[str, tuple[object, ...]]]) -> None:
        with self._transaction():
            for statement, values in statements:
                self._db.execute(statement, values)
        # The journal still holds the pages as they were: write it back and empty it.
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _check_subject(self, event: EventRecord) -> None:
        if not event.slate:
            self._check_profile(event.profile)
        elif not self._db.execute("SELECT 1 FROM suggestion WHERE id = ?", (event.suggestion,)).fetchone():
            raise RequestError("That suggestion was forgotten meanwhile.", ErrorCode.UNKNOWN_SUGGESTION)

    def _check_profile(self, profile_id: str) -> None:
        if not self._db.execute("SELECT 1 FROM profile WHERE id = ?", (profile_id,)).fetchone():
            raise RequestError("The profile was deleted meanwhile: choose another.", ErrorCode.UNKNOWN_PROFILE)

    def _one_event(self, where: str, values: tuple[object, ...]) -> EventRecord | None:
        row = self._db.execute(f"SELECT * FROM event {where}", values).fetchone()
        return event_of(row) if row else None

    def _read(self, where: str, values: tuple[object, ...]) -> LogPage:
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
