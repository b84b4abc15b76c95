"""The tables of the store's file, and its version."""

from __future__ import annotations

import sqlite3

FILE_NAME = "apprentice.sqlite3"
# What SQLite adds to the names of its journal and of the index to it.
JOURNAL_SUFFIXES = ("-wal", "-shm")
# The kinds of event that each version of the file brought; version 3 brought checksums.
_KINDS: dict[int, tuple[str, ...]] = {
    1: ("slate", "rating", "signal", "value", "palette"),
    2: ("start", "switch"),
    3: (),
}
# Printed as a Python tuple, it is a list of SQL too: the table below relies on that.
EVENT_KINDS = tuple(kind for kinds in _KINDS.values() for kind in kinds)
SCHEMA_VERSION = max(_KINDS)
APPLICATION_ID = 0x41505254  # "APRT": tells our file from any other SQLite file
# The order in which rows can be written: what a row refers to stands before it.
TABLES = ("profile", "slate", "suggestion", "event")

_TABLES = f"""
CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    agent TEXT NOT NULL,
    seed INTEGER NOT NULL,
    created_at REAL NOT NULL,
    ready INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE slate (
    id TEXT PRIMARY KEY,
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    document TEXT NOT NULL,
    context TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE suggestion (
    id TEXT PRIMARY KEY,
    slate TEXT NOT NULL REFERENCES slate (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mix TEXT NOT NULL,
    seed INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    image TEXT NOT NULL,
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    palette TEXT NOT NULL,
    features TEXT NOT NULL,
    note TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN {EVENT_KINDS}),
    at REAL NOT NULL,
    learned INTEGER NOT NULL,
    slate TEXT REFERENCES slate (id) ON DELETE CASCADE,
    suggestion TEXT REFERENCES suggestion (id) ON DELETE CASCADE,
    stars INTEGER CHECK (stars BETWEEN 1 AND 5),
    reasons TEXT NOT NULL,
    signal TEXT NOT NULL,
    content TEXT NOT NULL,
    undone_by TEXT UNIQUE,
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE forgetting (
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    since REAL NOT NULL,
    last_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX slate_by_profile ON slate (profile);
CREATE INDEX suggestion_by_slate ON suggestion (slate, position);
CREATE INDEX event_by_profile ON event (profile, seq);
CREATE INDEX event_by_slate ON event (slate);
CREATE INDEX event_by_suggestion ON event (suggestion);
CREATE INDEX rating_by_profile ON event (profile, suggestion)
    WHERE kind = 'rating' AND learned AND undone_by IS NULL;
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, all or none."""
    connection.executescript(
        f"BEGIN IMMEDIATE;{_TABLES}"
        f"PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
    )


def statements(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return what a file's tables and indexes were made with: kind, name and SQL of each."""
    found = connection.execute("SELECT type, name, COALESCE(sql, '') FROM sqlite_master ORDER BY type, name")
    return [tuple(row) for row in found]


def own_statements() -> list[tuple[str, str, str]]:
    """Return what `statements` returns of a sound file of this version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_tables(connection)
        return statements(connection)
    finally:
        connection.close()
