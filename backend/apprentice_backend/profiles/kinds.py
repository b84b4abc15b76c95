"""The kinds of event, each whole in one class: its name, what it teaches, its form in a profile's file, its words.

A class registers itself in `KINDS` by being defined; `starts` defines two more. The store keeps every event in the same
columns; what belongs to one kind alone lies in `EventRecord.content`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import STARS, SWATCHES, Range
from apprentice_shared.language import in_row, number, tr, tr_n
from apprentice_shared.signals import SIGNALS

from ..agents.base import Context, Feedback, FeedbackLearner, Slate
from ..packs.shipped import value_word
from ..palettes.color_values import color_weights
from ..palettes.swatch import Swatch
from ..store.records import LOST, RATING, SLATE, EventRecord, LogPage, SlateRecord
from .amounts import mix_seen, share_from_file, share_to_file
from .part import MOST_NAME, Part
from .part_values import read_color, read_effect

Fields = dict[str, Any]
# Every kind by its name in the store; a kind stands here from its definition on.
KINDS: dict[str, EventKind] = {}
_MOST_REASONS = 100
_WAYS = Range(-1, 1)


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

    def teach(self, event: EventRecord, page: LogPage, agent: FeedbackLearner) -> None:
        """Let an agent learn from an event of this kind that counts."""

    def since_of(self, event: EventRecord) -> int:
        """Return the first version of a profile's file that holds an event of this kind."""
        return self.since

    def to_file(self, event: EventRecord) -> Fields:
        """Return what a profile's file says of an event beside its kind, its moment and whether it teaches."""
        return {"content": dict(event.content)}

    def from_file(self, entry: Part) -> Fields:
        """Read the fields of an `EventRecord` that `to_file` wrote, with nothing in them but what belongs there.

        Raises:
            ValueError: one is missing, of another kind or out of range.
        """
        return {"content": self.read_content(entry["content"])}

    def read_content(self, content: Part) -> Fields:
        """Read a content; errors as `from_file`."""
        raise NotImplementedError

    def check_known(self, fields: Fields, space: AttributeSpace) -> None:
        """Raise a `ValueError` where fields that were read name an attribute that a space lacks."""

    def summary(self, event: EventRecord, page: LogPage) -> str:
        """Return one line of the history: what the event is about."""
        raise NotImplementedError


class SlateKind(EventKind, name=SLATE):
    """Suggestions that were shown. A profile's file holds them whole; see `profile_file`."""

    def teach(self, event: EventRecord, page: LogPage, agent: FeedbackLearner) -> None:
        """Tell the agent what was shown, so that it proposes something else."""
        slate = page.slates[event.slate]
        mixes = tuple(agent.space.known(AttributeMix.from_dict(item.mix)) for item in slate.suggestions)
        agent.shown(Slate(mixes, context_of(slate), slate.id))

    def summary(self, event: EventRecord, page: LogPage) -> str:
        """Say how many were shown, by which engine and for which subject."""
        slate = page.slates[event.slate]
        shown = sum(1 for item in slate.suggestions if item.image) or len(slate.suggestions)
        subject = _in_one_line(slate.context.get("subject", "")[:60])
        engine = _in_one_line(slate.engine) or tr("an engine no longer known")
        if subject:
            return tr_n(
                "{count} shown by {engine} for “{subject}”",
                "{count} shown by {engine} for “{subject}”",
                shown,
                engine=engine,
                subject=subject,
            )
        return tr_n("{count} shown by {engine}", "{count} shown by {engine}", shown, engine=engine)


class _AboutSuggestion(EventKind):
    """Something that was said of a suggestion: it teaches by the mix that was seen, and is named by it.

    Its content is that of `amounts`.
    """

    of_suggestion = True

    def since_of(self, event: EventRecord) -> int:
        """Return 3 where a picture was seen at another amount than it was shown at."""
        return 3 if event.content else self.since

    def teach(self, event: EventRecord, page: LogPage, agent: FeedbackLearner) -> None:
        slate, space = page.slates[event.slate], agent.space
        suggestion = next(item for item in slate.suggestions if item.id == event.suggestion)
        mix, intent = mix_seen(event, suggestion), intent_of(slate)
        # Of an intent's take, reasons and measures that the mix has no part in are the intent's.
        moved = space.dimensions.keys() & (mix.weights.keys() if intent else space.dimensions.keys())
        shown = not intent and mix == AttributeMix.from_dict(suggestion.mix)
        agent.update(
            Feedback(
                mix=space.known(mix),
                rating=event.stars,
                context=context_of(slate),
                reasons={name: way for name, way in event.reasons.items() if name in moved},
                signal=event.signal or None,
                slate_id=slate.id,
                # Measures are those of the picture as it was shown.
                features=(suggestion.features or None) if shown else None,
                intent=intent,
            )
        )

    def summary(self, event: EventRecord, page: LogPage) -> str:
        suggestions = page.slates[event.slate].suggestions
        suggestion = next(item for item in suggestions if item.id == event.suggestion)
        if suggestion.note == LOST:
            return tr(LOST)
        words = [
            value_word(dimension, value)
            for dimension, weights in mix_seen(event, suggestion).weights.items()
            for value, _ in sorted(weights.items(), key=lambda item: -item[1])
        ]
        return in_row(words) or tr("as painted")


class RatingKind(_AboutSuggestion, name=RATING):
    """1 to 5 stars for a suggestion, with reasons. Of several for one suggestion the last counts."""

    def to_file(self, event: EventRecord) -> Fields:
        said = {"suggestion": event.suggestion, "stars": event.stars, "reasons": dict(event.reasons)}
        return said | share_to_file(event)

    def from_file(self, entry: Part) -> Fields:
        reasons = {}
        for name, way in entry.get("reasons", {}).entries(_MOST_REASONS):
            reasons[name] = way.whole(_WAYS)
            if not reasons[name]:
                raise way.wrong("1 or -1")
        return {"stars": entry["stars"].whole(STARS), "reasons": reasons} | share_from_file(entry)

    def check_known(self, fields: Fields, space: AttributeSpace) -> None:
        for name in fields["reasons"]:
            space.check_dimension(name)


class SignalKind(_AboutSuggestion, name="signal"):
    """Something that was done with a suggestion, one of `SIGNALS`."""

    def to_file(self, event: EventRecord) -> Fields:
        return {"suggestion": event.suggestion, "signal": event.signal} | share_to_file(event)

    def from_file(self, entry: Part) -> Fields:
        signal = entry["signal"].text()
        if signal not in SIGNALS:
            raise entry["signal"].wrong("a known signal")
        return {"signal": signal} | share_from_file(entry)


class ValueKind(EventKind, name="value"):
    """An attribute value's effect on a rating, set by hand: {"dimension", "value", "stars"}; None: learned again."""

    def teach(self, event: EventRecord, page: LogPage, agent: FeedbackLearner) -> None:
        values = agent.space.dimensions.get(event.content["dimension"], ())
        if agent.takes_values and event.content["value"] in values:
            agent.set_value(**event.content)

    def read_content(self, content: Part) -> Fields:
        stars = content["stars"]
        return {
            "dimension": content["dimension"].text(MOST_NAME),
            "value": content["value"].text(MOST_NAME),
            "stars": None if stars.value is None else read_effect(stars),
        }

    def check_known(self, fields: Fields, space: AttributeSpace) -> None:
        space.check_value(fields["content"]["dimension"], fields["content"]["value"])

    def summary(self, event: EventRecord, page: LogPage) -> str:
        stars = event.content["stars"]
        value = value_word(event.content["dimension"], event.content["value"])
        if stars is None:
            return tr("{value} set by hand: learned from ratings again", value=value)
        return tr("{value} set by hand: {stars} stars", value=value, stars=number(stars, 1, signed=True))


class PaletteKind(EventKind, name="palette"):
    """1 to 5 stars for a palette by itself: {"swatches": ["#rrggbb", …]}."""

    def teach(self, event: EventRecord, page: LogPage, agent: FeedbackLearner) -> None:
        weights = color_weights(tuple(Swatch(color) for color in event.content["swatches"]))
        if weights:
            agent.update(Feedback(AttributeMix({"color": weights}), event.stars))

    def to_file(self, event: EventRecord) -> Fields:
        return {"stars": event.stars, "content": dict(event.content)}

    def from_file(self, entry: Part) -> Fields:
        colors = entry["content"]["swatches"].items(SWATCHES.high, SWATCHES.low)
        swatches = [read_color(color) for color in colors]
        return {"content": {"swatches": swatches}, "stars": entry["stars"].whole(STARS)}

    def summary(self, event: EventRecord, page: LogPage) -> str:
        return " ".join(event.content["swatches"])


def intent_of(slate: SlateRecord) -> str:
    """Return the intent that a slate was asked for with, empty for none."""
    return str(slate.context.get("request", {}).get("intent", ""))


def context_of(slate: SlateRecord) -> Context:
    """Read back the context in which a slate was asked for."""
    context = slate.context
    return Context(context.get("features", {}), context.get("subject", ""), tuple(context.get("palette", ())))


def _in_one_line(text: str) -> str:
    """Return a text with a space for all that would end its line, turn its direction or not be seen."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
