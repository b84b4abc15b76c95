"""Artists for tests of agents: they rate by a function from mixes to stars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from apprentice_backend.agents.base import Constraints, Context, Feedback, Slate
from apprentice_backend.evaluation.artists.play import Learner, play
from apprentice_shared.attributes import AttributeMix

BLANK = Context.empty()


def by_stars(
    stars: Callable[[AttributeMix], float],
    *,
    reasons: Callable[[AttributeMix], Mapping[str, int]] = lambda mix: {},
    features: Callable[[AttributeMix], Mapping[str, float] | None] = lambda mix: None,
) -> Callable[[Slate], list[Feedback]]:
    """Return an artist who gives each mix its stars, with reasons and the picture's measures where it has some."""

    def rate(slate: Slate) -> list[Feedback]:
        return [
            Feedback(mix, stars(mix), slate.context, reasons(mix), slate_id=slate.id, features=features(mix))
            for mix in slate.mixes
        ]

    return rate


def teach(
    agent: Learner,
    rate: Callable[[Slate], Sequence[Feedback]],
    slates: int,
    context: Context | Callable[[int], Context] = BLANK,
    constraints: Constraints | Callable[[int], Constraints | None] | None = None,
) -> None:
    """Let an artist rate slates, and look at none of them."""
    for _ in play(agent, rate, slates, context, constraints=constraints):
        pass
