"""The rows of a file that is not as it should be: of an earlier version, or damaged."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .pages import Cell, RawPages
from .records import SLATE
from .rows import DamagedRow, Row, event_of, is_sound, profile_of, sealed, slate_of, suggestion_of
from .schema import EVENT_KINDS, TABLES

# The columns of each table without its checksum: text, integer, real; a capital may be NULL.
_COLUMNS = {"profile": "tttiri", "slate": "tttttt", "suggestion": "ttitittiittt", "event": "itttriTTItttT"}
_TYPES: dict[str, tuple[type, ...]] = {"t": (str,), "i": (int,), "r": (float,)}
UNDONE_BY = 12  # its place in a row of `event`
_SCHEMA = ("table", "index")  # with which a row of SQLite's own table begins
_IMAGE = 6  # its place in a row of `suggestion`


@dataclass
class Rows:
    """Sound rows, of this version.

    Args:
        tables: table -> id -> row.
        places: table -> id -> rowid, which tells the order where a table has no other.
        known: ids that stand in an index or a damaged row.
        entries: page of an index -> texts in it with the place of their row.
        last_seq: the highest place in the log that was ever given.
    """

    tables: dict[str, dict[str, Row]] = field(default_factory=lambda: {table: {} for table in TABLES})
    places: dict[str, dict[str, int]] = field(default_factory=lambda: {table: {} for table in TABLES})
    known: set[str] = field(default_factory=set)
    entries: dict[int, set[tuple[str | None, int]]] = field(default_factory=dict)
    last_seq: int = 0

    def add(self, table: str, row: Row, rowid: int) -> None:
        """Add a row, or put it in the place of an older one; what was undone or completed stays so."""
        name = row[1] if table == "event" else row[0]
        before = self.tables[table].get(name)
        if before is None or not _is_later(table, before, row):
            self.tables[table][name] = row
            self.places[table].setdefault(name, rowid)
        if table == "event":
            self.last_seq = max(self.last_seq, row[0])

    def add_missing(self, others: Rows) -> None:
        """Add the rows of an older copy: those that are missing here, undone or completed there and not here."""
        for table in TABLES:
            for name, row in others.tables[table].items():
                before = self.tables[table].get(name)
                if before is None or _is_later(table, row, before):
                    self.add(table, row, others.places[table][name])
        self.last_seq = max(self.last_seq, others.last_seq)

    def restore_undone(self) -> None:
        """Take back what an index says was taken back: a row may be there as it was before that."""
        by_seq = {row[0]: name for name, row in self.tables["event"].items()}
        said = {name for table in TABLES for name in self.tables[table]}
        said |= {row[1] for row in self.tables["profile"].values()}
        said |= {row[place] for row in self.tables["event"].values() for place in (2, 6, 7) if row[place]}
        marks = {None, *(row[UNDONE_BY] for row in self.tables["event"].values())}
        for entries in self.entries.values():
            # A page is one index': that of undos has nothing that is said elsewhere, and marks that are known.
            texts = {text for text, _ in entries}
            if said.isdisjoint(texts) and not marks.isdisjoint(texts):
                self._undo(entries, by_seq)

    def _undo(self, entries: set[tuple[str | None, int]], by_seq: dict[int, str]) -> None:
        for text, seq in entries:
            row = self.tables["event"].get(by_seq.get(seq, ""))
            if text and row is not None and row[3] != SLATE and not row[UNDONE_BY]:
                self.tables["event"][row[1]] = sealed("event", *row[:UNDONE_BY], text)

    def lost(self) -> set[str]:
        """Return the ids that are known and of which no row is left."""
        there = {name for rows in self.tables.values() for name in rows}
        # These stand in an index too.
        names = {row[1] for row in self.tables["profile"].values()}
        undone = {row[UNDONE_BY] for row in self.tables["event"].values()}
        return self.known - there - names - undone


def _is_later(table: str, row: Row, other: Row) -> bool:
    """Return whether a row is later than another one of the same id, by what happens to a row only once."""
    place = {"event": UNDONE_BY, "suggestion": _IMAGE}.get(table)
    return place is not None and bool(row[place]) and not other[place]


def read_rows(connection: sqlite3.Connection) -> Rows:
    """Read a file that SQLite can read; rows that are no rows of ours are left out.

    Raises:
        sqlite3.Error: SQLite cannot read it after all.
    """
    found = Rows()
    for table in TABLES:
        for rowid, *values in connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid"):
            _take(found, table, tuple(values), rowid)
    for (seq,) in connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'"):
        found.last_seq = max(found.last_seq, _place(seq))
    return found


def salvage_rows(path: Path) -> Rows:
    """Read every row of a damaged file that is whole."""
    found = Rows()
    older: list[Cell] = []
    for cell in RawPages(path).cells():
        values = cell.values
        if cell.in_index:
            if len(values) == 2 and isinstance(values[0], str | None) and isinstance(values[1], int):
                found.known.update([values[0]] if values[0] else [])
                found.entries.setdefault(cell.page, set()).add((values[0], values[1]))
        elif len(values) == 2 and values[0] == "event" and isinstance(values[1], int):
            found.last_seq = max(found.last_seq, _place(values[1]))
        elif not _take_sealed(found, cell):
            older.append(cell)
    if not any(found.tables.values()):
        for cell in older:
            table = next((name for name in TABLES if len(cell.values) == _old_width(name)), "")
            if table and cell.values[0] not in _SCHEMA:
                _take(found, table, _as_written(table, cell), cell.rowid)
    return found


def _place(seq: Any) -> int:
    """Return a place in the log; 0 where damage made it one that nobody can reach."""
    return seq if isinstance(seq, int) and 0 < seq < 1 << 53 else 0


def _take_sealed(found: Rows, cell: Cell) -> bool:
    tables = [table for table in TABLES if len(cell.values) == len(_COLUMNS[table]) + 1]
    for table in tables:
        row = _as_written(table, cell)
        if is_sound(table, row):
            found.add(table, row, cell.rowid)
            return True
    return False


def _take(found: Rows, table: str, values: Row, rowid: int) -> None:
    """Take a row as a file of any version holds it, if it is one."""
    if len(values) == len(_COLUMNS[table]) + 1:
        row = values if is_sound(table, values) else None
    else:
        row = _adopted(table, values)
    if row is not None:
        found.add(table, row, rowid)
    else:
        name = values[1 if table == "event" else 0]
        found.known.update([name] if isinstance(name, str) else [])


def _old_width(table: str) -> int:
    return len(_COLUMNS[table]) - (table == "profile")


def _as_written(table: str, cell: Cell) -> Row:
    """Return a cell's values as SQLite gives them: a real number may lie there as an integer, a rowid as NULL."""
    values = list(cell.values)
    for place, kind in enumerate(_COLUMNS[table][: len(values)]):
        if kind == "r" and isinstance(values[place], int):
            values[place] = float(values[place])
    if table == "event":
        values[0] = cell.rowid
    return tuple(values)


def _adopted(table: str, values: Row) -> Row | None:
    """Return a row of a file without checksums as a row of this version; None where it is not one of ours."""
    if len(values) != _old_width(table):
        return None
    values = (*values, 1) if table == "profile" else values
    for value, kind in zip(values, _COLUMNS[table], strict=True):
        if not (value is None and kind.isupper()) and type(value) not in _TYPES[kind.lower()]:
            return None
    try:
        row = sealed(table, *values)
        return row if _makes_sense(table, row) else None
    except (DamagedRow, ValueError, TypeError, AttributeError):
        return None


def _makes_sense(table: str, row: Row) -> bool:
    """Return whether the parts of a row are of the kinds that everybody relies on."""
    if table == "profile":
        return _is_finite(profile_of(row, 0).created_at)
    if table == "slate":
        context = slate_of(row, 0.0, 1, ()).context
        return _is_finite(context) and _are_numbers(context.get("features", {}))
    if table == "suggestion":
        read = suggestion_of(row)
        mixes = all(_are_numbers(weights) for weights in read.mix.values())
        palette = all(isinstance(swatch, dict) for swatch in read.palette)
        return mixes and palette and _is_finite(read.palette) and _are_numbers(read.features)
    event = event_of(row)
    reasons = all(way in (1, -1) for way in event.reasons.values())
    return event.kind in EVENT_KINDS and reasons and _is_finite(event.at) and _is_finite(event.content)


def _are_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(type(item) in (int, float) for item in value.values()) and _is_finite(value)


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_finite(item) for item in value.values())
    if isinstance(value, list | tuple):
        return all(_is_finite(item) for item in value)
    return not isinstance(value, float) or math.isfinite(value)
