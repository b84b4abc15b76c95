"""The loop of simulated artists asks, rates and tells, in this order, for every slate."""

from __future__ import annotations

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Constraints, Context, Feedback, Slate
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.play import SLATE, play, replay
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
WARM = AttributeMix.pure(color="warm")
DARK, LIGHT = (Context({"lightness": lightness}) for lightness in (0.2, 0.8))
COLOUR = Constraints(vary=frozenset({"color"}))


class Recorder:
    """A learner that notes its calls; `said` is the list that others note theirs in, too."""

    def __init__(self, said: list[object]) -> None:
        self.said = said

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Note the question, and propose one mix as often as asked."""
        self.said.append((context, constraints))
        return [WARM] * count

    def shown(self, slate: Slate) -> None:
        """Note the slate's id."""
        self.said.append(f"shown {slate.id}")

    def update(self, feedback: Feedback) -> None:
        """Note the stars."""
        self.said.append(feedback.rating)


def test_a_slate_is_asked_for_rated_and_learned_from_before_the_next() -> None:
    """Each slate has its own canvas and constraints, and is yielded once the agent knows its ratings."""
    said: list[object] = []

    def rate(slate: Slate) -> list[Feedback]:
        said.append(f"rate {slate.id}")
        return [Feedback(mix, 4, slate.context, slate_id=slate.id) for mix in slate.mixes[:2]]

    played = play(
        Recorder(said), rate, 2, lambda number: (DARK, LIGHT)[number], constraints=lambda number: (COLOUR, None)[number]
    )
    for slate, feedback in played:
        said.append(f"yield {len(slate.mixes)}, {len(feedback)}")
    asked = [(DARK, COLOUR), (LIGHT, None)]
    assert said == [
        step
        for number in range(2)
        for step in (asked[number], f"rate {number}", f"shown {number}", 4, 4, f"yield {SLATE}, 2")
    ]


def test_one_canvas_and_one_limit_hold_for_all_slates() -> None:
    """A canvas or constraints that are no function stay the same, and an artist may say nothing."""
    said: list[object] = []
    list(play(Recorder(said), lambda slate: (), 2, DARK, constraints=COLOUR))
    assert said == [(DARK, COLOUR), "shown 0", (DARK, COLOUR), "shown 1"]


def test_every_rating_counts_where_two_plays_have_their_own_prefix() -> None:
    """Agents take ratings of one mix in one slate for one rating, so the ids of two plays must differ."""
    agent = create("bayes", SPACE, seed=1)
    only = Constraints(locks={name: {values[0]: 1.0} for name, values in SPACE.dimensions.items()})

    def rate(slate: Slate) -> list[Feedback]:
        return [Feedback(slate.mixes[0], 4, slate.context, slate_id=slate.id)]

    ids = [
        slate.id for prefix in ("", "more ") for slate, _ in play(agent, rate, 2, DARK, constraints=only, prefix=prefix)
    ]
    assert ids == ["0", "1", "more 0", "more 1"]
    assert agent.taste().ratings == 4


def test_replay_teaches_what_was_learned_at_play() -> None:
    """Another agent of the same kind that is shown the rated slates ends in the same state."""
    agent, other = create("bayes", SPACE, seed=1), create("bayes", SPACE, seed=1)
    replay(other, play(agent, Artist(WORLDS["base"], SPACE, seed=1, reasons=True).rate, 3, Context.empty()))
    assert other.taste().ratings == 3 * SLATE
    assert other.state() == agent.state()
