"""The report of a taste: every value with its effect, the starts, the signals and the sentences about them."""

from __future__ import annotations

from collections import Counter

from apprentice_shared.messages import SignalPart, StartPart, TasteReport, TasteValuePart, VarietyPart
from apprentice_shared.signals import IMPLICIT_SIGNALS, INSERT_UNDONE, INSERTED

from ...agents.base import Agent
from ...agents.beliefs import Taste
from ...profiles.kinds import SignalKind, ValueKind
from ...profiles.starts import describe_start, standing_starts, switched_off
from ...store import LogPage, ProfileRecord
from ...store.records import RATING, EventRecord
from ...taste_text import describe_taste, why_value
from ..parts import profile_part

# A value counts as part of a suggestion from this weight on.
_PRESENT = 0.25


def taste_report(
    request_id: str, profile: ProfileRecord, page: LogPage, agent: Agent, variety: VarietyPart
) -> TasteReport:
    """Return the report of a profile, made from its log, the agent that has learned the log, and its variety."""
    taste = agent.taste()
    starts = standing_starts(page.events)
    return TasteReport(
        id=request_id,
        profile=profile_part(profile),
        values=_values(taste, page, bool(starts)),
        text=describe_taste(taste, [describe_start(event.content) for event in starts]),
        agent=profile.agent,
        starts=tuple(_start(event) for event in starts),
        signals=_signals(page, agent.signal_stars()),
        variety=variety,
    )


def _start(event: EventRecord) -> StartPart:
    content = event.content
    of = content.get("pictures", content.get("tastes", ()))
    numbers = len(of), content.get("found", len(of)), content.get("unread", 0)
    return StartPart(content["kind"], describe_start(content), event.id, *numbers)


def _values(taste: Taste, page: LogPage, started: bool) -> tuple[TasteValuePart, ...]:
    set_by_hand = {
        (event.content["dimension"], event.content["value"]): event.content["stars"]
        for event in page.events
        if event.kind == ValueKind.name and event.learned
    }
    rated = _rated(page)
    parts = []
    for item in taste.values:
        pair = (item.dimension, item.value)
        by_hand = set_by_hand.get(pair)
        why = why_value(item, rated[pair], by_hand, started=started)
        parts.append(TasteValuePart(*pair, item.mean, item.spread, by_hand, rated[pair], why))
    return tuple(parts)


def _rated(page: LogPage) -> Counter[tuple[str, str]]:
    """Count, for each value, the rated suggestions that had it."""
    names = {event.suggestion for event in page.events if event.kind == RATING and event.learned}
    counts: Counter[tuple[str, str]] = Counter()
    for slate in page.slates.values():
        for item in slate.suggestions:
            if item.id in names:
                counts.update(
                    (dimension, value)
                    for dimension, weights in item.mix.items()
                    for value, weight in weights.items()
                    if weight >= _PRESENT
                )
    return counts


def _signals(page: LogPage, stars: dict[str, float]) -> tuple[SignalPart, ...]:
    off = switched_off(page.events)
    seen: dict[str, set[str]] = {kind: set() for kind in IMPLICIT_SIGNALS}
    for event in page.events:
        if event.kind != SignalKind.name or not event.learned:
            continue
        if event.signal in seen:
            seen[event.signal].add(event.suggestion)
        elif event.signal == INSERT_UNDONE:
            seen[INSERTED].discard(event.suggestion)
    return tuple(
        SignalPart(kind, kind not in off, len(names), None if kind in off or not names else stars.get(kind))
        for kind, names in seen.items()
    )
