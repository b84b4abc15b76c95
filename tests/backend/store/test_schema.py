"""A file of an earlier version goes on, with all that is in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from logged import NOW_S, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog, EventRecord
from apprentice_backend.store.schema import FILE_NAME, SCHEMA_VERSION

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
_KINDS = {1: ("slate", "rating", "signal", "value", "palette")}
_KINDS[2] = (*_KINDS[1], "start", "switch")


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
    database.executescript(_OLDER.format(version=version, kinds=_KINDS[version]))
    database.execute("VACUUM")
    database.close()
    (folder / f"{FILE_NAME}.backup").unlink()


@pytest.mark.parametrize("version", _KINDS)
def test_a_file_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """Nothing is lost, the kinds of event that are new can be written, and the old file is kept as it was."""
    an_older_file(tmp_path, version)
    before = (tmp_path / FILE_NAME).read_bytes()
    store = EventLog(tmp_path, NOW_S)
    try:
        assert not store.warning
        (kept,) = tmp_path.glob(f"{FILE_NAME}.version-{version}-*")
        assert kept.read_bytes() == before
        assert [event.id for event in store.log("p1").events] == ["s1", "e1"]
        assert [event.id for event in store.history("p1", 9).events] == ["e2", "e1", "s1"]
        store.append(EventRecord("st1", "p1", "start", NOW_S, True, slate="", content={"kind": "none"}))
        assert store.log("p1").events[-1].content == {"kind": "none"}
        store.delete_profile("p1")
        assert not store.history("p1", 9).events
        assert not kept.exists()
    finally:
        store.close()
    database = sqlite3.connect(tmp_path / FILE_NAME)
    assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET at = 9e999 WHERE id = 'e1'",
        "UPDATE event SET reasons = '[1]' WHERE id = 'e1'",
        "UPDATE event SET reasons = '{\"color\": NaN}' WHERE id = 'e1'",
        "UPDATE event SET content = '{\"a\": 1e999}' WHERE id = 'e1'",
        "UPDATE event SET content = '" + "[" * 100_000 + "' WHERE id = 'e1'",
        "UPDATE event SET content = CAST(x'ff' AS TEXT) WHERE id = 'e1'",
    ],
    ids=["an endless moment", "a list", "no number", "an endless number", "endless brackets", "no text"],
)
def test_a_row_of_an_older_file_that_is_none_is_left_out(tmp_path: Path, change: str) -> None:
    """One entry that nobody can read is counted in a sentence, and the rest goes on."""
    an_older_file(tmp_path)
    database = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    database.execute(change)
    database.close()
    store = EventLog(tmp_path, NOW_S)
    try:
        assert [event.id for event in store.history("p1", 9).events] == ["e2", "s1"]
        assert "about 1 entry" in store.warning
        assert store.warning.count(". ") == 0
    finally:
        store.close()
