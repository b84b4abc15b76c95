"""Records to rows and back. The last value of every row is a checksum of the others."""

from __future__ import annotations

import errno
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from apprentice_shared.language import tr
from apprentice_shared.system_errors import why_of

from .records import EventRecord, ProfileRecord, SlateRecord, SuggestionRecord
from .schema import TABLES

Row = tuple[Any, ...]


class DamagedRow(Exception):
    """A row that is not as it was written. The text names its table, and nothing that stands in it."""


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


# What `json.loads` does, without looking for spaces around the text.
_decode = json.JSONDecoder(parse_constant=_refuse).raw_decode
# The same values in another table are another row.
_TABLE_SUMS = {table: zlib.crc32(table.encode()) for table in TABLES}
# What SQLite says of the file, as the system would.
_SYSTEM_ERRORS = {
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


def to_json(value: Any) -> str:
    """Return JSON text without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def checksum(table: str, values: Sequence[Any]) -> int:
    """Return a CRC-32 over a row's values as text, in the table's order.

    A row is checked against damage, not against a person who can write the file, so nothing stronger is needed: one
    damaged row in 4,000,000,000 passes, and a row takes a microsecond.
    """
    return zlib.crc32("\0".join(map(str, values)).encode(), _TABLE_SUMS[table])


def sealed(table: str, *values: Any) -> Row:
    """Return a row with its checksum."""
    return (*values, checksum(table, values))


def is_sound(table: str, row: Sequence[Any]) -> bool:
    """Return whether a row is as it was written."""
    try:
        return row[-1] == checksum(table, row[:-1])
    except UnicodeEncodeError:
        return False


def verified(table: str, row: Row) -> Row:
    """Return a row; `DamagedRow` where it is not as it was written."""
    if row[-1] != checksum(table, row[:-1]):
        raise DamagedRow(table)
    return row


def profile_row(profile: ProfileRecord, *, ready: bool = True) -> Row:
    """Return the row of a profile; one that is not ready is being written or deleted, and is not shown."""
    return sealed(
        "profile", profile.id, profile.name, profile.agent, profile.seed, float(profile.created_at), int(ready)
    )


def profile_of(row: Row, ratings: int) -> ProfileRecord:
    """Read a row of `profile`."""
    name, title, agent, seed, created_at, _, _ = verified("profile", row)
    return ProfileRecord(name, title, agent, seed, created_at, ratings)


def slate_row(slate: SlateRecord) -> Row:
    """Return the row of a slate."""
    values = slate.id, slate.profile, slate.engine, slate.model, slate.document, to_json(slate.context)
    return sealed("slate", *values)


def slate_of(row: Row, at: float, learned: int, suggestions: Sequence[SuggestionRecord]) -> SlateRecord:
    """Read a row of `slate` with the moment of its event."""
    name, profile, engine, model, document, context, _ = verified("slate", row)
    return SlateRecord(
        name, profile, at, bool(learned), engine, model, document, _mapping("slate", context), tuple(suggestions)
    )


def suggestion_row(slate_id: str, position: int, suggestion: SuggestionRecord) -> Row:
    """Return the row of a suggestion; at a position below 0 it stands for one that was lost."""
    return sealed(
        "suggestion",
        suggestion.id,
        slate_id,
        position,
        to_json(suggestion.mix),
        suggestion.seed,
        suggestion.explanation,
        suggestion.image,
        suggestion.width_px,
        suggestion.height_px,
        to_json([dict(swatch) for swatch in suggestion.palette]),
        to_json(dict(suggestion.features)),
        suggestion.note,
    )


def suggestion_of(row: Row) -> SuggestionRecord:
    """Read a row of `suggestion`."""
    name, _, _, mix, seed, explanation, image, width_px, height_px, palette, features, note, _ = verified(
        "suggestion", row
    )
    return SuggestionRecord(
        name,
        _mapping("suggestion", mix),
        seed,
        explanation,
        image,
        width_px,
        height_px,
        tuple(_json("suggestion", palette, list)),
        _mapping("suggestion", features),
        note,
    )


def event_row(event: EventRecord) -> Row:
    """Return the row of an event."""
    return sealed(
        "event",
        event.seq,
        event.id,
        event.profile,
        event.kind,
        float(event.at),
        int(event.learned),
        event.slate or None,
        event.suggestion or None,
        event.stars,
        to_json(dict(event.reasons)),
        event.signal,
        to_json(dict(event.content)),
        event.undone_by or None,
    )


def event_of(row: Row) -> EventRecord:
    """Read a row of `event`."""
    seq, name, profile, kind, at, learned, slate, suggestion, stars, reasons, signal, content, undone_by, _ = verified(
        "event", row
    )
    return EventRecord(
        name,
        profile,
        kind,
        at,
        bool(learned),
        slate or "",
        suggestion or "",
        stars,
        _mapping("event", reasons),
        signal,
        _mapping("event", content),
        undone_by or "",
        seq,
    )


def _mapping(table: str, text: str) -> Mapping[str, Any]:
    return {} if text == "{}" else _json(table, text, dict)


def _json(table: str, text: str, kind: type) -> Any:
    try:
        value, end = _decode(text)
    except (ValueError, RecursionError):
        raise DamagedRow(table) from None
    if end != len(text) or not isinstance(value, kind):
        raise DamagedRow(table)
    return value


def is_damage(exc: Exception) -> bool:
    """Return whether an error of the database says that what is in the file is not what was written.

    A full or read-only disk is none. Text that is no UTF-8 is an error without a code; a table that is not there can
    only be one that was lost.
    """
    code = getattr(exc, "sqlite_errorcode", None)
    if isinstance(exc, DamagedRow):
        return True
    if not isinstance(exc, sqlite3.DatabaseError) or isinstance(exc, sqlite3.ProgrammingError):
        return False
    return code is None or code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_SCHEMA,
    )


def why_failed(exc: Exception) -> str:
    """Return why the database or its file could not be used, as a part of a sentence."""
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:  # of many reasons, and Python does not tell which
        return tr("it cannot be opened")
    number = _SYSTEM_ERRORS.get(code)
    return why_of(exc if number is None else OSError(number, str(exc)))
