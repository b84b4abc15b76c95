"""Records of the backend as parts of the protocol's messages."""

from __future__ import annotations

from collections.abc import Iterable

from apprentice_shared.language import tr
from apprentice_shared.messages import (
    ContributionPart,
    EngineChoicePart,
    EnginePart,
    EventPart,
    ExplanationPart,
    NotedPart,
    ProfilePart,
)

from ..agents.beliefs import Explanation, TasteValue
from ..engines.base import EngineInfo
from ..profiles import DEFAULT_ID, DEFAULT_NAME, Noted
from ..profiles.kinds import KINDS
from ..store.records import LogPage, ProfileRecord


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
        alone=tuple(sorted(info.alone)),
        generative=info.generative,
        mark=info.mark,
        ready=info.ready,
        problem=info.problem,
        intents=dict(info.intents),
    )


def engine_choice_part(info: EngineInfo, *, in_use: bool) -> EngineChoicePart:
    """Describe an engine to an artist who chooses."""
    return EngineChoicePart(info.name, info.title, info.about, info.generative, info.ready, info.problem, in_use)


def profile_part(profile: ProfileRecord) -> ProfilePart:
    """Describe a profile; the first one's name is in the client's language until the artist gives it another."""
    is_first = (profile.id, profile.name) == (DEFAULT_ID, DEFAULT_NAME)
    return ProfilePart(profile.id, tr(profile.name) if is_first else profile.name, profile.ratings)


def profile_parts(profiles: Iterable[ProfileRecord]) -> tuple[ProfilePart, ...]:
    """Describe profiles, in their order."""
    return tuple(map(profile_part, profiles))


def explanation_part(explanation: Explanation, effects: Iterable[TasteValue]) -> ExplanationPart:
    """Describe an explanation, its sum stays exact; `effects` are the taste's entries of the mix's values."""
    return ExplanationPart(
        text=explanation.text,
        predicted=explanation.predicted,
        base=explanation.base,
        spread=explanation.spread,
        guess=explanation.guess,
        contributions=tuple(ContributionPart(item.name, item.stars, item.spread) for item in explanation.contributions),
        unknown=explanation.unknown,
        effects=tuple(ContributionPart(f"{item.dimension}={item.value}", item.mean, item.spread) for item in effects),
    )


def noted_part(noted: Noted) -> NotedPart:
    """Describe a belief that a rating has changed."""
    return NotedPart(noted.dimension, noted.value, noted.direction)


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
            summary=KINDS[event.kind].summary(event, page),
            undone=bool(event.undone_by),
            learned=event.learned,
        )
        for event in page.events
    )
