"""Files of profiles: one with an entry of every kind, and odd ones made of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

# A place in JSON data: the names and numbers on the way to it.
Place = tuple[str | int, ...]

_CONTEXT = {
    "features": {"lightness": 0.5, "warmth": -0.25},
    "subject": "a boat “at dusk”",
    "palette": ["#102030", "#c04020"],
}
# Stand for what Python writes otherwise, or not at all; `to_text` puts them into the text.
DIGITS, ENDLESS = "@digits", "@endless"
ODD_VALUES: tuple[Any, ...] = (
    *(float("nan"), float("inf"), float("-inf"), ENDLESS, DIGITS, 1e300, -1e300, 1e17, 10**30, -1, 0, 6, 0.5, 2**63),
    *(True, False, None, "", "1", "٣", "²", "\ud800", "\u202eab\u2066", "a\nb\x00", "x" * 3000, "é" * 80, "#ffffff"),
    *(
        [],
        {},
        [[]],
        {"\ud800": 1},
        {"": 1},
        {"a": {"b": 1e300}},
        [1e300] * 40,
        ["color"] * 4,
        json.loads(60 * "[" + 60 * "]"),
        "portfolio",
        "slate",
    ),
)


def everything() -> dict[str, Any]:
    """Return the content of a file with an entry of every kind."""
    said: list[dict[str, Any]] = [
        {"kind": "rating", "suggestion": "s1-1", "stars": 5, "reasons": {"color": 1, "mood": -1}},
        {"kind": "rating", "suggestion": "s2-1", "stars": 2, "reasons": {}},
        {"kind": "signal", "suggestion": "s1-2", "signal": "picked"},
        {"kind": "value", "content": {"dimension": "color", "value": "warm", "stars": -1.5}},
        {"kind": "value", "content": {"dimension": "color", "value": "cool", "stars": None}},
        {"kind": "palette", "stars": 3, "content": {"swatches": ["#c04020", "#102030"]}},
        {"kind": "start", "content": {"kind": "portfolio", "pictures": [{"warmth": 0.25}, {}], "found": 3}},
        {
            "kind": "start",
            "content": {"kind": "profiles", "tastes": [{"ratings": 4, "values": [["color", "warm", 0.5, 0.25]]}]},
        },
        {"kind": "switch", "content": {"signal": "inserted", "on": False}},
    ]
    log = [_slate(f"s{number}") for number in range(1, 5)]
    log += [{"at": 1.79e9 + number, "learned": True, **entry} for number, entry in enumerate(said)]
    return {"format": "apprentice-profile", "version": 2, "name": "Tides", "agent": "bayes", "seed": 7, "log": log}


def places(data: Any, at: Place = ()) -> Iterator[Place]:
    """Yield the place of every value in JSON data, that of the whole first."""
    yield at
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, part in parts:
        yield from places(part, (*at, name))


def changed(data: Any, place: Place, value: Any) -> Any:
    """Return JSON data with another value at a place; the data stays as it is."""
    if not place:
        return value
    made = copy.copy(data)
    made[place[0]] = changed(data[place[0]], place[1:], value)
    return made


def without(data: Any, place: Place) -> Any:
    """Return JSON data without the value at a place, which is not that of the whole."""
    around = data
    for name in place[:-1]:
        around = around[name]
    kept = copy.copy(around)
    del kept[place[-1]]
    return changed(data, place[:-1], kept)


def to_text(data: Any) -> str:
    """Write data as JSON, and what stands for numbers that JSON can name and Python does not write."""
    return json.dumps(data).replace(f'"{DIGITS}"', "9" * 6000).replace(f'"{ENDLESS}"', "1e999")


def _slate(name: str) -> dict[str, Any]:
    suggestions = [
        {
            "id": f"{name}-{number}",
            "mix": {"color": {color: 0.75, "muted": 0.25}, "mood": {"joyful": 1.0}},
            "seed": number,
            "features": {"lightness": 0.2 * number, "warmth": 0.1, "chroma": 0.3},
            "palette": [{"hex": "#102030", "share": 0.5, "name": "dark blue"}],
        }
        for number, color in enumerate(("warm", "cool"), 1)
    ]
    head = {"kind": "slate", "id": name, "at": 1.79e9, "learned": True, "engine": "studies", "model": ""}
    return {**head, "context": _CONTEXT, "suggestions": suggestions}
