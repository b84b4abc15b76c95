"""Whole logs: one under new ids, and two as one."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..store.records import SLATE, EventRecord, LogPage, SlateRecord


def with_new_ids(page: LogPage, profile_id: str, new_id: Callable[[], str]) -> LogPage:
    """Return a log as the log of another profile: every slate, suggestion and event of it under a new id."""
    slates: dict[str, SlateRecord] = {}
    renamed: dict[str, str] = {}
    slate_ids: dict[str, str] = {}
    for old_id, slate in page.slates.items():
        slate_id = slate_ids[old_id] = new_id()
        suggestions = []
        for index, suggestion in enumerate(slate.suggestions):
            renamed[suggestion.id] = f"{slate_id}-{index + 1}"
            suggestions.append(replace(suggestion, id=renamed[suggestion.id]))
        slates[slate_id] = replace(slate, id=slate_id, profile=profile_id, suggestions=tuple(suggestions))
    events = tuple(
        replace(
            event,
            id=slate_ids[event.id] if event.kind == SLATE else new_id(),
            profile=profile_id,
            slate=slate_ids.get(event.slate, ""),
            suggestion=renamed.get(event.suggestion, ""),
        )
        for event in page.events
    )
    return LogPage(events, slates)


def blended(first: LogPage, second: LogPage) -> LogPage:
    """Return two logs as one, by time; each keeps the order of its events."""
    timed = heapq.merge(_timed(first.events), _timed(second.events), key=lambda entry: entry[0])
    return LogPage(tuple(event for _, event in timed), {**first.slates, **second.slates})


def _timed(events: Iterable[EventRecord]) -> Iterator[tuple[float, EventRecord]]:
    """Give each event a moment no earlier than that of the one before it, whatever its own clock said."""
    latest = float("-inf")
    for event in events:
        latest = max(latest, event.at)
        yield latest, event
