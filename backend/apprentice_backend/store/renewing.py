"""The next file, written whole from all that can be read of one that is damaged or older, and put in its place.

A file is never changed in place. The next one is written beside it, then both are renamed, the old one to a name that
says why; whoever is killed on the way begins again or goes on at the next start.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from apprentice_shared.language import Sentence, sentence, sentence_n

from .completing import complete_rows
from .rows import is_damage
from .salvage import Rows, read_rows, salvage_rows
from .schema import FILE_NAME, JOURNAL_SUFFIXES, TABLES, create_tables

BACKUP_NAME = f"{FILE_NAME}.backup"
_PART, _NEXT = ".part", ".next."
DAMAGED, OLDER, MISSING = "damaged", "version", "missing"
_NEXT_NAME = re.compile(re.escape(FILE_NAME + _NEXT) + rf"(\d+)\.((?:{DAMAGED}|{OLDER}|{MISSING})-[\d-]+)")


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


def prepare_next(path: Path, problem: str, now_s: float) -> None:
    """Write the next file from all that can be read of this one and of its backup.

    Its name tells why, when, and how many entries are lost: whoever puts it in its place knows no more.
    """
    found = _read_any(path, is_sound=problem.startswith(OLDER))
    backup = path.with_name(BACKUP_NAME)
    if backup.exists() and not problem.startswith(OLDER):
        found.add_missing(_read_any(backup, is_sound=True))
    found.restore_undone()
    _place_next(path, found, problem, now_s)


def switch_to(path: Path, rows: Rows, problem: str, now_s: float) -> None:
    """Put a file of these rows in the place of this one, which is set aside under the name that `problem` begins."""
    _place_next(path, rows, problem, now_s)
    finish_switch(path)


def _place_next(path: Path, found: Rows, problem: str, now_s: float) -> None:
    lost = len(found.lost())
    complete_rows(found)
    asked = [] if problem.startswith(OLDER) else _forgetting(path)
    _write_part(path, found, [row for row in asked if row[0] in found.tables["profile"]])
    stamp = datetime.fromtimestamp(now_s, UTC).strftime("%Y%m%d-%H%M%S")
    endings = ("", *(f"-{number}" for number in range(2, 1000)))
    aside = next(
        name
        for name in (f"{problem}-{stamp}{ending}" for ending in endings)
        if not any(path.with_name(f"{path.name}.{name}{journal}").exists() for journal in ("", "-wal"))
    )
    for unused in path.parent.glob(f"{path.name}{_NEXT}*"):  # of a switch that failed: the file has gone on since
        unused.unlink()
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


def _forgetting(path: Path) -> list[tuple[str, float, int]]:
    """Return what was being forgotten, as far as SQLite can read it: these rows have no checksum to be found by."""
    with suppress(sqlite3.Error), read_only(path) as connection:
        asked = connection.execute("SELECT profile, since, last_seq FROM forgetting").fetchall()
        return [row for row in asked if [type(value) for value in row] == [str, float, int]]
    return []


def _write_part(path: Path, found: Rows, forgetting: list[tuple[str, float, int]]) -> None:
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
            connection.executemany("INSERT INTO forgetting VALUES (?,?,?)", forgetting)
            connection.execute("DELETE FROM sqlite_sequence")
            connection.execute("INSERT INTO sqlite_sequence VALUES ('event', ?)", (found.last_seq,))
            connection.execute("COMMIT")
        sync_file(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def finish_switch(path: Path) -> Sentence | None:
    """Set the old file aside and put the next one in its place, if there is one; go on where an earlier run stopped."""
    path.with_name(path.name + _PART).unlink(missing_ok=True)
    nexts = [(file, _NEXT_NAME.fullmatch(file.name)) for file in sorted(path.parent.glob(f"{path.name}{_NEXT}*"))]
    found = next(((file, match) for file, match in nexts if match and file.is_file()), None)
    if found is None:
        return None
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


def _told(name: str, lost: int) -> Sentence | None:
    file = f"{FILE_NAME}.{name}"
    if name.startswith(OLDER):
        return _told_of_older(file, lost) if lost else None
    if name.startswith(MISSING):
        return sentence(
            "The file of the profiles was missing: it was made anew from its backup, without what came later."
        )
    if not lost:
        return sentence(
            "The file of the profiles was damaged: it was set aside as {file}, and all that can be read of it goes on.",
            file=file,
        )
    return sentence_n(
        "The file of the profiles was damaged: it was set aside as {file}, and all that can be read of it goes on,"
        " without about {count} entry.",
        "The file of the profiles was damaged: it was set aside as {file}, and all that can be read of it goes on,"
        " without about {count} entries.",
        lost,
        file=file,
    )


def _told_of_older(file: str, lost: int) -> Sentence:
    return sentence_n(
        "Of the profiles, about {count} entry could not be read and was left out: the file of before is kept as"
        " {file}.",
        "Of the profiles, about {count} entries could not be read and were left out: the file of before is kept as"
        " {file}.",
        lost,
        file=file,
    )
