"""The opinions on a profile since its agent was last taught."""

from __future__ import annotations

from ..agents.base import Foresight
from ..store.records import LogPage

# Events since the last slate beyond which a rating is not compared any more, so that it costs no more than the first.
MOST_AHEAD = 40


class Ahead:
    """The stretch of a log that an agent has not learned yet, read bit by bit.

    Attributes:
        after: the place in the log up to which it was read.
        page: what stands there.
        foresight: what is foreseen from it; None while nobody has looked.
    """

    def __init__(self, after: int) -> None:
        self.after = after
        self.page = LogPage((), {})
        self.foresight: Foresight | None = None

    @property
    def is_full(self) -> bool:
        """True while the stretch holds so many events that no more is foreseen until the agent learns them."""
        return len(self.page.events) > MOST_AHEAD

    def take(self, page: LogPage) -> LogPage:
        """Add what was read after `after`; return all but the last event, which is what was known before it."""
        if page.events:
            self.after = page.events[-1].seq
        self.page = LogPage(self.page.events + page.events, {**self.page.slates, **page.slates})
        if len(page.events) != 1:  # what was foreseen is not of the place right before the last event
            self.foresight = None
        return LogPage(self.page.events[:-1], self.page.slates)
