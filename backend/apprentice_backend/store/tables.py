"""The tables of the store, written by the one thread that owns their connection."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from apprentice_shared.errors import ErrorCode, RequestError, StoreError
from apprentice_shared.language import tr

from .names import free_name, name_key
from .reading import LogReader
from .records import RATING, SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import Row, event_row, profile_row, sealed, slate_row, suggestion_row, verified

_WIDTHS = {"profile": 7, "slate": 7, "suggestion": 13, "event": 14}
_VALUES_AT_ONCE = 900  # of one statement; SQLite before 3.32 takes 999
# The columns that change after they were written, and their places in a row.
_COMPLETED = {"image": 6, "width_px": 7, "height_px": 8, "palette": 9, "features": 10, "note": 11}
_CHANGING = {"name": 1, "ready": 5, "undone_by": 12, **_COMPLETED}


class Tables:
    """The tables of one file. Methods do, return and raise what those of the same name in `EventLog` do."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._path = path
        self.read = LogReader(connection)
        self.last_seq = 0
        self.use(connection)

    def use(self, connection: sqlite3.Connection) -> None:
        """Go on with another connection to the file."""
        self._db = connection
        self._opened = self._path.stat()
        self.read.connection = connection
        self.read.ratings.clear()
        # A mended file may know fewer places than were given, or have new ones.
        self.last_seq = max(self.last_seq, self._last_seq())

    @property
    def stands(self) -> bool:
        """Tell whether the file's path still names the file that was opened."""
        try:
            return os.path.samestat(self._path.stat(), self._opened)
        except OSError:
            return False

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add_profile(self, profile: ProfileRecord) -> None:
        with self._transaction(), _name_taken(profile.name):
            self._insert("profile", [profile_row(profile)])

    def rename_profile(self, profile_id: str, name: str) -> None:
        with self._transaction(), _name_taken(name):
            self._change("profile", profile_id, name=name)

    def add_slate(self, slate: SlateRecord) -> None:
        with self._transaction():
            self._check_profile(slate.profile)
            self._insert_slates([slate])
            self._insert_events([EventRecord(slate.id, slate.profile, SLATE, slate.at, slate.learned, slate.id)])

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        row = suggestion_row("", 0, suggestion)
        done = {column: row[place] for column, place in _COMPLETED.items()}
        with self._transaction():
            if not self._change("suggestion", suggestion.id, **done):
                raise RequestError(
                    tr("These suggestions were forgotten meanwhile: ask again."), ErrorCode.UNKNOWN_SUGGESTION
                )

    def append(self, event: EventRecord) -> EventRecord:
        known = self.read.event(event.id)
        if known is None:
            counts = event.kind == RATING and event.learned and not self.read.is_rated(event.suggestion)
            with self._transaction():
                self._check_subject(event)
                self._insert_events([event])
            if counts and event.profile in self.read.ratings:
                self.read.ratings[event.profile] += 1
            return event
        if not known.says_the_same_as(event):
            raise RequestError(
                tr("The id {id} was used before for something else: choose a new one.", id=event.id),
                ErrorCode.BAD_VALUE,
            )
        return known

    def record(self, make: Callable[[LogReader], EventRecord]) -> tuple[EventRecord, ProfileRecord]:
        event = self.append(make(self.read))
        profile = self.read.profile(event.profile)
        if profile is None:
            raise _gone()
        return event, profile

    def undo(self, request_id: str, event_id: str, profile_id: str) -> EventRecord | None:
        done = self.read.one_event("WHERE undone_by = ?", (request_id,))
        if done is not None:
            return done
        if event_id:
            event = self.read.one_event("WHERE id = ? AND kind != 'slate'", (event_id,))
        else:
            event = self.read.last_said(profile_id)
        if event is not None and not event.undone_by:
            with self._transaction(recount=event.profile):
                self._change("event", event.id, undone_by=request_id)
        return event

    def begin_forgetting(self, profile_id: str, since_s: float) -> None:
        """Write down what is to be forgotten: once begun it is done, at the latest when the file is opened."""
        values = profile_id, max(since_s, -1e300), self.last_seq
        with self._transaction():
            self._db.execute("INSERT INTO forgetting SELECT id, ?2, ?3 FROM profile WHERE id = ?1", values)

    def forget_some(self, rows: int) -> bool:
        """Delete some of what is to be forgotten; return whether anything was left to delete."""
        asked = self._db.execute("SELECT rowid, profile, since, last_seq FROM forgetting").fetchone()
        if asked is None:
            return False
        rowid, *values = asked
        some = "FROM event WHERE profile = ? AND at >= ? AND seq <= ?"
        with self._transaction(recount=values[0]):
            for statement, limit in (
                (f"DELETE FROM slate WHERE id IN (SELECT slate {some} AND kind = 'slate' LIMIT ?)", rows // 10),
                (f"DELETE FROM event WHERE seq IN (SELECT seq {some} LIMIT ?)", rows),
            ):
                if self._db.execute(statement, (*values, limit)).rowcount:
                    return True
            self._db.execute("DELETE FROM forgetting WHERE rowid = ?", (rowid,))
        return True

    def begin_history(self, profile: ProfileRecord) -> None:
        """Write a profile that nobody sees until `finish_history`."""
        with self._transaction():
            self._insert("profile", [profile_row(replace(profile, name=profile.id), ready=False)])

    def extend_history(self, profile_id: str, page: LogPage) -> None:
        """Write the next events of a profile that is not finished, with the slates among them."""
        with self._transaction():
            if not self._db.execute("SELECT 1 FROM profile WHERE id = ? AND NOT ready", (profile_id,)).fetchone():
                raise StoreError(tr("The profile could not be written to its end: try again."))
            self._insert_slates([page.slates[event.id] for event in page.events if event.kind == SLATE])
            self._insert_events(page.events)

    def finish_history(self, profile: ProfileRecord, may_differ: bool) -> ProfileRecord:
        """Show a profile that is whole; return it with the name that it got."""
        with self._transaction(), _name_taken(profile.name):
            made = replace(profile, name=self._free_name(profile.name, may_differ))
            if not self._change("profile", profile.id, name=made.name, ready=1):
                raise StoreError(tr("The profile could not be written to its end: try again."))
        return made

    def hide_profile(self, profile_id: str) -> None:
        """Let nobody see a profile any more: what is left of it is deleted at the latest when the file is opened."""
        with self._transaction():
            self._change("profile", profile_id, name=profile_id, ready=0)

    def unready(self) -> list[str]:
        """Return the ids of the profiles that nobody sees."""
        return [name for (name,) in self._db.execute("SELECT id FROM profile WHERE NOT ready")]

    def delete_some(self, profile_id: str, rows: int) -> bool:
        """Delete some rows of a hidden profile, at last the profile; return whether anything was left to delete."""
        with self._transaction(recount=profile_id):
            for table in ("event", "slate"):
                some = f"SELECT rowid FROM {table} WHERE profile = ? LIMIT ?"
                done = self._db.execute(f"DELETE FROM {table} WHERE rowid IN ({some})", (profile_id, rows))
                if done.rowcount:
                    return True
            return bool(self._db.execute("DELETE FROM profile WHERE id = ?", (profile_id,)).rowcount)

    def wipe(self) -> bool:
        """Empty the journal, which holds the pages as they were; return whether no reader was in the way."""
        return not self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    @contextmanager
    def _transaction(self, recount: str = "") -> Iterator[None]:
        """Write all that is done in the block, or nothing; the ratings of the profile `recount` are counted anew."""
        # SQLite would go on writing into a file that was deleted under it.
        if not self.stands:
            raise StoreError(
                tr(
                    "The profiles in {folder} were deleted or moved, and nothing was saved: put them back, or"
                    " try again in a few seconds to begin anew.",
                    folder=self._path.parent,
                )
            )
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        finally:
            self.read.ratings.pop(recount, None)
            if self._db.in_transaction:
                with suppress(sqlite3.Error):  # the error that led here says more
                    self._db.execute("ROLLBACK")

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows, many by one statement: after each statement this thread waits anew for Python's lock."""
        width = _WIDTHS[table]
        at_once = _VALUES_AT_ONCE // width
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            places = ",".join([f"({','.join('?' * width)})"] * len(some))
            self._db.execute(f"INSERT INTO {table} VALUES {places}", [value for row in some for value in row])

    def _insert_slates(self, slates: Sequence[SlateRecord]) -> None:
        self._insert("slate", [slate_row(slate) for slate in slates])
        self._insert(
            "suggestion",
            [
                suggestion_row(slate.id, position, suggestion)
                for slate in slates
                for position, suggestion in enumerate(slate.suggestions)
            ],
        )

    def _insert_events(self, events: Sequence[EventRecord]) -> None:
        before = max(self.last_seq, self._last_seq())
        self.last_seq = before + len(events)
        self._insert("event", [event_row(replace(event, seq=seq)) for seq, event in enumerate(events, before + 1)])

    def _last_seq(self) -> int:
        # It has no checksum: what no log can reach is damage.
        known = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'event' AND seq < 1 << 53"
        return int(self._db.execute(f"SELECT MAX(({known}), (SELECT COALESCE(MAX(seq), 0) FROM event))").fetchone()[0])

    def _change(self, table: str, row_id: str, **columns: object) -> bool:
        """Put other values into columns of a row; return whether there is one."""
        row = self._db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if row is None:
            return False
        values = list(verified(table, row)[:-1])
        for column, value in columns.items():
            values[_CHANGING[column]] = value
        columns["checksum"] = sealed(table, *values)[-1]
        setting = ", ".join(f"{column} = ?" for column in columns)
        self._db.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*columns.values(), row_id))
        return True

    def _free_name(self, name: str, may_differ: bool) -> str:
        rows = self._db.execute("SELECT id, name FROM profile WHERE ready")
        taken = {key for row in rows for key in (row[0].casefold(), name_key(row[1]))}
        if not may_differ and name_key(name) in taken:
            raise _taken(name)
        return free_name(name, taken)

    def _check_subject(self, event: EventRecord) -> None:
        if not event.slate:
            self._check_profile(event.profile)
        elif not self._db.execute("SELECT 1 FROM suggestion WHERE id = ?", (event.suggestion,)).fetchone():
            raise RequestError(tr("That suggestion was forgotten meanwhile."), ErrorCode.UNKNOWN_SUGGESTION)

    def _check_profile(self, profile_id: str) -> None:
        if not self._db.execute("SELECT 1 FROM profile WHERE id = ? AND ready", (profile_id,)).fetchone():
            raise _gone()


@contextmanager
def _name_taken(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as exc:
        raise _taken(name) from exc


def _taken(name: str) -> RequestError:
    return RequestError(
        tr("There is a profile named “{name}” already: choose another.", name=name), ErrorCode.NAME_TAKEN
    )


def _gone() -> RequestError:
    return RequestError(tr("The profile was deleted meanwhile: choose another."), ErrorCode.UNKNOWN_PROFILE)
