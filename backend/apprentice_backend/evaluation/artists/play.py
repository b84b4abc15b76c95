"""The loop of every simulated artist: the agent proposes a slate, the artist rates it, the agent learns from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from apprentice_shared.attributes import AttributeMix

from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints

# The number of suggestions in a slate.
SLATE = 4

# A slate that was shown, and all that the artist said of it.
RatedSlate = tuple[Slate, Sequence[Feedback]]


class Learner(Protocol):
    """The methods that the loop needs: those of our agents, and of rivals that can be asked for slates."""

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose a slate."""

    def shown(self, slate: Slate) -> None:
        """Note that a slate was shown."""

    def update(self, feedback: Feedback) -> None:
        """Learn from one rating."""


def play(
    agent: Learner,
    rate: Callable[[Slate], Sequence[Feedback]],
    slates: int,
    context: Context | Callable[[int], Context],
    *,
    constraints: Constraints | Callable[[int], Constraints | None] | None = None,
    prefix: str = "",
) -> Iterator[RatedSlate]:
    """Let an artist rate slates of four, and yield each slate once the agent has learned from it.

    Args:
        agent: proposes the slates, and learns.
        rate: the artist; asked before the agent is told that the slate was shown.
        slates: their number.
        context: the canvas, or slate number, from 0 -> its canvas.
        constraints: the artist's limits, or slate number -> its limits; None allows everything.
        prefix: of the slates' ids, "0", "1" …: agents take ratings of one mix under one id for one rating, so another
            play with the same agent needs another prefix.
    """
    for number in range(slates):
        canvas = context(number) if callable(context) else context
        limits = constraints(number) if callable(constraints) else constraints
        slate = Slate(tuple(agent.suggest(canvas, SLATE, limits)), canvas, f"{prefix}{number}")
        rated = (slate, rate(slate))
        replay(agent, [rated])
        yield rated


def replay(agent: Learner, history: Iterable[RatedSlate]) -> None:
    """Show an agent slates that were rated before, whoever proposed them, and let it learn from the ratings."""
    for slate, said in history:
        agent.shown(slate)
        for feedback in said:
            agent.update(feedback)
