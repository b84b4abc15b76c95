"""One profile's agent, as a fold over the profile's log."""

from __future__ import annotations

from ..agents.base import Agent, FeedbackLearner, Foresight
from ..store.records import RATING, SLATE, EventRecord, LogPage
from .ahead import Ahead
from .kinds import KINDS


class Fold:
    """An agent, and how far into the log it has learned.

    Of several ratings of one suggestion the last one counts, at its own place in the log. What was shown or said while
    learning was off teaches nothing; the slate counts as shown all the same, or it would be proposed again.

    Of values that the agent's space does not have, because their pack is not in use, the agent learns nothing; they
    stay in the log, and teach again once the pack is in use.

    Args:
        agent: one that has learned nothing yet, with its starting point.
        passed_over: kinds of signal that do not count.

    Attributes:
        after: the place in the log up to which it has learned.
        mended: how often the store had been mended when the fold was begun.
    """

    def __init__(self, agent: Agent, passed_over: frozenset[str] = frozenset()) -> None:
        self.agent = agent
        self._passed_over = passed_over
        self.after = 0
        self.mended = 0
        self._rated: set[str] = set()
        self._ahead: Ahead | None = None

    def can_take(self, page: LogPage) -> bool:
        """Return whether a page only adds to the log that was learned.

        A rating that replaces one, another start, and a signal switched on or off change what was learned before them:
        the fold begins anew.
        """
        anew = any(KINDS[event.kind].begins_anew for event in page.events)
        return not anew and self._rated.isdisjoint(_last_ratings(page))

    def take(self, page: LogPage) -> None:
        """Learn the next stretch of the log: events that stand, in order, none before `after`."""
        if not page.events:
            return
        # First, so that what fails half-way is not learned twice.
        self.after, self._ahead = page.events[-1].seq, None
        self._teach(page, self.agent)
        self._rated.update(_last_ratings(page))

    def ahead(self) -> Ahead:
        """Return what was said since, as far as it was looked at; it begins anew when the agent learns."""
        if self._ahead is None:
            self._ahead = Ahead(self.after)
        return self._ahead

    def foresee(self, page: LogPage) -> Foresight | None:
        """Return what foresees the taste after a next stretch of the log, without learning it; None where none can."""
        foresight = self.agent.foresight() if self.can_take(page) else None
        if foresight is not None:
            self._teach(page, foresight)
        return foresight

    def _teach(self, page: LogPage, learner: FeedbackLearner) -> None:
        last = _last_ratings(page)
        for event in page.events:
            if self._counts(event, last):
                KINDS[event.kind].teach(event, page, learner)

    def _counts(self, event: EventRecord, last: dict[str, int]) -> bool:
        if event.kind == SLATE:
            return True
        is_current = event.kind != RATING or last.get(event.suggestion) == event.seq
        return event.learned and is_current and event.signal not in self._passed_over


def _last_ratings(page: LogPage) -> dict[str, int]:
    """Return suggestion -> place of the last rating that teaches."""
    return {event.suggestion: event.seq for event in page.events if event.kind == RATING and event.learned}
