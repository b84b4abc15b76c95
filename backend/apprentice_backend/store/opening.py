"""The store's file opened: checked, brought up to date or mended where it must be, and made where there is none."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from apprentice_shared.errors import StoreError
from apprentice_shared.language import Sentence, tr

from .pages import committed_frames
from .rejoining import rejoin
from .renewing import BACKUP_NAME, DAMAGED, MISSING, OLDER, finish_switch, prepare_next, read_only
from .rows import is_damage, why_failed
from .schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, create_tables, own_statements, statements


@dataclass(frozen=True)
class Opened:
    """An open file, and what is to be told of files that were set aside."""

    connection: sqlite3.Connection
    warnings: tuple[Sentence, ...] = ()


def open_database(path: Path, now_s: float) -> Opened:
    """Open the store's file, made new where there is none; one that is damaged or older is set aside, never written.

    Args:
        path: the file; its folder must exist.
        now_s: seconds since 1970, for the name of a file set aside.

    Raises:
        StoreError: the folder cannot be read or written, or the file is a newer version's.
    """
    try:
        warning = finish_switch(path)
        problem = _problem(path)
        if problem:
            prepare_next(path, problem, now_s)
            warning = finish_switch(path)
        warnings = tuple(filter(None, (warning, rejoin(path, now_s))))
        return Opened(_connect(path), warnings)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(_cannot_open(path, exc)) from exc


def prepare_mended(path: Path, now_s: float) -> None:
    """Write the next file beside one that proved damaged while it was used; it may be open, but nobody writes it.

    Args:
        path: the file.
        now_s: seconds since 1970.

    Raises:
        StoreError: the folder cannot be written; the file stays as it is.
    """
    try:
        prepare_next(path, DAMAGED, now_s)
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(_cannot_open(path, exc)) from exc


def open_mended(path: Path) -> Opened:
    """Put the file that `prepare_mended` wrote in the place of the damaged one, which must be closed, and open it.

    Raises:
        StoreError: that cannot be done now; the next start does it.
    """
    try:
        warning = finish_switch(path)
        return Opened(_connect(path), (warning,) if warning else ())
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(
            tr(
                "The profiles in {folder} were damaged: close Krita for two minutes, then Apprentice mends them.",
                folder=path.parent,
            )
        ) from exc


def _cannot_open(path: Path, exc: Exception) -> str:
    if isinstance(exc, sqlite3.Error) and getattr(exc, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return tr(
            "The disk of {folder} is too full to open the profiles: free some space and try again.", folder=path.parent
        )
    return tr(
        "The data folder {folder} cannot be used ({why}): mend that or choose another.",
        folder=path.parent,
        why=why_failed(exc),
    )


def _problem(path: Path) -> str:
    """Return why the file has to be made anew; empty where it has not."""
    backup = path.with_name(BACKUP_NAME)
    journal = path.with_name(f"{path.name}-wal")
    if not path.exists() or not path.stat().st_size:
        is_lost = backup.exists() or (journal.exists() and journal.stat().st_size)
        return (DAMAGED if path.exists() else MISSING) if is_lost else ""
    try:
        with read_only(path) as connection:
            kind = _kind_of_file(path, connection)
            is_short = not kind and (_is_torn(path) or _falls_short(connection, backup))
            return DAMAGED if is_short else kind
    except sqlite3.Error as exc:
        # A full disk or a locked folder is an error too: it says nothing of the content.
        # A rollback journal is another program's.
        if is_damage(exc) or getattr(exc, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
            return DAMAGED
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
            tr(
                "The profiles in {folder} were written by a newer version of Apprentice, and are left as"
                " they are: install that version to use them.",
                folder=path.parent,
            )
        )
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok" or application != APPLICATION_ID:
        return DAMAGED
    if 1 <= version < SCHEMA_VERSION and not is_ours:
        return f"{OLDER}-{version}"
    return "" if version == SCHEMA_VERSION and is_ours else DAMAGED


def _is_newer(version: int, is_ours: bool) -> bool:
    """Return whether the version is one to come.

    With exactly the tables of this version, a number that is one bit off is damage of the header.
    """
    return SCHEMA_VERSION < version < 1 << 16 and not (is_ours and (version ^ SCHEMA_VERSION).bit_count() == 1)


def _is_torn(path: Path) -> bool:
    """Return whether whole transactions stand in the journal behind a frame at which SQLite, which reads it, stopped.

    Source: "WAL-mode File Format", https://www.sqlite.org/walformat.html, section 2.1: `mxFrame` of the index.
    """
    index = path.with_name(f"{path.name}-shm")
    head = index.read_bytes()[:20] if index.exists() else b""
    return len(head) == 20 and committed_frames(path) > int.from_bytes(head[16:20], sys.byteorder)


def _falls_short(connection: sqlite3.Connection, backup: Path) -> bool:
    """Return whether the backup holds more than the file: rows go only after their backup has gone."""
    if not backup.exists():
        return False
    try:
        with read_only(backup) as other:
            before = row_counts(other)
    except sqlite3.Error:  # it is written anew with the next one
        return False
    return any(now < then for now, then in zip(row_counts(connection), before, strict=True))


def row_counts(connection: sqlite3.Connection) -> list[int]:
    """Return how many rows each table has, and how many events were taken back."""
    counted = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in TABLES)
    undone = "(SELECT COUNT(*) FROM event WHERE undone_by IS NOT NULL)"
    return list(connection.execute(f"SELECT {counted}, {undone}").fetchone())


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
