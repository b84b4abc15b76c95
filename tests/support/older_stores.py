"""Stores as earlier versions of Apprentice wrote them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog
from apprentice_backend.store.schema import FILE_NAME

# The tables of versions 1 and 2: as of now, without checksums, and version 1 with fewer kinds.
_OLDER = """
BEGIN;
ALTER TABLE profile DROP COLUMN checksum;
ALTER TABLE profile DROP COLUMN ready;
ALTER TABLE slate DROP COLUMN checksum;
ALTER TABLE suggestion DROP COLUMN checksum;
ALTER TABLE event RENAME TO event_now;
DROP INDEX event_by_profile;
DROP INDEX event_by_slate;
DROP INDEX event_by_suggestion;
DROP INDEX rating_by_profile;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN {kinds}),
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
INSERT INTO event SELECT seq, id, profile, kind, at, learned, slate, suggestion, stars, reasons, signal, content,
    undone_by FROM event_now;
DROP TABLE event_now;
CREATE INDEX event_by_profile ON event (profile, seq);
CREATE INDEX event_by_slate ON event (slate);
CREATE INDEX event_by_suggestion ON event (suggestion);
PRAGMA user_version = {version};
COMMIT;
"""
KINDS = {1: ("slate", "rating", "signal", "value", "palette")}
KINDS[2] = (*KINDS[1], "start", "switch")


def an_older_file(folder: Path, version: int = 1) -> None:
    """Write a store as an earlier version had it: a profile, a slate, a rating, an undone rating."""
    store = EventLog(folder, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    store.append(a_rating())
    store.append(a_rating("e2"))
    store.undo("u1", "e2")
    store.close()
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript(_OLDER.format(version=version, kinds=KINDS[version]))
    database.execute("VACUUM")
    database.close()
    (folder / f"{FILE_NAME}.backup").unlink()
