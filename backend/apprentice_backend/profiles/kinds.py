"""The kinds of event, each whole in one class: its name, what it teaches, its form in a profile's file, its words.

A class registers itself in `KINDS` by being defined; `starts` defines two more. The store keeps every event in the same
columns; what belongs to one kind alone lies in `EventRecord.content`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import EFFECT, STARS, SWATCHES
from apprentice_shared.signals import SIGNALS

from ..agents.base import Agent, Context, Feedback, Slate
from ..palettes.color_values import color_weights
from ..palettes.swatch import Swatch
from ..store.records import RATING, SLATE, EventRecord, LogPage, SlateRecord

Fields = dict[str, Any]
# Every kind by its name in the store; a kind stands here from its definition on.
KINDS: dict[str, EventKind] = {}


class EventKind:
    """One kind of event. As it stands here: about no suggestion, and teaching nothing.

    Class arguments:
        name: its name in the store and in a profile's file.
        since: the first version of a profile's file that holds it.
        begins_anew: whether it changes what was learned before it, so that a fold must begin anew.
    """

    name: ClassVar[str]
    since: ClassVar[int]
    begins_anew: ClassVar[bool]
    of_suggestion: ClassVar[bool] = False

    def __init_subclass__(cls, name: str = "", *, since: int = 1, begins_anew: bool = False) -> None:
        super().__init_subclass__()
        cls.since, cls.begins_anew = since, begins_anew
        if name:
            cls.name = name
            KINDS[name] = cls()

    def teach(self, event: EventRecord, page: LogPage, agent: Agent) -> None:
        """Let an agent learn from an event of this kind that counts."""

    def to_file(self, event: EventRecord) -> Fields:
        """Return what a profile's file says of an event beside its kind, its moment and whether it teaches."""
        return {"content": dict(event.content)}

    def from_file(self, entry: Mapping[str, Any], space: AttributeSpace) -> Fields:
        """Read the fields of an `EventRecord` that `to_file` wrote.

        Raises:
            ValueError, TypeError, KeyError: one is missing, of another kind or out of range.
        """
        return {"content": self.checked(entry["content"], space)}

    def checked(self, content: Mapping[str, Any], space: AttributeSpace) -> Fields:
        """Return a content as read from a file, with nothing in it but what belongs there; errors as `from_file`."""
        raise NotImplementedError

    def summary(self, event: EventRecord, page: LogPage) -> str:
        """Return one line of the history: what the event is about."""
        raise NotImplementedError


class SlateKind(EventKind, name=SLATE):
    """Suggestions that were shown. A profile's file holds them whole; see `profile_file`."""

    def teach(self, event: EventRecord, page: LogPage, agent: Agent) -> None:
        """Tell the agent what was shown, so that it proposes something else."""
        slate = page.slates[event.slate]
        mixes = tuple(agent.space.known(AttributeMix.from_dict(item.mix)) for item in slate.suggestions)
        agent.shown(Slate(mixes, context_of(slate), slate.id))

    def summary(self, event: EventRecord, page: LogPage) -> str:
        """Say how many were shown, by which engine and for which subject."""
        slate = page.slates[event.slate]
        shown = sum(1 for item in slate.suggestions if item.image) or len(slate.suggestions)
        subject = slate.context.get("subject", "")
        return f"{shown} shown by {slate.engine}" + (f" for “{subject[:60]}”" if subject else "")


class _AboutSuggestion(EventKind):
    """Something that was said of a suggestion: it teaches by the suggestion's mix, and is named by it."""

    of_suggestion = True

    def teach(self, event: EventRecord, page: LogPage, agent: Agent) -> None:
        slate, space = page.slates[event.slate], agent.space
        suggestion = next(item for item in slate.suggestions if item.id == event.suggestion)
        agent.update(
            Feedback(
                mix=space.known(AttributeMix.from_dict(suggestion.mix)),
                rating=event.stars,
                context=context_of(slate),
                reasons={name: way for name, way in event.reasons.items() if name in space.dimensions},
                signal=event.signal or None,
                slate_id=slate.id,
                features=suggestion.features or None,
            )
        )

    def summary(self, event: EventRecord, page: LogPage) -> str:
        suggestions = page.slates[event.slate].suggestions
        mix = next(item.mix for item in suggestions if item.id == event.suggestion)
        words = [
            f"{weight:.0%} {value}"
            for weights in mix.values()
            for value, weight in sorted(weights.items(), key=lambda item: -item[1])
        ]
        return ", ".join(words) or "as painted"


class RatingKind(_AboutSuggestion, name=RATING):
    """1 to 5 stars for a suggestion, with reasons. Of several for one suggestion the last counts."""

    def to_file(self, event: EventRecord) -> Fields:
        return {"suggestion": event.suggestion, "stars": event.stars, "reasons": dict(event.reasons)}

    def from_file(self, entry: Mapping[str, Any], space: AttributeSpace) -> Fields:
        stars = checked_stars(entry["stars"])
        reasons = {space.check_dimension(name): int(way) for name, way in entry.get("reasons", {}).items()}
        if not set(reasons.values()) <= {-1, 1}:
            raise ValueError(f"reasons must be 1 or -1, got {reasons}")
        return {"stars": stars, "reasons": reasons}


class SignalKind(_AboutSuggestion, name="signal"):
    """Something that was done with a suggestion, one of `SIGNALS`."""

    def to_file(self, event: EventRecord) -> Fields:
        return {"suggestion": event.suggestion, "signal": event.signal}

    def from_file(self, entry: Mapping[str, Any], space: AttributeSpace) -> Fields:
        if entry["signal"] not in SIGNALS:
            raise ValueError(f"{entry['kind']!r} is not an event, or not a known signal")
        return {"signal": entry["signal"]}


class ValueKind(EventKind, name="value"):
    """An attribute value's effect on a rating, set by hand: {"dimension", "value", "stars"}; None: learned again."""

    def teach(self, event: EventRecord, page: LogPage, agent: Agent) -> None:
        values = agent.space.dimensions.get(event.content["dimension"], ())
        if agent.takes_values and event.content["value"] in values:
            agent.set_value(**event.content)

    def checked(self, content: Mapping[str, Any], space: AttributeSpace) -> Fields:
        stars = content["stars"]
        if stars is not None:
            stars = max(float(EFFECT.low), min(float(EFFECT.high), float(stars)))
        read = {"dimension": checked_text(content["dimension"]), "value": checked_text(content["value"])}
        space.check_value(read["dimension"], read["value"])
        return {**read, "stars": stars}

    def summary(self, event: EventRecord, page: LogPage) -> str:
        stars = event.content["stars"]
        effect = "learned from ratings again" if stars is None else f"{stars:+.1f} stars"
        return f"{event.content['value']} set by hand: {effect}"


class PaletteKind(EventKind, name="palette"):
    """1 to 5 stars for a palette by itself: {"swatches": ["#rrggbb", …]}."""

    def teach(self, event: EventRecord, page: LogPage, agent: Agent) -> None:
        weights = color_weights(tuple(Swatch(color) for color in event.content["swatches"]))
        if weights:
            agent.update(Feedback(AttributeMix({"color": weights}), event.stars))

    def to_file(self, event: EventRecord) -> Fields:
        return {"stars": event.stars, "content": dict(event.content)}

    def from_file(self, entry: Mapping[str, Any], space: AttributeSpace) -> Fields:
        content = {"swatches": [Swatch(color).hex for color in entry["content"]["swatches"]][: SWATCHES.high]}
        return {"content": content, "stars": checked_stars(entry["stars"])}

    def summary(self, event: EventRecord, page: LogPage) -> str:
        return " ".join(event.content["swatches"])


def context_of(slate: SlateRecord) -> Context:
    """Read back the context in which a slate was asked for."""
    context = slate.context
    return Context(context.get("features", {}), context.get("subject", ""), tuple(context.get("palette", ())))


def checked_text(value: Any) -> str:
    """Return a text of a profile's file; a `ValueError` where it is not a text, or longer than 2000 characters."""
    if not isinstance(value, str) or len(value) > 2000:
        raise ValueError(f"text was expected, got {str(value)[:40]!r}")
    return value


def finite(value: Any) -> float:
    """Return a number of a profile's file; a `ValueError` where it is not finite."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"a number was expected, got {value!r}")
    return number


def checked_stars(value: Any) -> int:
    """Return the stars of a profile's file; a `ValueError` where they are not a whole number from 1 to 5."""
    if isinstance(value, bool) or value not in range(STARS.low, STARS.high + 1):
        raise ValueError(f"stars must be a whole number from {STARS.low} to {STARS.high}, got {value!r}")
    return int(value)
