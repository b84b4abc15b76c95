"""Records to rows and back."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .records import EventRecord, ProfileRecord, SlateRecord, SuggestionRecord


def to_json(value: Any) -> str:
    """Return JSON text without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def profile_of(row: sqlite3.Row) -> ProfileRecord:
    """Read a row of `profile`, with its number of ratings."""
    return ProfileRecord(**{key: row[key] for key in row.keys()})  # noqa: SIM118 - a Row iterates over its values


def slate_row(slate: SlateRecord) -> tuple[Any, ...]:
    """Return the values of `slate`, in the table's order."""
    return slate.id, slate.profile, slate.engine, slate.model, slate.document, to_json(slate.context)


def suggestion_row(slate_id: str, position: int, suggestion: SuggestionRecord) -> tuple[Any, ...]:
    """Return the values of `suggestion`, in the table's order."""
    return (
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


def suggestion_of(row: sqlite3.Row) -> SuggestionRecord:
    """Read a row of `suggestion`."""
    return SuggestionRecord(
        id=row["id"],
        mix=json.loads(row["mix"]),
        seed=row["seed"],
        explanation=row["explanation"],
        image=row["image"],
        width_px=row["width_px"],
        height_px=row["height_px"],
        palette=tuple(json.loads(row["palette"])),
        features=json.loads(row["features"]),
        note=row["note"],
    )


def slate_of(row: sqlite3.Row, suggestions: list[SuggestionRecord]) -> SlateRecord:
    """Read a row of `slate` joined with its event."""
    return SlateRecord(
        id=row["id"],
        profile=row["profile"],
        at=row["at"],
        learned=bool(row["learned"]),
        engine=row["engine"],
        model=row["model"],
        document=row["document"],
        context=json.loads(row["context"]),
        suggestions=tuple(suggestions),
    )


def event_row(event: EventRecord) -> tuple[Any, ...]:
    """Return the values of `event`, in the table's order, without `seq`."""
    return (
        event.id,
        event.profile,
        event.kind,
        event.at,
        int(event.learned),
        event.slate or None,
        event.suggestion or None,
        event.stars,
        to_json(dict(event.reasons)),
        event.signal,
        to_json(dict(event.content)),
        event.undone_by or None,
    )


def event_of(row: sqlite3.Row) -> EventRecord:
    """Read a row of `event`."""
    return EventRecord(
        id=row["id"],
        profile=row["profile"],
        kind=row["kind"],
        at=row["at"],
        learned=bool(row["learned"]),
        slate=row["slate"] or "",
        suggestion=row["suggestion"] or "",
        stars=row["stars"],
        reasons=json.loads(row["reasons"]),
        signal=row["signal"],
        content=json.loads(row["content"]),
        undone_by=row["undone_by"] or "",
        seq=row["seq"],
    )
