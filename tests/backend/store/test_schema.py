"""A file of an earlier version goes on, with all that is in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog, EventRecord
from apprentice_backend.store.schema import FILE_NAME, SCHEMA_VERSION

VERSION_1 = """
BEGIN;
ALTER TABLE event RENAME TO event_now;
DROP INDEX event_by_profile;
DROP INDEX event_by_slate;
DROP INDEX event_by_suggestion;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('slate', 'rating', 'signal', 'value', 'palette')),
    at REAL NOT NULL,
    learned INTEGER NOT NULL,
    slate TEXT REFERENCES slate (id) ON DELETE CASCADE,
    suggestion TEXT REFERENCES suggestion (id) ON DELETE CASCADE,
    stars INTEGER CHECK (stars BETWEEN 1 AND 5),
    reasons TEXT NOT NULL,
    signal TEXT NOT NULL,
    content TEXT NOT NULL,
    undone_by TEXT UNIQUE
) STRICT;
INSERT INTO event SELECT * FROM event_now;
DROP TABLE event_now;
CREATE INDEX event_by_profile ON event (profile, seq);
CREATE INDEX event_by_slate ON event (slate);
CREATE INDEX event_by_suggestion ON event (suggestion);
PRAGMA user_version = 1;
COMMIT;
"""


def a_file_of_version_1(folder: Path) -> None:
    """Write a store as the first version had it: a profile, a slate, a rating, an undone rating."""
    store = EventLog(folder, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    store.append(a_rating())
    store.append(a_rating("e2"))
    store.undo("u1", "e2")
    store.close()
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript(VERSION_1)
    database.close()


def test_a_file_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    """Nothing is lost or set aside, and the kinds of event that are new can be written."""
    a_file_of_version_1(tmp_path)
    store = EventLog(tmp_path, NOW_S)
    try:
        assert not store.warning
        assert [event.id for event in store.log("p1").events] == ["s1", "e1"]
        assert [event.id for event in store.history("p1", 9).events] == ["e2", "e1", "s1"]
        store.append(EventRecord("st1", "p1", "start", NOW_S, True, slate="", content={"kind": "none"}))
        assert store.log("p1").events[-1].content == {"kind": "none"}
        store.delete_profile("p1")
        assert not store.history("p1", 9).events
    finally:
        store.close()
    database = sqlite3.connect(tmp_path / FILE_NAME)
    assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
