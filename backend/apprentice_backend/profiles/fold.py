"""One profile's agent, as a fold over the profile's log."""

from __future__ import annotations

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..agents.base import Agent, Context, Feedback, Slate
from ..palettes.color_values import color_weights
from ..palettes.swatch import Swatch
from ..store.records import PALETTE, RATING, SLATE, START, SWITCH, VALUE, EventRecord, LogPage, SlateRecord


class Fold:
    """An agent, and how far into the log it has learned.

    Of several ratings of one suggestion the last one counts, at its own place in the log. What was shown or said while
    learning was off teaches nothing; the slate counts as shown all the same, or it would be proposed again.

    Of values that the agent's space does not have, because their pack is not in use, it learns nothing; they stay in
    the log, and teach again once it is.

    Args:
        agent: one that has learned nothing yet, with what it starts from.
        passed_over: kinds of signal that do not count.
    """

    def __init__(self, agent: Agent, passed_over: frozenset[str] = frozenset()) -> None:
        self.agent = agent
        self._passed_over = passed_over
        self.after = 0
        self._rated: set[str] = set()

    def can_take(self, page: LogPage) -> bool:
        """Return whether the page can be added to what was learned, and changes none of it.

        A rating that replaces one, another start, and a signal switched on or off do: the fold begins anew.
        """
        anew = any(event.kind in (START, SWITCH) for event in page.events)
        return not anew and self._rated.isdisjoint(_last_ratings(page))

    def take(self, page: LogPage) -> None:
        """Learn the next stretch of the log: events that stand, in order, none before `after`."""
        last = _last_ratings(page)
        for event in page.events:
            self.after = event.seq
            if event.kind == SLATE:
                self.agent.shown(_shown(page.slates[event.slate], self.agent.space))
            elif event.learned and (event.kind != RATING or last[event.suggestion] == event.seq):
                self._learn(event, page)
        self._rated.update(last)

    def _learn(self, event: EventRecord, page: LogPage) -> None:
        if event.kind in (START, SWITCH) or event.signal in self._passed_over:
            return
        if event.kind == VALUE:
            values = self.agent.space.dimensions.get(event.content["dimension"], ())
            if self.agent.takes_values and event.content["value"] in values:
                self.agent.set_value(**event.content)
        elif event.kind == PALETTE:
            weights = color_weights(tuple(Swatch(color) for color in event.content["swatches"]))
            if weights:
                self.agent.update(Feedback(AttributeMix({"color": weights}), event.stars))
        else:
            self.agent.update(_feedback(event, page.slates[event.slate], self.agent.space))


def context_of(slate: SlateRecord) -> Context:
    """Read back what a slate was made for."""
    context = slate.context
    return Context(context.get("features", {}), context.get("subject", ""), tuple(context.get("palette", ())))


def _last_ratings(page: LogPage) -> dict[str, int]:
    """Return suggestion -> place of the last rating that teaches."""
    return {event.suggestion: event.seq for event in page.events if event.kind == RATING and event.learned}


def _shown(slate: SlateRecord, space: AttributeSpace) -> Slate:
    mixes = tuple(space.known(AttributeMix.from_dict(suggestion.mix)) for suggestion in slate.suggestions)
    return Slate(mixes, context_of(slate), slate.id)


def _feedback(event: EventRecord, slate: SlateRecord, space: AttributeSpace) -> Feedback:
    suggestion = slate.suggestion(event.suggestion)
    return Feedback(
        mix=space.known(AttributeMix.from_dict(suggestion.mix)),
        rating=event.stars,
        context=context_of(slate),
        reasons={name: way for name, way in event.reasons.items() if name in space.dimensions},
        signal=event.signal or None,
        slate_id=slate.id,
        features=suggestion.features or None,
    )
