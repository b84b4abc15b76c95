"""The contract that every agent keeps, whatever it learns by."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import raters
from raters import by_stars

from apprentice_backend.agents import NAMES, create
from apprentice_backend.agents.base import Agent, Constraints, Context, Feedback, Slate
from apprentice_backend.agents.wishes import SlateWishes
from apprentice_backend.evaluation.artists.play import play
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
CANVAS = Context(
    features={"lightness": 0.4, "warmth": -0.2, "chroma": 0.1}, subject="a boat", palette=("#102030", "#a0b0c0")
)
CONTEXTS = pytest.mark.parametrize("context", [Context.empty(), CANVAS], ids=["blank", "canvas"])

pytestmark = pytest.mark.parametrize("name", NAMES)


def likes_warm(mix: AttributeMix) -> int:
    """Return the stars of an artist who likes warm pictures."""
    return 5 if mix.weight("color", "warm") > 0.5 else 2


def teach(agent: Agent, slates: int, *, context: Context = CANVAS, constraints: Constraints | None = None) -> None:
    """Let an artist who likes warm pictures rate some slates."""
    rate = by_stars(likes_warm, reasons=lambda mix: {"color": 1} if likes_warm(mix) == 5 else {})
    raters.teach(agent, rate, slates, context, constraints)


@CONTEXTS
def test_same_seed_gives_same_slates(name: str, context: Context) -> None:
    """Two agents of one seed and one history propose the same."""
    first, second = create(name, SPACE, seed=5), create(name, SPACE, seed=5)
    teach(first, 2, context=context)
    teach(second, 2, context=context)
    assert first.suggest(context, 4) == second.suggest(context, 4)
    assert first.recommend(context) == second.recommend(context)


def test_other_seed_gives_other_slates(name: str) -> None:
    """The first slate differs between seeds."""
    slates = [tuple(create(name, SPACE, seed=seed).suggest(CANVAS, 4)) for seed in range(4)]
    assert len(set(slates)) > 1


def test_suggest_leaves_state_alone(name: str) -> None:
    """Asking changes nothing: the same question again has the same answer."""
    agent = create(name, SPACE, seed=1)
    teach(agent, 2)
    before = json.dumps(agent.state())
    slate = agent.suggest(CANVAS, 4)
    agent.recommend(CANVAS)
    agent.explain(slate[0], CANVAS)
    agent.taste()
    assert json.dumps(agent.state()) == before
    assert agent.suggest(CANVAS, 4) == slate


@pytest.mark.parametrize("as_slate", [True, False], ids=["slate", "list"])
def test_nothing_shown_comes_again(name: str, as_slate: bool) -> None:
    """A mix that was shown, in a slate or in a plain list, is not proposed again."""
    agent = create(name, SPACE, seed=2)
    seen: list[AttributeMix] = []
    for _ in range(8):
        mixes = agent.suggest(Context.empty(), 4)
        agent.shown(Slate(tuple(mixes)) if as_slate else mixes)
        agent.update(Feedback(mixes[0], likes_warm(mixes[0])))
        seen += mixes
    assert len(set(seen)) == len(seen)


def test_weights_sum_to_one_without_constraints(name: str) -> None:
    """Left to itself an agent moves every dimension wholly."""
    agent = create(name, SPACE, seed=3)
    for taught in (0, 3):
        teach(agent, taught)
        for mix in [*agent.suggest(CANVAS, 6), agent.recommend(CANVAS)]:
            assert set(mix.weights) == set(SPACE.dimensions)
            assert all(sum(part.values()) == pytest.approx(1.0) for part in mix.weights.values())


@pytest.mark.parametrize("taught", [0, 3])
def test_keeps_what_does_not_vary_as_painted(name: str, taught: int) -> None:
    """Dimensions outside `vary` carry no weight."""
    agent = create(name, SPACE, seed=4)
    teach(agent, taught)
    constraints = Constraints(vary=frozenset({"color", "mood"}))
    for mix in [*agent.suggest(CANVAS, 4, constraints), agent.recommend(CANVAS, constraints)]:
        assert set(mix.weights) <= {"color", "mood"}


@pytest.mark.parametrize("taught", [0, 3])
def test_obeys_locks_bans_and_max_values(name: str, taught: int) -> None:
    """Locks are carried exactly, bans never appear, and no dimension blends more values than allowed."""
    agent = create(name, SPACE, seed=6)
    teach(agent, taught)
    lock = {"color": {"cool": 0.7}, "style": "surreal"}
    constraints = Constraints(locks=lock, bans={"mood": ("joyful", "energetic")}, max_values=2, surprise=1.0)
    for mix in [*agent.suggest(CANVAS, 8, constraints), agent.recommend(CANVAS, constraints)]:
        assert mix.weights["color"] == {"cool": 0.7}
        assert mix.weights["style"] == {"surreal": 1.0}
        assert mix.weight("mood", "joyful") == mix.weight("mood", "energetic") == 0.0
        assert all(len(part) <= 2 for part in mix.weights.values())


def test_max_values_of_one_gives_corners(name: str) -> None:
    """With one value per dimension every weight is 1, as long as corners are left."""
    agent = create(name, SPACE, seed=7)
    teach(agent, 3, constraints=Constraints(max_values=1))
    for mix in agent.suggest(CANVAS, 4, Constraints(max_values=1)):
        assert all(list(part.values()) == [1.0] for part in mix.weights.values())


@pytest.mark.parametrize("vary", [frozenset({"color"}), frozenset({"color", "mood"}), None], ids=["1", "2", "all"])
def test_slate_is_distinct_while_mixes_are_left(name: str, vary: frozenset[str] | None) -> None:
    """Few free dimensions are filled up with blends before anything repeats."""
    agent = create(name, SPACE, seed=8)

    def rate_first(slate: Slate) -> list[Feedback]:
        return [Feedback(slate.mixes[0], 4, CANVAS, slate_id=slate.id)]

    played = play(agent, rate_first, 6, CANVAS, constraints=Constraints(vary=vary))
    seen = [mix for slate, _ in played for mix in slate.mixes]
    assert len(set(seen)) == len(seen) == 24


def test_gives_as_many_as_asked_when_everything_is_locked(name: str) -> None:
    """If the constraints leave one mix, it is given as often as asked."""
    locks = {"color": "warm", "style": "abstract", "mood": "joyful", "composition": "centered"}
    mixes = create(name, SPACE, seed=1).suggest(CANVAS, 3, Constraints(locks=locks))
    assert mixes == [AttributeMix.pure(**locks)] * 3


@pytest.mark.parametrize("taught", [0, 3])
@pytest.mark.parametrize("moves", [1, 2])
def test_moves_no_more_than_asked(name: str, taught: int, moves: int) -> None:
    """With `moves` every mix moves at least one dimension and no more than so many, and slates stay distinct."""
    agent = create(name, SPACE, seed=14)
    constraints = Constraints(moves=moves)
    teach(agent, taught, constraints=constraints)
    mixes = [*agent.suggest(CANVAS, 16, constraints), agent.recommend(CANVAS, constraints)]
    assert all(1 <= len(mix.weights) <= moves for mix in mixes)
    assert len(set(mixes[:16])) == 16


def test_moves_do_not_count_what_is_locked(name: str) -> None:
    """A lock is carried beside the dimension that moves."""
    agent = create(name, SPACE, seed=15)
    teach(agent, 2)
    for mix in agent.suggest(CANVAS, 8, Constraints(moves=1, locks={"color": "cool"}, vary=frozenset({"mood"}))):
        assert mix.weights["color"] == {"cool": 1.0}
        assert set(mix.weights) == {"color", "mood"}


def test_every_dimension_comes_up_where_one_moves(name: str) -> None:
    """Slates in which one dimension moves at a time get to all of them, before and after ratings."""
    agent = create(name, SPACE, seed=16)
    constraints = Constraints(moves=1, surprise=1.0)

    def rate(slate: Slate) -> list[Feedback]:
        return [Feedback(slate.mixes[0], 3, CANVAS, slate_id=slate.id)]

    played = play(agent, rate, 6, CANVAS, constraints=constraints)
    assert {d for slate, _ in played for mix in slate.mixes for d in mix.weights} == set(SPACE.dimensions)


@CONTEXTS
def test_expects_what_it_explains(name: str, context: Context) -> None:
    """Expected stars are those of the explanation, spreads too where there are any; other spreads are NaN."""
    agent = create(name, SPACE, seed=17)
    teach(agent, 3, context=context)
    mixes = [*agent.suggest(context, 4), AttributeMix({}), AttributeMix.from_dict({"color": {"warm": 0.6}})]
    means, spreads = agent.expected(mixes, context)
    assert means.shape == spreads.shape == (6,)
    for mix, mean, spread in zip(mixes, means, spreads, strict=True):
        said = agent.explain(mix, context)
        assert mean == pytest.approx(said.predicted, abs=1e-6)
        assert math.isnan(spread) if said.spread is None else spread == pytest.approx(said.spread, abs=1e-6)


def test_expects_nothing_of_nothing(name: str) -> None:
    """No mixes give empty arrays."""
    means, spreads = create(name, SPACE, seed=1).expected([], CANVAS)
    assert means.shape == spreads.shape == (0,)


@pytest.mark.parametrize("constraints", [None, Constraints(moves=2), Constraints(vary=frozenset({"mood"}))])
def test_surveys_what_is_allowed(name: str, constraints: Constraints | None) -> None:
    """A survey has mixes from all over what is allowed, none of them shown before, and changes nothing."""
    agent = create(name, SPACE, seed=20)
    teach(agent, 3, constraints=constraints)
    shown = agent.suggest(CANVAS, 4, constraints)
    agent.shown(shown)
    before = json.dumps(agent.state())
    mixes = agent.survey(32, constraints)
    values = {(d, value) for mix in mixes for d, part in mix.weights.items() for value in part}
    wanted = {pair for pair in SPACE.pairs() if constraints is None or not constraints.vary or pair[0] == "mood"}
    assert values <= wanted
    assert len(values) >= 0.8 * len(wanted)
    assert len(set(mixes)) == 32
    assert not set(mixes) & set(shown)
    assert json.dumps(agent.state()) == before


def test_chooses_among_candidates(name: str) -> None:
    """`choose` gives different places, as many as asked or as there are, the best first, and changes nothing."""
    agent = create(name, SPACE, seed=18)
    teach(agent, 3)
    mixes = agent.suggest(CANVAS, 9)
    before = json.dumps(agent.state())
    chosen = agent.choose(mixes, 4, CANVAS)
    means, _ = agent.expected(mixes, CANVAS)
    assert len(set(chosen)) == 4
    assert chosen[0] == int(means.argmax())
    assert sorted(agent.choose(mixes[:3], 4, CANVAS)) == [0, 1, 2]
    assert chosen == agent.choose(mixes, 4, CANVAS)
    assert json.dumps(agent.state()) == before


@pytest.mark.parametrize("surprise", [0.0, 0.5, 1.0])
def test_chooses_pictures_that_lie_apart(name: str, surprise: float) -> None:
    """Whatever is believed, the chosen pictures keep the dial's distance, and one is something else."""
    agent = create(name, SPACE, seed=19)
    teach(agent, 3)
    mixes, wishes = agent.suggest(CANVAS, 16), SlateWishes(surprise)
    place = np.random.default_rng(3).uniform(0.0, 16.0, (16, 2))
    distances = np.linalg.norm(place[:, None] - place, axis=-1)
    chosen = agent.choose(mixes, 4, CANVAS, distances, wishes=wishes)
    between = distances[np.ix_(chosen, chosen)]
    assert between[np.triu_indices(4, 1)].min() >= wishes.least
    assert between[0].max() >= wishes.other


def test_refuses_another_number_of_candidates(name: str) -> None:
    """Distances and measures must be those of the candidates; a slate has one suggestion at least."""
    agent = create(name, SPACE, seed=1)
    mixes = agent.suggest(CANVAS, 4)
    with pytest.raises(ValueError, match="distances"):
        agent.choose(mixes, 2, CANVAS, np.zeros((3, 3)))
    with pytest.raises(ValueError, match="count"):
        agent.choose(mixes, 0, CANVAS)
    with pytest.raises(ValueError, match="features"):
        agent.expected(mixes, CANVAS, [None])


@pytest.mark.parametrize("surprise", [0.0, 0.5, 1.0])
def test_takes_any_position_of_the_dial(name: str, surprise: float) -> None:
    """Every position between familiar and surprising gives a whole slate."""
    agent = create(name, SPACE, seed=9)
    teach(agent, 3)
    assert len(set(agent.suggest(CANVAS, 4, Constraints(surprise=surprise)))) == 4


def test_state_survives_json(name: str) -> None:
    """A restored agent has the state and the next slate of the one that was saved."""
    agent = create(name, SPACE, seed=10)
    teach(agent, 3)
    agent.update(Feedback(agent.suggest(CANVAS, 1)[0], signal="inserted"))
    other = create(name, SPACE, seed=11)
    other.restore(json.loads(json.dumps(agent.state())))
    assert other.state() == agent.state()
    assert other.suggest(CANVAS, 4) == agent.suggest(CANVAS, 4)
    assert other.taste() == agent.taste()


def test_restored_agent_learns_on_alike(name: str) -> None:
    """Learning goes on after a restore as it would have without."""
    agent = create(name, SPACE, seed=10)
    teach(agent, 2)
    other = create(name, SPACE, seed=10)
    other.restore(json.loads(json.dumps(agent.state())))
    for learner in (agent, other):
        teach(learner, 2)
    assert other.state() == agent.state()


def test_equal_histories_give_equal_states(name: str) -> None:
    """The state is a fold over the events, and nothing else."""
    first, second = create(name, SPACE, seed=12), create(name, SPACE, seed=12)
    teach(first, 3)
    first.suggest(CANVAS, 4)
    teach(second, 3)
    assert json.dumps(first.state()) == json.dumps(second.state())


@pytest.mark.parametrize(
    "change",
    [{"agent": "other"}, {"version": 99}, {"space": [["color", ["red"]]]}],
    ids=["other agent", "newer version", "other space"],
)
def test_refuses_a_strange_state(name: str, change: dict[str, object]) -> None:
    """A state of another agent, version or space is refused."""
    agent = create(name, SPACE, seed=1)
    with pytest.raises(ValueError, match=r"state|attributes"):
        agent.restore({**agent.state(), **change})


@CONTEXTS
def test_explanation_adds_up(name: str, context: Context) -> None:
    """Base and contributions sum to the prediction, greatest first."""
    agent = create(name, SPACE, seed=13)
    teach(agent, 3, context=context)
    for mix in [*agent.suggest(context, 4), AttributeMix.from_dict({"color": {"warm": 0.6, "cool": 0.2}})]:
        said = agent.explain(mix, context)
        assert said.base + sum(term.stars for term in said.contributions) == pytest.approx(said.predicted, abs=1e-9)
        sizes = [abs(term.stars) for term in said.contributions]
        assert sizes == sorted(sizes, reverse=True)
        assert said.text


def test_taste_names_every_value_in_order(name: str) -> None:
    """The taste has one entry per attribute value and counts the ratings."""
    agent = create(name, SPACE, seed=14)
    teach(agent, 2)
    taste = agent.taste()
    assert [(entry.dimension, entry.value) for entry in taste.values] == list(SPACE.pairs())
    assert taste.ratings == 8


@pytest.mark.parametrize("count", [0, -1])
def test_refuses_an_empty_slate(name: str, count: int) -> None:
    """A slate has at least one suggestion."""
    with pytest.raises(ValueError, match="count"):
        create(name, SPACE, seed=1).suggest(CANVAS, count)


@pytest.mark.parametrize(
    "constraints",
    [Constraints(vary=frozenset({"weather"})), Constraints(locks={"color": "blue"}), Constraints(bans=["mood=sad"])],
    ids=["vary", "lock", "ban"],
)
def test_refuses_unknown_attributes(name: str, constraints: Constraints) -> None:
    """Attributes that the space does not have are refused by name."""
    with pytest.raises(ValueError, match="unknown"):
        create(name, SPACE, seed=1).suggest(CANVAS, 4, constraints)


def test_learns_over_another_space(name: str) -> None:
    """Attributes are data: a pack of other dimensions works alike."""
    space = AttributeSpace({"weather": ("sun", "rain"), "hour": ("dawn", "noon", "dusk")})
    agent = create(name, space, seed=15)
    raters.teach(agent, by_stars(lambda mix: 1 + 4 * mix.weight("weather", "sun")), 3)
    assert all(set(mix.weights) == set(space.dimensions) for mix in agent.suggest(Context.empty(), 4))
