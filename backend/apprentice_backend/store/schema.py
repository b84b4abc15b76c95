"""The file of the store: its tables and its version. A file that cannot be used is set aside under another name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from apprentice_shared.errors import StoreError

FILE_NAME = "apprentice.sqlite3"
# What SQLite adds to the names of its journal and of the index to it.
JOURNAL_SUFFIXES = ("-wal", "-shm")
# The kinds of event that each version of the file brought.
_KINDS = {1: ("slate", "rating", "signal", "value", "palette"), 2: ("start", "switch")}
# Printed as a Python tuple, it is a list of SQL too: the table below relies on that.
EVENT_KINDS = tuple(kind for kinds in _KINDS.values() for kind in kinds)
SCHEMA_VERSION = max(_KINDS)
APPLICATION_ID = 0x41505254  # "APRT": tells our file from any other SQLite file

_TABLES = """
CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    agent TEXT NOT NULL,
    seed INTEGER NOT NULL,
    created_at REAL NOT NULL
) STRICT;
CREATE TABLE slate (
    id TEXT PRIMARY KEY,
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    document TEXT NOT NULL,
    context TEXT NOT NULL
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
    note TEXT NOT NULL
) STRICT;
CREATE INDEX slate_by_profile ON slate (profile);
CREATE INDEX suggestion_by_slate ON suggestion (slate, position);
"""
_EVENTS = f"""
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
    undone_by TEXT UNIQUE
) STRICT;
CREATE INDEX event_by_profile ON event (profile, seq);
CREATE INDEX event_by_slate ON event (slate);
CREATE INDEX event_by_suggestion ON event (suggestion);
"""
# An older file knows fewer kinds of event, and SQLite cannot change a check: the table is written anew.
_FROM_OLDER = f"""
DROP INDEX event_by_profile;
DROP INDEX event_by_slate;
DROP INDEX event_by_suggestion;
ALTER TABLE event RENAME TO event_before;
{_EVENTS}
INSERT INTO event SELECT * FROM event_before;
DROP TABLE event_before;
"""


@dataclass(frozen=True)
class Opened:
    """An open file, and one sentence on what was set aside; empty where nothing was."""

    connection: sqlite3.Connection
    warning: str


def open_database(path: Path, now_s: float) -> Opened:
    """Open the store's file, made new where there is none; one that cannot be used is renamed, never written.

    Args:
        path: the file; its folder must exist.
        now_s: seconds since 1970, for the name of a file set aside.

    Raises:
        StoreError: the folder cannot be read or written.
    """
    try:
        problem = _problem(path) if path.exists() and path.stat().st_size else ""
        warning = _set_aside(path, problem, now_s) if problem else ""
        return Opened(_connect(path), warning)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(f"The data folder {path.parent} cannot be used ({exc}): free it or choose another.") from exc


def _problem(path: Path) -> str:
    """Return why the file cannot be used: "damaged", "newer", or empty where it can."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application == APPLICATION_ID and version > SCHEMA_VERSION:
            return "newer"
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        ours = application == APPLICATION_ID and 1 <= version <= SCHEMA_VERSION
        return "" if sound and ours else "damaged"
    except sqlite3.DatabaseError as exc:
        # A full disk or a locked folder is an OperationalError too: only these two say that the content is bad.
        if exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return "damaged"
        raise
    finally:
        connection.close()


def _set_aside(path: Path, problem: str, now_s: float) -> str:
    stamp = datetime.fromtimestamp(now_s, UTC).strftime("%Y%m%d-%H%M%S")
    names = (f"{path.name}.{problem}-{stamp}{ending}" for ending in ("", *(f"-{number}" for number in range(2, 1000))))
    target = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    for suffix in (*JOURNAL_SUFFIXES, ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))
    if problem == "newer":
        return (
            f"The profiles were written by a newer version of Apprentice: they were set aside as {target.name}, and"
            " new ones begun; install that version to use them again."
        )
    return f"The file of the profiles was damaged: it was set aside as {target.name}, and a new one begun."


def _connect(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)  # SQLite gives its journal the same rights
    # One thread at a time uses it; which one may differ between opening and closing.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < SCHEMA_VERSION:
            connection.executescript(
                f"BEGIN IMMEDIATE;{_FROM_OLDER if version else _TABLES + _EVENTS}"
                f"PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
            )
    except sqlite3.Error:
        connection.close()
        raise
    return connection
