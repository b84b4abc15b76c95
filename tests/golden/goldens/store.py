"""The store's file after one event of every kind was written, row by row."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from apprentice_backend.store import EventLog, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord

FILE = "apprentice.sqlite3"
NOW_S = 1_790_000_000.5
TABLES = ("profile", "slate", "suggestion", "event")
# No longer in the file, for good.
FORGOTTEN_S = NOW_S + 900

_CONTEXT = {
    "features": {"lightness": 0.5, "warmth": -0.25},
    "subject": "a boat “at dusk”",
    "palette": ["#102030", "#c04020"],
    "request": {"strength": 0.6, "canvas": "ab" * 32},
}


def _slate(name: str, at: float, *, learned: bool = True) -> SlateRecord:
    mixes: tuple[dict[str, dict[str, float]], ...] = (
        {"color": {"warm": 0.75, "muted": 0.25}, "mood": {"joyful": 1.0}},
        {},
    )
    parts = tuple(SuggestionRecord(f"{name}-{n}", mix, n, f"why {n} – so") for n, mix in enumerate(mixes, 1))
    return SlateRecord(name, "default", at, learned, "studies", "own.toml", "valley", _CONTEXT, parts)


def _events() -> list[EventRecord]:
    said: list[dict[str, Any]] = [
        {"kind": "rating", "stars": 4, "reasons": {"color": 1, "mood": -1}},
        {"kind": "rating", "stars": 5, "learned": False},
        *({"kind": "signal", "signal": name} for name in ("picked", "inserted", "insert_undone", "palette_pulled")),
        *({"kind": "signal", "signal": name} for name in ("more_like_this", "dismissed")),
        {"kind": "value", "content": {"dimension": "color", "value": "warm", "stars": -1.5}},
        {"kind": "value", "content": {"dimension": "color", "value": "cool", "stars": None}},
        {"kind": "palette", "stars": 3, "content": {"swatches": ["#c04020", "#102030"]}},
        {"kind": "start", "content": {"kind": "portfolio", "pictures": [{"warmth": 0.25}], "found": 3}},
        {
            "kind": "start",
            "content": {"kind": "profiles", "tastes": [{"ratings": 4, "values": [["color", "warm", 0.5, 0.25]]}]},
        },
        {"kind": "start", "content": {"kind": "none"}},
        {"kind": "switch", "content": {"signal": "inserted", "on": False}},
    ]
    events = []
    for number, item in enumerate(said, 1):
        about = {"slate": "s1", "suggestion": "s1-1"} if item["kind"] in ("rating", "signal") else {"slate": ""}
        event = {"id": f"e{number}", "profile": "default", "at": NOW_S + number, "learned": True, **about, **item}
        events.append(EventRecord(**event))
    return events


def fill(folder: Path) -> dict[str, LogPage]:
    """Write one of everything into a new store; return what it reads back."""
    log = EventLog(folder, NOW_S)
    try:
        log.add_profile(ProfileRecord("default", "My taste", "bayes", 7, NOW_S))
        log.add_profile(ProfileRecord("ink", "Ink – Öl", "random", 0, NOW_S + 1))
        log.add_slate(_slate("s1", NOW_S))
        log.add_slate(_slate("s2", NOW_S + 800, learned=False))
        done = SuggestionRecord(
            id="s1-1",
            mix={},
            seed=1,
            image="cd" * 32,
            width_px=640,
            height_px=480,
            palette=({"hex": "#c04020", "share": 0.75, "name": "rust"},),
            features={"lightness": 0.625},
            note="Warmer by a third.",
        )
        log.complete_suggestion(done)
        for event in _events():
            log.append(event)
        log.undo("u1", "e2")
        log.undo("u2", "", "default")
        log.add_slate(_slate("s3", FORGOTTEN_S))
        log.append(EventRecord("late", "default", "rating", FORGOTTEN_S + 1, True, "s3", "s3-1", 1))
        log.forget("default", FORGOTTEN_S)
        log.rename_profile("ink", "Ink")
        return {"history": log.history("default", 100), "log": log.log("default")}
    finally:
        log.close()


def rows(file: Path) -> dict[str, Any]:
    """Return everything that a store's file holds."""
    connection = sqlite3.connect(file)
    try:
        connection.row_factory = sqlite3.Row
        tables = {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY rowid")] for name in TABLES
        }
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return {
            **tables,
            "schema": [[row[0], row[1], " ".join(str(row[2]).split())] for row in schema],
            "version": connection.execute("PRAGMA user_version").fetchone()[0],
            "application": connection.execute("PRAGMA application_id").fetchone()[0],
        }
    finally:
        connection.close()


def produce(folder: Path) -> dict[str, Any]:
    """Return the file's rows, and in which order events are read back."""
    pages = fill(folder)
    read = {name: [event.id for event in page.events] for name, page in pages.items()}
    return {**rows(folder / FILE), "read": read, "slates": sorted(pages["history"].slates)}
