"""Content of a log that no import would take today: numbers and contents of a file that an older version believed.

An event whose file form cannot be read is left out of all that is read from the log, a slate with all that was said of
it. Of measures and colours that cannot be used, a slate and its ratings are kept without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apprentice_shared.bounds import MOMENT_S
from apprentice_shared.swatch import is_hex_color

from ..store.records import SLATE, EventRecord, LogPage, SlateRecord, SuggestionRecord
from .kinds import KINDS, EventKind
from .part import Part
from .part_values import MEASURE

_WAYS = (1, -1)


def sound_page(page: LogPage) -> LogPage:
    """Return a stretch of a log with nothing in it that cannot be borne; the page itself where all of it can."""
    slates = {name: _sound_slate(slate) for name, slate in page.slates.items() if slate.at in MOMENT_S}
    events = tuple(event for event in page.events if _is_sound(event, slates))
    same = len(events) == len(page.events) and all(slates.get(name) is slate for name, slate in page.slates.items())
    return page if same else LogPage(events, slates)


def _is_sound(event: EventRecord, slates: Mapping[str, SlateRecord]) -> bool:
    kind = KINDS.get(event.kind)
    if kind is None or event.at not in MOMENT_S or (event.slate and event.slate not in slates):
        return False
    if event.kind == SLATE:
        return True
    if kind.of_suggestion:  # most of a log; the store's own columns hold all but the reasons
        return all(way in _WAYS for way in event.reasons.values()) and (not event.content or _reads(event, kind))
    return _reads(event, kind)


def _reads(event: EventRecord, kind: EventKind) -> bool:
    """Return whether an event's form in a file can be read."""
    try:
        kind.from_file(Part(kind.to_file(event)))
    except ValueError:
        return False
    return True


def _sound_slate(slate: SlateRecord) -> SlateRecord:
    context = slate.context
    if "request" in context:  # shown here, and measured here
        return slate
    if not (_bearable(context.get("features", {})) and all(map(_is_color, context.get("palette", ())))):
        kept = {name: part for name, part in context.items() if name not in ("features", "palette")}
        slate = replace(slate, context={**kept, "features": {}, "palette": []})
    if all(map(_is_sound_picture, slate.suggestions)):
        return slate
    suggestions = (
        item if _is_sound_picture(item) else replace(item, features={}, palette=()) for item in slate.suggestions
    )
    return replace(slate, suggestions=tuple(suggestions))


def _is_sound_picture(item: SuggestionRecord) -> bool:
    return _bearable(item.features) and all(
        _is_color(swatch.get("hex")) and isinstance(swatch.get("name"), str) for swatch in item.palette
    )


def _bearable(measures: Mapping[str, Any]) -> bool:
    try:
        return not measures or (min(measures.values()) >= MEASURE.low and max(measures.values()) <= MEASURE.high)
    except TypeError:  # texts, or a list
        return False


def _is_color(value: Any) -> bool:
    return isinstance(value, str) and is_hex_color(value)
