"""The store's file opened: checked, brought up to date or mended where it must be, and made where there is none.

A file is never changed in place. The next one is written beside it from all the rows that can be read, then both are
renamed, the old one to a name that says why; whoever is killed on the way begins again or goes on at the next start.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from apprentice_shared.errors import StoreError

from .completing import complete_rows
from .rows import is_damage
from .salvage import Rows, read_rows, salvage_rows
from .schema import (
    APPLICATION_ID,
    FILE_NAME,
    JOURNAL_SUFFIXES,
    SCHEMA_VERSION,
    TABLES,
    create_tables,
    own_statements,
    statements,
)

BACKUP_NAME = f"{FILE_NAME}.backup"
_PART, _NEXT = ".part", ".next."
_DAMAGED, _OLDER, _MISSING = "damaged", "version", "missing"
_NEXT_NAME = re.compile(re.escape(FILE_NAME + _NEXT) + rf"(\d+)\.((?:{_DAMAGED}|{_OLDER}|{_MISSING})-[\d-]+)")


@dataclass(frozen=True)
class Opened:
    """An open file, and one sentence on what was set aside; empty where nothing was."""

    connection: sqlite3.Connection
    warning: str


def open_database(path: Path, now_s: float) -> Opened:
    """Open the store's file, made new where there is none; one that is damaged or older is set aside, never written.

    Args:
        path: the file; its folder must exist.
        now_s: seconds since 1970, for the name of a file set aside.

    Raises:
        StoreError: the folder cannot be read or written, or the file is a newer version's.
    """
    try:
        warning = _finish_switch(path)
        problem = _problem(path)
        if problem:
            _prepare_next(path, problem, now_s)
            warning = _finish_switch(path)
        return Opened(_connect(path), warning)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(_cannot_open(path, exc)) from exc


def prepare_mended(path: Path, now_s: float, last_seq: int) -> None:
    """Write the next file beside one that proved damaged while it was used; it may be open, but nobody writes it.

    Args:
        path: the file.
        now_s: seconds since 1970.
        last_seq: the highest place in the log that was given.

    Raises:
        StoreError: the folder cannot be written; the file stays as it is.
    """
    try:
        _prepare_next(path, _DAMAGED, now_s, last_seq)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(_cannot_open(path, exc)) from exc


def open_mended(path: Path) -> Opened:
    """Put the file that `prepare_mended` wrote in the place of the damaged one, which must be closed, and open it.

    Raises:
        StoreError: that cannot be done now; the next start does it.
    """
    try:
        warning = _finish_switch(path)
        return Opened(_connect(path), warning)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(f"The profiles in {path.parent} were damaged: restart Apprentice, which mends them.") from exc


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection that changes nothing, neither the file nor its journal."""
    own = [path.with_name(path.name + ending) for ending in JOURNAL_SUFFIXES]
    own = [file for file in own if not file.exists()]
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
        for file in own:
            with suppress(OSError):
                file.unlink()


def sync_folder(folder: Path) -> None:
    """Write a folder's names to disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(path: Path) -> None:
    """Write a file's content to disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _cannot_open(path: Path, exc: Exception) -> str:
    if isinstance(exc, sqlite3.Error) and getattr(exc, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return f"The disk of {path.parent} is too full to open the profiles: free some space and try again."
    return f"The data folder {path.parent} cannot be used ({exc}): free it or choose another."


def _problem(path: Path) -> str:
    """Return why the file has to be made anew; empty where it has not."""
    backup = path.with_name(BACKUP_NAME)
    journal = path.with_name(f"{path.name}-wal")
    if not path.exists() or not path.stat().st_size:
        is_lost = backup.exists() or (journal.exists() and journal.stat().st_size)
        return (_DAMAGED if path.exists() else _MISSING) if is_lost else ""
    try:
        with read_only(path) as connection:
            return _kind_of_file(path, connection) or (_DAMAGED if _falls_short(connection, backup) else "")
    except sqlite3.Error as exc:
        # A full disk or a locked folder is an error too: it says nothing of the content.
        if is_damage(exc):
            return _DAMAGED
        raise


def _kind_of_file(path: Path, connection: sqlite3.Connection) -> str:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    made = statements(connection)
    if not (application or version or made):  # an earlier run ended before it made the tables
        return ""
    is_ours = made == own_statements()
    if application == APPLICATION_ID and _is_newer(version, is_ours):
        raise StoreError(
            f"The profiles in {path.parent} were written by a newer version of Apprentice, and are left as they are:"
            " install that version to use them."
        )
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok" or application != APPLICATION_ID:
        return _DAMAGED
    if 1 <= version < SCHEMA_VERSION and not is_ours:
        return f"{_OLDER}-{version}"
    return "" if version == SCHEMA_VERSION and is_ours else _DAMAGED


def _is_newer(version: int, is_ours: bool) -> bool:
    """Return whether the version is one to come.

    With exactly the tables of this version, a number that is one bit off is damage of the header.
    """
    return SCHEMA_VERSION < version < 1 << 16 and not (is_ours and (version ^ SCHEMA_VERSION).bit_count() == 1)


def _falls_short(connection: sqlite3.Connection, backup: Path) -> bool:
    """Return whether the backup holds more than the file: rows go only after their backup has gone."""
    if not backup.exists():
        return False
    try:
        with read_only(backup) as other:
            before = _counts(other)
    except sqlite3.Error:  # it is written anew with the next one
        return False
    return any(now < then for now, then in zip(_counts(connection), before, strict=True))


def _counts(connection: sqlite3.Connection) -> list[int]:
    counted = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in TABLES)
    undone = "(SELECT COUNT(*) FROM event WHERE undone_by IS NOT NULL)"
    return list(connection.execute(f"SELECT {counted}, {undone}").fetchone())


def _prepare_next(path: Path, problem: str, now_s: float, last_seq: int = 0) -> None:
    """Write the next file from all that can be read of this one and of its backup.

    Its name tells why, when, and how many entries are lost: whoever puts it in its place knows no more.
    """
    found = _read_any(path, is_sound=problem.startswith(_OLDER))
    found.last_seq = max(found.last_seq, last_seq)
    backup = path.with_name(BACKUP_NAME)
    if backup.exists() and not problem.startswith(_OLDER):
        found.add_missing(_read_any(backup, is_sound=True))
    lost = len(found.lost())
    complete_rows(found)
    _write_part(path, found)
    stamp = datetime.fromtimestamp(now_s, UTC).strftime("%Y%m%d-%H%M%S")
    endings = ("", *(f"-{number}" for number in range(2, 1000)))
    aside = next(
        name
        for name in (f"{problem}-{stamp}{ending}" for ending in endings)
        if not any(path.with_name(f"{path.name}.{name}{journal}").exists() for journal in ("", "-wal"))
    )
    path.with_name(path.name + _PART).replace(path.with_name(f"{path.name}{_NEXT}{lost}.{aside}"))
    sync_folder(path.parent)


def _read_any(path: Path, *, is_sound: bool) -> Rows:
    if is_sound:
        try:
            with read_only(path) as connection:
                return read_rows(connection)
        except sqlite3.Error as exc:
            if not is_damage(exc):
                raise
    return salvage_rows(path)


def _write_part(path: Path, found: Rows) -> None:
    part = path.with_name(path.name + _PART)
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            # Nobody reads it before it is whole.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            create_tables(connection)
            connection.execute("BEGIN")
            for table in TABLES:
                rows, places = found.tables[table], found.places[table]
                ordered = sorted(rows, key=places.__getitem__)
                marks = ",".join("?" * len(connection.execute(f"PRAGMA table_info({table})").fetchall()))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", (rows[name] for name in ordered))
            connection.execute("DELETE FROM sqlite_sequence")
            connection.execute("INSERT INTO sqlite_sequence VALUES ('event', ?)", (found.last_seq,))
            connection.execute("COMMIT")
        sync_file(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _finish_switch(path: Path) -> str:
    """Set the old file aside and put the next one in its place, if there is one; go on where an earlier run stopped."""
    path.with_name(path.name + _PART).unlink(missing_ok=True)
    nexts = [(file, _NEXT_NAME.fullmatch(file.name)) for file in sorted(path.parent.glob(f"{path.name}{_NEXT}*"))]
    found = next(((file, match) for file, match in nexts if match), None)
    if found is None:
        return ""
    following, (lost, name) = found[0], found[1].groups()
    aside = path.with_name(f"{path.name}.{name}")
    for ending in ("", "-wal", "-journal"):
        part, target = path.with_name(path.name + ending), aside.with_name(aside.name + ending)
        if part.exists() and not target.exists():
            part.rename(target)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    following.replace(path)
    sync_folder(path.parent)
    return _told(name, int(lost))


def _told(name: str, lost: int) -> str:
    if name.startswith(_OLDER):
        kept = f"the file of before is kept as {FILE_NAME}.{name}"
        return f"Of the profiles, about {_entries(lost)} could not be read and were left out: {kept}." if lost else ""
    if name.startswith(_MISSING):
        return "The file of the profiles was missing: it was made anew from its backup, without what came later."
    rest = f"all that can be read of it goes on{f', without about {_entries(lost)}' if lost else ''}"
    return f"The file of the profiles was damaged: it was set aside as {FILE_NAME}.{name}, and {rest}."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        path.touch(mode=0o600)  # SQLite gives its journal the same rights
    # One thread at a time uses it; which one may differ between opening and closing.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            create_tables(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
