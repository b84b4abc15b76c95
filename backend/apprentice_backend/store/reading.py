"""The reads of the store over one connection: every row is verified."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import event_of, profile_of, slate_of, suggestion_of

_PROFILES = "SELECT * FROM profile WHERE ready"
# SQLite would rather look for what was not undone, in all profiles: it is told which index to take.
# A rating counts once per suggestion, while it stands and where it teaches.
_COUNTS = "kind = 'rating' AND learned AND undone_by IS NULL"
_SLATES = "SELECT slate.*, event.at, event.learned FROM slate JOIN event ON event.id = slate.id"
_AT_ONCE = 500


class LogReader:
    """A connection's view of the log. Methods do, return and raise what those of the same name in `EventLog` do.

    Attributes:
        ratings: the number of ratings of each profile by its id, as far as they were counted: a long log takes a while.
            Who writes the log keeps it up to date.

    Raises:
        DamagedRow: from every method, where a row is not as it was written.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.ratings: dict[str, int] = {}

    def profiles(self) -> list[ProfileRecord]:
        rows = self.connection.execute(f"{_PROFILES} ORDER BY rowid").fetchall()
        return [profile_of(row, self._count(row[0])) for row in rows]

    def profile(self, profile_id: str) -> ProfileRecord | None:
        row = self.connection.execute(f"{_PROFILES} AND id = ?", (profile_id,)).fetchone()
        return profile_of(row, self._count(profile_id)) if row else None

    def is_rated(self, suggestion_id: str) -> bool:
        """Return whether a rating of a suggestion counts."""
        query = f"SELECT 1 FROM event WHERE suggestion = ? AND {_COUNTS} LIMIT 1"
        return self.connection.execute(query, (suggestion_id,)).fetchone() is not None

    def event(self, event_id: str) -> EventRecord | None:
        return self.one_event("WHERE id = ?", (event_id,))

    def one_event(self, where: str, values: tuple[object, ...]) -> EventRecord | None:
        """Return the first event of a condition, or None."""
        row = self.connection.execute(f"SELECT * FROM event {where}", values).fetchone()
        return event_of(row) if row else None

    def last_said(self, profile_id: str) -> EventRecord | None:
        """Return a profile's last event that stands and is no slate, or None."""
        where = "WHERE profile = ? AND kind != 'slate' AND undone_by IS NULL ORDER BY seq DESC LIMIT 1"
        return self.one_event(f"INDEXED BY event_by_profile {where}", (profile_id,))

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        row = self.connection.execute("SELECT slate FROM suggestion WHERE id = ?", (suggestion_id,)).fetchone()
        return self._slates([row[0]], lost=True).get(row[0]) if row else None

    def history(self, profile_id: str, limit: int) -> LogPage:
        return self._page("WHERE profile = ? ORDER BY seq DESC LIMIT ?", (profile_id, limit), lost=True)

    def log(self, profile_id: str, after: int) -> LogPage:
        where = "INDEXED BY event_by_profile WHERE profile = ? AND seq > ? AND undone_by IS NULL ORDER BY seq"
        page = self._page(where, (profile_id, after), lost=False)
        there = {name for name, slate in page.slates.items() if slate.suggestions}
        there |= {suggestion.id for name in there for suggestion in page.slates[name].suggestions}
        # Of what was lost nothing can be learned.
        events = tuple(event for event in page.events if not event.slate or (event.suggestion or event.slate) in there)
        return LogPage(events, page.slates)

    def _count(self, profile_id: str) -> int:
        if profile_id not in self.ratings:
            query = "SELECT COUNT(DISTINCT suggestion) FROM event INDEXED BY rating_by_profile WHERE profile = ?"
            self.ratings[profile_id] = self.connection.execute(f"{query} AND {_COUNTS}", (profile_id,)).fetchone()[0]
        return self.ratings[profile_id]

    def _page(self, where: str, values: tuple[object, ...], *, lost: bool) -> LogPage:
        self.connection.execute("BEGIN")  # all of it as of one moment
        try:
            events = tuple(map(event_of, self.connection.execute(f"SELECT * FROM event {where}", values)))
            return LogPage(events, self._slates(list({event.slate for event in events if event.slate}), lost=lost))
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _slates(self, ids: Sequence[str], *, lost: bool) -> dict[str, SlateRecord]:
        """Return slates by id, with or without what stands for suggestions that were lost."""
        slates = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            parts: dict[str, list[SuggestionRecord]] = {slate_id: [] for slate_id in some}
            query = f"SELECT * FROM suggestion WHERE slate IN ({marks}) ORDER BY slate, position"
            for row in self.connection.execute(query, some):
                if lost or row[2] >= 0:
                    parts[row[1]].append(suggestion_of(row))
            for *row, at, learned in self.connection.execute(f"{_SLATES} WHERE slate.id IN ({marks})", some):
                slates[row[0]] = slate_of(tuple(row), at, learned, parts[row[0]])
        return slates
