"""Records of the backend as parts of the protocol's messages."""

from __future__ import annotations

from collections.abc import Iterable

from apprentice_shared.messages import (
    NO_START,
    ContributionPart,
    EnginePart,
    EventPart,
    ExplanationPart,
    ProfilePart,
    SwatchPart,
)

from ..agents.base import Explanation
from ..engines.base import EngineInfo
from ..palettes.swatch import Swatch
from ..profiles.starts import describe_start
from ..store.records import PALETTE, SLATE, START, SWITCH, VALUE, EventRecord, LogPage, ProfileRecord


def engine_part(info: EngineInfo) -> EnginePart:
    """Describe an engine."""
    return EnginePart(
        name=info.name,
        title=info.title,
        model=info.model,
        device=info.device,
        abilities=tuple(sorted(info.abilities)),
        dimension_words=dict(info.dimension_words),
        value_words=dict(info.value_words),
        first_vary=info.first_vary,
        generative=info.generative,
        mark=info.mark,
        ready=info.ready,
        problem=info.problem,
    )


def profile_part(profile: ProfileRecord) -> ProfilePart:
    """Describe a profile."""
    return ProfilePart(profile.id, profile.name, profile.ratings)


def profile_parts(profiles: Iterable[ProfileRecord]) -> tuple[ProfilePart, ...]:
    """Describe profiles, in their order."""
    return tuple(map(profile_part, profiles))


def swatch_parts(palette: Iterable[Swatch]) -> tuple[SwatchPart, ...]:
    """Describe a palette's swatches."""
    return tuple(SwatchPart(swatch.hex, round(swatch.share, 4), swatch.name) for swatch in palette)


def explanation_part(explanation: Explanation) -> ExplanationPart:
    """Describe an explanation; its sum stays exact."""
    return ExplanationPart(
        text=explanation.text,
        predicted=explanation.predicted,
        base=explanation.base,
        spread=explanation.spread,
        guess=explanation.guess,
        contributions=tuple(ContributionPart(item.name, item.stars, item.spread) for item in explanation.contributions),
    )


def event_parts(page: LogPage) -> tuple[EventPart, ...]:
    """Describe a stretch of a log."""
    return tuple(
        EventPart(
            id=event.id,
            kind=event.kind,
            at=event.at,
            suggestion=event.suggestion,
            stars=event.stars,
            reasons=dict(event.reasons),
            signal=event.signal,
            summary=_summary(event, page),
            undone=bool(event.undone_by),
            learned=event.learned,
        )
        for event in page.events
    )


def _summary(event: EventRecord, page: LogPage) -> str:
    """Say an event in a line: how many pictures were shown, the mix that was rated, the value that was set …"""
    if event.kind == VALUE:
        stars = event.content["stars"]
        effect = "learned from ratings again" if stars is None else f"{stars:+.1f} stars"
        return f"{event.content['value']} set by hand: {effect}"
    if event.kind == START:
        kind = event.content["kind"]
        return "no starting point" if kind == NO_START else f"starting point: {describe_start(event.content)}"
    if event.kind == SWITCH:
        return f"{event.content['signal']} {'counts' if event.content['on'] else 'does not count'}"
    if event.kind == PALETTE:
        return " ".join(event.content["swatches"])
    slate = page.slates[event.slate]
    if event.kind == SLATE:
        shown = sum(1 for item in slate.suggestions if item.image) or len(slate.suggestions)
        subject = slate.context.get("subject", "")
        return f"{shown} shown by {slate.engine}" + (f" for “{subject[:60]}”" if subject else "")
    mix = slate.suggestion(event.suggestion).mix
    words = [
        f"{weight:.0%} {value}"
        for weights in mix.values()
        for value, weight in sorted(weights.items(), key=lambda item: -item[1])
    ]
    return ", ".join(words) or "as painted"
