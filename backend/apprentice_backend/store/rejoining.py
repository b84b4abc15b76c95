"""Files of this version that an earlier one has set aside, which begins anew where it cannot read a file, come back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from apprentice_shared.language import Sentence, sentence

from .renewing import read_only, switch_to
from .rows import sealed
from .salvage import UNDONE_BY, Rows, read_rows
from .schema import APPLICATION_ID, SCHEMA_VERSION, own_statements, statements

_SET_ASIDE = "newer"


def rejoin(path: Path, now_s: float) -> Sentence | None:
    """Put what an earlier version has set aside before what was said since; return a sentence, empty where nothing was.

    Done again after a kill, it comes to the same: every row goes by its id.
    """
    found = {file: rows for file in sorted(path.parent.glob(f"{path.name}.{_SET_ASIDE}-*")) if (rows := _rows_of(file))}
    if not found:
        return None
    joined = Rows()
    for rows in [*found.values(), _rows_of(path) or Rows()]:
        _append(joined, rows)
    switch_to(path, joined, f"version-{SCHEMA_VERSION}", now_s)
    for file in found:  # as other copies of earlier states, they go with the next forget
        for ending in ("-wal", "-shm", ""):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.rename(part.with_name(part.name.replace(f".{_SET_ASIDE}-", f".version-{SCHEMA_VERSION}-", 1)))
    return sentence(
        "An earlier version of Apprentice had set your profiles aside: they are back, with what came since."
    )


def _rows_of(file: Path) -> Rows | None:
    """Return the rows of a file of this version; None of any other file, and of one that cannot be read."""
    if file.is_symlink() or not file.is_file() or file.name.endswith(("-wal", "-shm")):
        return None
    try:
        with read_only(file) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            is_ours = application == APPLICATION_ID and statements(connection) == own_statements()
            return read_rows(connection) if is_ours else None
    except sqlite3.Error:
        return None


def _append(joined: Rows, rows: Rows) -> None:
    """Add rows that are missing, their events behind all that are there."""
    behind = joined.last_seq
    for name, row in rows.tables["event"].items():
        if behind and name not in joined.tables["event"]:
            moved = sealed("event", row[0] + behind, *row[1:UNDONE_BY], row[UNDONE_BY])
            rows.tables["event"][name], rows.places["event"][name] = moved, moved[0]
    rows.last_seq += behind
    joined.add_missing(rows)
