"""Two logs as one, in the order in which things happened."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from ..store.records import EventRecord, LogPage


def blended(first: LogPage, second: LogPage) -> LogPage:
    """Return what two profiles were shown and told, by time; each keeps the order of its own events."""
    timed = heapq.merge(_timed(first.events), _timed(second.events), key=lambda entry: entry[0])
    return LogPage(tuple(event for _, event in timed), {**first.slates, **second.slates})


def _timed(events: Iterable[EventRecord]) -> Iterator[tuple[float, EventRecord]]:
    """Give each event a moment no earlier than that of the one before it, whatever its own clock said."""
    latest = float("-inf")
    for event in events:
        latest = max(latest, event.at)
        yield latest, event
