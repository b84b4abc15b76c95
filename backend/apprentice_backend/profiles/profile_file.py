"""A profile as one small JSON file, without pixels, and back.

    {"format": "apprentice-profile", "version": 1, "name": "My taste", "agent": "bayes", "seed": 7, "log": [
        {"kind": "slate", "id": "s1", "at": 1790000000.0, "learned": true, "engine": "studies", "model": "",
         "context": {"features": {…}, "subject": "…", "palette": ["#…"]},
         "suggestions": [{"id": "s1-1", "mix": {"color": {"warm": 1.0}}, "seed": 12, "features": {…},
                          "palette": [{"hex": "#…", "share": 0.4, "name": "…"}, …]}, …]},
        {"kind": "rating", "at": …, "learned": true, "suggestion": "s1-1", "stars": 5, "reasons": {"color": 1}},
        {"kind": "signal", "at": …, "learned": true, "suggestion": "s1-1", "signal": "picked"},
        {"kind": "value", "at": …, "learned": true, "content": {"dimension": "color", "value": "warm", "stars": 1.5}},
        {"kind": "palette", "at": …, "learned": true, "stars": 4, "content": {"swatches": ["#…", …]}},
        {"kind": "start", "at": …, "learned": true, "content": {"kind": "portfolio", "pictures": […], "found": 42}},
        {"kind": "switch", "at": …, "learned": true, "content": {"signal": "inserted", "on": false}}]}

A file with a start or a switch in it has version 2; any other is written as version 1, which older versions of
Apprentice read too. `starting` says what a start holds. The log is in order and holds what stands; what was undone is
left out. Ids hold within the file and are made anew when it is read, so that a file can be imported twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import EFFECT, MAX_NAME, SWATCHES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.signals import SIGNALS

from ..palettes.swatch import Swatch
from ..store.records import (
    PALETTE,
    RATING,
    SIGNAL,
    SLATE,
    START,
    SWITCH,
    VALUE,
    EventRecord,
    LogPage,
    ProfileRecord,
    SlateRecord,
    SuggestionRecord,
)
from ..store.rows import to_json
from .starts import checked_start, checked_switch

FORMAT = "apprentice-profile"
VERSION = 2
# What version 1 did not know.
_SINCE_2 = (START, SWITCH)


def dump_profile(profile: ProfileRecord, page: LogPage) -> str:
    """Return the text of a profile's file."""
    log = [_slate_entry(page.slates[event.id]) if event.kind == SLATE else _said_entry(event) for event in page.events]
    version = VERSION if any(event.kind in _SINCE_2 for event in page.events) else 1
    head = {"format": FORMAT, "version": version, "name": profile.name, "agent": profile.agent, "seed": profile.seed}
    return to_json({**head, "log": log})


def load_profile(text: str, space: AttributeSpace) -> tuple[ProfileRecord, LogPage]:
    """Read the text of a profile's file.

    Args:
        text: what `dump_profile` returned, here or elsewhere.
        space: the attributes that its mixes may name.

    Returns:
        The profile, with an empty id, and its log, with the file's own ids.

    Raises:
        RequestError: the text is no profile, of a newer version, or something in it is missing or out of range.
    """
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("it is not the export of a profile")
        if data["version"] not in range(1, VERSION + 1):
            raise ValueError(f"it has version {data['version']!r}, this Apprentice reads up to {VERSION}: update it")
        name = _text(data["name"]).strip()[:MAX_NAME] or "Imported"
        profile = ProfileRecord("", name, _text(data["agent"]), int(data["seed"]) % 2**31, 0.0)
        return profile, _page(data["log"], space)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as exc:
        what = f"{exc.args[0]!r} is missing in it" if isinstance(exc, KeyError) else str(exc)
        raise RequestError(f"The file cannot be imported: {what}.", ErrorCode.BAD_VALUE) from exc


def with_new_ids(page: LogPage, profile_id: str, new_id: Callable[[], str]) -> LogPage:
    """Return the same log under ids of its own, as the log of another profile."""
    slates: dict[str, SlateRecord] = {}
    renamed: dict[str, str] = {}
    for old_id, slate in page.slates.items():
        slate_id = renamed[old_id] = new_id()
        suggestions = []
        for index, suggestion in enumerate(slate.suggestions):
            renamed[suggestion.id] = f"{slate_id}-{index + 1}"
            suggestions.append(replace(suggestion, id=renamed[suggestion.id]))
        slates[slate_id] = replace(slate, id=slate_id, profile=profile_id, suggestions=tuple(suggestions))
    events = tuple(
        replace(
            event,
            id=renamed[event.id] if event.kind == SLATE else new_id(),
            profile=profile_id,
            slate=renamed.get(event.slate, ""),
            suggestion=renamed.get(event.suggestion, ""),
        )
        for event in page.events
    )
    return LogPage(events, slates)


def _slate_entry(slate: SlateRecord) -> dict[str, Any]:
    return {
        "kind": SLATE,
        "id": slate.id,
        "at": slate.at,
        "learned": slate.learned,
        "engine": slate.engine,
        "model": slate.model,
        # How it was asked for names folders and canvases of this machine.
        "context": {name: part for name, part in slate.context.items() if name != "request"},
        "suggestions": [
            {
                "id": item.id,
                "mix": item.mix,
                "seed": item.seed,
                "features": dict(item.features),
                "palette": [dict(swatch) for swatch in item.palette],
            }
            for item in slate.suggestions
        ],
    }


def _said_entry(event: EventRecord) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": event.kind, "at": event.at, "learned": event.learned}
    if event.kind in (VALUE, *_SINCE_2):
        return {**entry, "content": dict(event.content)}
    if event.kind == PALETTE:
        return {**entry, "stars": event.stars, "content": dict(event.content)}
    entry["suggestion"] = event.suggestion
    if event.kind == RATING:
        return {**entry, "stars": event.stars, "reasons": dict(event.reasons)}
    return {**entry, "signal": event.signal}


def _page(entries: list[Any], space: AttributeSpace) -> LogPage:
    slates: dict[str, SlateRecord] = {}
    slate_of: dict[str, str] = {}
    events = []
    for number, entry in enumerate(entries, 1):
        if entry["kind"] == SLATE:
            slate = slates[entry["id"]] = _slate(entry, space)
            slate_of.update((item.id, slate.id) for item in slate.suggestions)
            events.append(EventRecord(slate.id, "", SLATE, slate.at, slate.learned, slate.id, seq=number))
        elif entry["kind"] in (VALUE, PALETTE, *_SINCE_2):
            events.append(_standing_alone(entry, number, space))
        else:
            slate_id = slate_of[entry["suggestion"]]
            events.append(_said(entry, slate_id, number, space))
    return LogPage(tuple(events), slates)


def _slate(entry: Mapping[str, Any], space: AttributeSpace) -> SlateRecord:
    context = entry["context"]
    return SlateRecord(
        id=_text(entry["id"]),
        profile="",
        at=float(entry["at"]),
        learned=bool(entry["learned"]),
        engine=_text(entry["engine"]),
        model=_text(entry["model"]),
        document="",
        context={
            "features": _numbers(context["features"]),
            "subject": _text(context["subject"]),
            "palette": [_text(color) for color in context["palette"]],
        },
        suggestions=tuple(_suggestion(item, space) for item in entry["suggestions"]),
    )


def _suggestion(item: Mapping[str, Any], space: AttributeSpace) -> SuggestionRecord:
    mix = space.check(AttributeMix.from_dict(item["mix"])).to_dict()
    return SuggestionRecord(
        _text(item["id"]),
        mix,
        int(item["seed"]) % 2**31,
        features=_numbers(item["features"]),
        palette=tuple(asdict(Swatch(**swatch)) for swatch in item["palette"]),
    )


def _said(entry: Mapping[str, Any], slate_id: str, number: int, space: AttributeSpace) -> EventRecord:
    stars = _stars(entry["stars"]) if entry["kind"] == RATING else None
    if entry["kind"] != RATING and (entry["kind"] != SIGNAL or entry["signal"] not in SIGNALS):
        raise ValueError(f"{entry['kind']!r} is not an event, or not a known signal")
    reasons = {space.check_dimension(name): int(way) for name, way in entry.get("reasons", {}).items()}
    if not set(reasons.values()) <= {-1, 1}:
        raise ValueError(f"reasons must be 1 or -1, got {reasons}")
    return EventRecord(
        id=str(number),
        profile="",
        kind=entry["kind"],
        at=float(entry["at"]),
        learned=bool(entry["learned"]),
        slate=slate_id,
        suggestion=entry["suggestion"],
        stars=stars,
        reasons=reasons,
        signal=entry.get("signal", ""),
        seq=number,
    )


def _standing_alone(entry: Mapping[str, Any], number: int, space: AttributeSpace) -> EventRecord:
    """Read an event that is about no suggestion: a value set by hand, a palette rated by itself, a start, a switch."""
    given = entry["content"]
    content: dict[str, Any]
    if entry["kind"] == PALETTE:
        content = {"swatches": [Swatch(color).hex for color in given["swatches"]][: SWATCHES.high]}
    elif entry["kind"] == START:
        content = checked_start(given, space)
    elif entry["kind"] == SWITCH:
        content = checked_switch(given)
    else:
        stars = (
            given["stars"]
            if given["stars"] is None
            else max(float(EFFECT.low), min(float(EFFECT.high), float(given["stars"])))
        )
        content = {"dimension": _text(given["dimension"]), "value": _text(given["value"]), "stars": stars}
        space.check_value(content["dimension"], content["value"])
    return EventRecord(
        id=str(number),
        profile="",
        kind=entry["kind"],
        at=float(entry["at"]),
        learned=bool(entry["learned"]),
        slate="",
        stars=_stars(entry["stars"]) if entry["kind"] == PALETTE else None,
        content=content,
        seq=number,
    )


def _stars(value: Any) -> int:
    if isinstance(value, bool) or value not in (1, 2, 3, 4, 5):
        raise ValueError(f"stars must be a whole number from 1 to 5, got {value!r}")
    return int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 2000:
        raise ValueError(f"text was expected, got {str(value)[:40]!r}")
    return value


def _numbers(value: Mapping[str, Any]) -> dict[str, float]:
    return {_text(name): float(number) for name, number in value.items()}
