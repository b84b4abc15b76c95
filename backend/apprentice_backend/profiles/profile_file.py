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

A file has the version that its newest kind of entry came with: 2 with a start or a switch in it, else 1, which older
versions of Apprentice read too. `kinds` and `starts` write and read each kind of entry. The log is in order; undone
events are left out of it. Ids hold within the file and are made anew when it is read, so that it can be imported twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import MAX_NAME, SEEDS
from apprentice_shared.errors import ErrorCode, RequestError

from ..palettes.swatch import Swatch
from ..store.records import SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from ..store.rows import to_json
from .kinds import KINDS, checked_text, finite

FORMAT = "apprentice-profile"


def dump_profile(profile: ProfileRecord, page: LogPage) -> str:
    """Return the text of a profile's file."""
    log = [_slate_entry(page.slates[event.id]) if event.kind == SLATE else _said_entry(event) for event in page.events]
    version = max((KINDS[event.kind].since for event in page.events), default=1)
    head = {"format": FORMAT, "version": version, "name": profile.name, "agent": profile.agent, "seed": profile.seed}
    return to_json({**head, "log": log})


def load_profile(text: str, space: AttributeSpace) -> tuple[ProfileRecord, LogPage]:
    """Read the text of a profile's file, whose mixes may name the attributes of `space`.

    Returns:
        The profile, with an empty id, and its log, with the file's own ids.

    Raises:
        RequestError: the text is no profile, of a newer version, or something in it is missing or out of range.
    """
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("it is not the export of a profile")
        newest = max(kind.since for kind in KINDS.values())
        if data["version"] not in range(1, newest + 1):
            raise ValueError(f"it has version {data['version']!r}, this Apprentice reads up to {newest}: update it")
        name = checked_text(data["name"]).strip()[:MAX_NAME] or "Imported"
        profile = ProfileRecord("", name, checked_text(data["agent"]), int(data["seed"]) % SEEDS, 0.0)
        return profile, _page(data["log"], space)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as exc:
        what = f"{exc.args[0]!r} is missing in it" if isinstance(exc, KeyError) else str(exc)
        raise RequestError(f"The file cannot be imported: {what}.", ErrorCode.BAD_VALUE) from exc


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
    return {"kind": event.kind, "at": event.at, "learned": event.learned, **KINDS[event.kind].to_file(event)}


def _page(entries: list[Any], space: AttributeSpace) -> LogPage:
    slates: dict[str, SlateRecord] = {}
    slate_of: dict[str, str] = {}
    events = []
    for number, entry in enumerate(entries, 1):
        if entry["kind"] == SLATE:
            slate = slates[entry["id"]] = _slate(entry, space)
            slate_of.update((item.id, slate.id) for item in slate.suggestions)
            events.append(EventRecord(slate.id, "", SLATE, slate.at, slate.learned, slate.id, seq=number))
        else:
            events.append(_said(entry, slate_of, number, space))
    return LogPage(tuple(events), slates)


def _said(entry: Mapping[str, Any], slate_of: Mapping[str, str], number: int, space: AttributeSpace) -> EventRecord:
    kind = KINDS.get(entry["kind"]) if isinstance(entry["kind"], str) else None
    slate = suggestion = ""
    if kind is None or kind.of_suggestion:
        suggestion = entry["suggestion"]
        slate = slate_of[suggestion]
    if kind is None:
        raise ValueError(f"{entry['kind']!r} is not an event, or not a known signal")
    said = kind.from_file(entry, space)
    at, learned = finite(entry["at"]), bool(entry["learned"])
    return EventRecord(str(number), "", kind.name, at, learned, slate, suggestion, seq=number, **said)


def _slate(entry: Mapping[str, Any], space: AttributeSpace) -> SlateRecord:
    context = entry["context"]
    return SlateRecord(
        id=checked_text(entry["id"]),
        profile="",
        at=finite(entry["at"]),
        learned=bool(entry["learned"]),
        engine=checked_text(entry["engine"]),
        model=checked_text(entry["model"]),
        document="",
        context={
            "features": _numbers(context["features"]),
            "subject": checked_text(context["subject"]),
            "palette": [checked_text(color) for color in context["palette"]],
        },
        suggestions=tuple(_suggestion(item, space) for item in entry["suggestions"]),
    )


def _suggestion(item: Mapping[str, Any], space: AttributeSpace) -> SuggestionRecord:
    mix = space.check(AttributeMix.from_dict(item["mix"])).to_dict()
    return SuggestionRecord(
        checked_text(item["id"]),
        mix,
        int(item["seed"]) % SEEDS,
        features=_numbers(item["features"]),
        palette=tuple(asdict(Swatch(**swatch)) for swatch in item["palette"]),
    )


def _numbers(value: Mapping[str, Any]) -> dict[str, float]:
    return {checked_text(name): finite(number) for name, number in value.items()}
