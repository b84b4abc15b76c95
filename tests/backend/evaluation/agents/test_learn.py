"""One learner learns one artist: which limits hold, and when."""

from __future__ import annotations

from apprentice_backend.agents.base import Constraints, Context, Feedback, Slate
from apprentice_backend.evaluation.agents.learn import learn
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace

WARM = AttributeMix.pure(color="warm", style="painterly", mood="joyful", composition="dynamic")


class Limited:
    """A learner that notes the dial (`surprise`) of every call, and learns nothing."""

    def __init__(self) -> None:
        self.dials: list[tuple[str, float]] = []

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Note the dial, and propose one mix as often as asked."""
        assert constraints is not None
        self.dials.append(("suggest", constraints.surprise))
        return [WARM] * count

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Note the dial, and recommend the mix."""
        assert constraints is not None
        self.dials.append(("recommend", constraints.surprise))
        return WARM

    def shown(self, slate: Slate) -> None:
        """Take no note."""

    def update(self, feedback: Feedback) -> None:
        """Learn nothing."""


def test_a_recommendation_keeps_to_the_next_slates_limits() -> None:
    """The limits of every slate are asked for once, those after the last slate included."""
    asked: list[int] = []

    def allowed(number: int) -> Constraints:
        asked.append(number)
        return Constraints(surprise=number / 4)

    agent = Limited()
    learn(agent, Artist(WORLDS["base"], AttributeSpace.default(), seed=1), 2, allowed)
    assert asked == [0, 1, 2]
    assert agent.dials == [("suggest", 0.0), ("recommend", 0.25), ("suggest", 0.25), ("recommend", 0.5)]
