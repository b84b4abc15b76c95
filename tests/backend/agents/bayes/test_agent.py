"""The default agent learns from each kind of evidence."""

from __future__ import annotations

import numpy as np
import pytest
from raters import by_stars, teach

from apprentice_backend.agents import create
from apprentice_backend.agents.base import Constraints, Context, Feedback, Slate
from apprentice_backend.agents.bayes.agent import BayesAgent
from apprentice_backend.agents.priors.prior import Prior, TasteGuess
from apprentice_backend.agents.space.candidates import Candidates
from apprentice_backend.evaluation.agents.learn import differing_dimensions, learn
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.play import play
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
BLANK = Context.empty()
EVERYTHING = Constraints()
WARM = AttributeMix.pure(color="warm", style="painterly", mood="joyful", composition="dynamic")
COOL = AttributeMix.pure(color="cool", style="abstract", mood="peaceful", composition="centered")


def fresh(seed: int = 0, prior: Prior | None = None) -> BayesAgent:
    """Return an agent that has learned nothing."""
    return BayesAgent(SPACE, seed=seed, prior=prior)


def teach_warm(agent: BayesAgent, slates: int, first: Constraints = EVERYTHING) -> None:
    """Let an artist who likes warm pictures rate slates, the first under constraints that the others do not have."""

    def stars(mix: AttributeMix) -> float:
        return 5 if mix.weight("color", "warm") > 0.5 else 1

    teach(agent, by_stars(stars), slates, constraints=lambda number: Constraints(max_values=2) if number else first)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "first", [Constraints(vary=frozenset({"color", "mood"}), max_values=2), Constraints()], ids=["two", "all"]
)
def test_learns_that_only_warm_matters(seed: int, first: Constraints) -> None:
    """After five slates of four at least three of four suggestions are mostly warm, and the taste says so."""
    agent = fresh(seed)
    teach_warm(agent, 5, first)
    slate = agent.suggest(BLANK, 4, Constraints(max_values=2))
    assert sum(mix.weight("color", "warm") > 0.5 for mix in slate) >= 3
    assert max(agent.taste().values, key=lambda entry: entry.mean).value == "warm"


def test_first_slate_is_a_latin_design() -> None:
    """No value comes twice in the first slate, and the next takes up the value that was left."""
    agent = fresh(3)
    first = agent.suggest(BLANK, 4)
    agent.shown(first)
    second = agent.suggest(BLANK, 4)
    for dimension, values in SPACE.dimensions.items():
        assert len({mix.dominant(dimension) for mix in first}) == 4
        assert {mix.dominant(dimension) for mix in [*first, *second]} == set(values)


@pytest.mark.parametrize(
    ("constraints", "least"),
    [(Constraints(), 3.0), (Constraints(vary=frozenset({"color", "mood"}), max_values=2), 1.5)],
    ids=["everything", "two"],
)
def test_unrated_slates_go_on_being_new_and_varied(constraints: Constraints, least: float) -> None:
    """Without any rating twenty slates repeat nothing, and the last are as varied as may be."""
    played = [slate.mixes for slate, _ in play(fresh(3), lambda _: (), 20, BLANK, constraints=constraints)]
    seen = [mix for mixes in played for mix in mixes]
    assert len(set(seen)) == len(seen)
    assert np.mean([differing_dimensions(mixes) for mixes in played[-8:]]) >= least
    assert max(len(part) for mix in seen for part in mix.weights.values()) <= (constraints.max_values or 5)


def test_first_explanations_say_what_is_tried() -> None:
    """Before anything is known a card says what it tries; with a rating what speaks for and against it."""
    agent = fresh(3)
    assert agent.explain(WARM, BLANK).text == "trying warm, painterly, joyful and dynamic: not rated yet"
    agent.update(Feedback(WARM, 5))
    assert agent.explain(WARM, BLANK).text.startswith("+")
    assert "unsure about" in agent.explain(AttributeMix.pure(color="warm", style="abstract"), BLANK).text


def test_each_slate_goes_outside_what_is_known() -> None:
    """Even with the dial at familiar one suggestion is a guess, and is marked as one."""
    agent = fresh(4)
    teach_warm(agent, 4)
    slate = agent.suggest(BLANK, 4, Constraints(surprise=0.0))
    assert any(agent.explain(mix, BLANK).guess for mix in slate)


def test_reason_moves_its_own_dimension() -> None:
    """A reason on colour says more of warm than of the picture's other values."""
    agent = fresh()
    agent.shown(Slate((WARM, COOL), id="s"))
    agent.update(Feedback(WARM, 5, reasons={"color": 1}, slate_id="s"))
    taste = agent.taste()
    others = [taste.of("style", "painterly"), taste.of("mood", "joyful"), taste.of("composition", "dynamic")]
    assert taste.of("color", "warm").mean > 2 * max(entry.mean for entry in others)


def test_reason_does_not_speak_against_an_ideal_point() -> None:
    """An artist of an ideal mix, whose reasons are true of it, gets blends as good as without reasons."""
    scores = {}
    for reasons in (False, True):
        artists = [Artist(WORLDS["ideal"], SPACE, seed=seed, reasons=reasons) for seed in range(12)]
        curves = [learn(fresh(seed), artist, 5) for seed, artist in enumerate(artists)]
        scores[reasons] = np.mean([curve.recommended[-1] for curve in curves])
    assert scores[True] > scores[False] - 0.02 > 0.8


def test_pick_is_a_preference_and_no_rating() -> None:
    """A pick raises what sets it apart from its neighbours, and counts as no rating."""
    agent = fresh()
    agent.shown(Slate((WARM, COOL), id="s"))
    agent.update(Feedback(WARM, signal="picked", slate_id="s"))
    taste = agent.taste()
    assert taste.of("color", "warm").mean > 0.02 > -0.02 > taste.of("color", "cool").mean
    assert taste.ratings == 0


def test_pick_without_neighbours_says_nothing() -> None:
    """A pick alone in its slate has no neighbours to be better than."""
    agent = fresh()
    agent.update(Feedback(WARM, signal="picked", slate_id="s"))
    assert agent.taste().values == fresh().taste().values


@pytest.mark.parametrize("signal", ["inserted", "palette_pulled", "more_like_this"])
def test_signal_is_weak_evidence(signal: str) -> None:
    """Using a picture counts for it, and for less than five stars."""
    signalled, rated = fresh(), fresh()
    signalled.update(Feedback(WARM, signal=signal))
    rated.update(Feedback(WARM, 5))
    assert 0.0 < signalled.taste().of("color", "warm").mean < rated.taste().of("color", "warm").mean


def test_signal_weights_are_learned() -> None:
    """An artist who inserts what they rate low teaches that inserting says little."""
    agent = fresh()
    agent.update(Feedback(WARM, signal="inserted"))
    before = agent.signal_stars()["inserted"]
    for _ in range(5):
        agent.update(Feedback(COOL, 1, signal="inserted"))
        agent.update(Feedback(WARM, 5))
    assert agent.signal_stars()["inserted"] < 0.0 < before


def test_dismissed_is_neutral() -> None:
    """Not now is not dislike."""
    agent = fresh()
    agent.update(Feedback(WARM, signal="dismissed"))
    assert agent.taste().values == fresh().taste().values


def test_many_dismissed_are_neutral_too() -> None:
    """A slate of which every suggestion was dismissed, and nothing rated, teaches nothing."""
    agent = fresh()
    for mix in agent.suggest(BLANK, 4):
        agent.update(Feedback(mix, signal="dismissed"))
    assert agent.taste().values == fresh().taste().values


def test_undone_insert_cancels_the_insert() -> None:
    """An insertion that was undone says nothing."""
    agent = fresh()
    agent.update(Feedback(WARM, signal="inserted", slate_id="s"))
    agent.update(Feedback(WARM, signal="insert_undone", slate_id="s"))
    assert agent.taste().values == fresh().taste().values


def test_second_rating_replaces_the_first() -> None:
    """An artist who changes their stars has given one rating."""
    changed, direct = fresh(), fresh()
    for stars in (1, 5):
        changed.update(Feedback(WARM, stars, slate_id="s"))
    direct.update(Feedback(WARM, 5, slate_id="s"))
    assert changed.state() == direct.state()


def test_value_set_by_hand_rules_and_can_be_taken_back() -> None:
    """A value set by the artist outweighs ratings until it is taken back."""
    agent, never = fresh(1), fresh(1)
    for learner in (agent, never):
        teach_warm(learner, 3)
    agent.set_value("color", "cool", 2.0)
    agent.set_value("color", "warm", -2.0)
    taste = agent.taste()
    assert taste.of("color", "cool").mean == pytest.approx(2.0, abs=0.3)
    assert agent.recommend(BLANK).dominant("color") == "cool"
    for value in ("cool", "warm"):
        agent.set_value("color", value, None)
    assert agent.state() == never.state()


def test_learns_to_leave_a_dimension_as_painted() -> None:
    """An artist who dislikes every change of framing gets their own framing back."""
    agent = fresh(2)
    color, both = (Constraints(vary=frozenset(vary)) for vary in ({"color"}, {"color", "composition"}))

    def stars(mix: AttributeMix) -> float:
        return 2 if mix.weights.get("composition") else 5

    teach(agent, by_stars(stars), 6, constraints=lambda number: both if number % 2 else color)
    best = agent.recommend(BLANK, both)
    assert best.as_painted("composition") == 1.0


def test_learns_an_ideal_point_inside() -> None:
    """An artist whose ideal colour is half warm and half muted gets a blend of the two."""
    agent = fresh(5)

    def stars(mix: AttributeMix) -> float:
        warm, muted = mix.weight("color", "warm"), mix.weight("color", "muted")
        return max(1.0, 5 - 3 * abs(warm - 0.5) - 3 * abs(muted - 0.5))

    colour = Constraints(vary=frozenset({"color"}))
    teach(agent, by_stars(stars), 8, constraints=colour)
    # Every corner would get two stars or less.
    assert stars(agent.recommend(BLANK, colour)) > 3.5


def test_right_prior_is_used_at_once_and_wrong_one_is_found_out() -> None:
    """A prior chooses the first slate; ratings against it overrule it."""
    guess = TasteGuess({("color", "cool"): 1.5, ("color", "warm"): -1.0}, spread=0.3, weight=0.7)
    agent = fresh(6, Prior((guess,)))
    assert agent.suggest(BLANK, 4)[0].dominant("color") == "cool"
    teach_warm(agent, 5)
    assert agent.recommend(BLANK).dominant("color") == "warm"


def test_long_history_is_the_same_asked_on_the_way_or_replayed() -> None:
    """An agent that was asked between its ratings knows what one that only replays them knows."""
    asked, replayed = fresh(), fresh()
    corners = Candidates(asked.design, Constraints(), seed=0).corners()
    for index in range(210):
        feedback = Feedback(asked.design.mix(corners[index]), 1 + index % 5)
        for agent in (asked, replayed):
            agent.update(feedback)
        if index >= 205:
            asked.taste()
    assert asked.state() == replayed.state()
    assert asked.suggest(BLANK, 4) == replayed.suggest(BLANK, 4)
    assert asked.taste() == replayed.taste()


def test_other_agents_take_no_prior() -> None:
    """A prior given to an agent that cannot use it is refused."""
    with pytest.raises(ValueError, match="prior"):
        create("random", SPACE, seed=1, prior=Prior(()))


def test_refuses_values_that_the_space_lacks() -> None:
    """A hand-set value or a reason that names what does not exist is an error."""
    with pytest.raises(ValueError, match="unknown value"):
        fresh().set_value("color", "blue", 1.0)
    with pytest.raises(ValueError, match="unknown dimension"):
        fresh().update(Feedback(WARM, 5, reasons={"weather": 1}))


def test_learns_from_what_was_seen_beside_what_was_asked_for() -> None:
    """A taste for what pictures show is learned sooner where pictures are measured."""
    reached = {told: np.mean([_reach_by_feature(seed, told=told) for seed in range(16)]) for told in (False, True)}
    assert reached[True] > reached[False] + 0.05


def _reach_by_feature(seed: int, *, told: bool) -> float:
    """Return the warmth of the recommendation, as a part of the warmest, after twenty ratings by warmth."""
    rng = np.random.default_rng(seed)
    brings = dict(zip(SPACE.pairs(), rng.normal(size=20), strict=True))

    def warmth(mix: AttributeMix) -> float:
        return 0.2 * sum(brings[pair] * mix.weight(*pair) for pair in brings)

    def stars(mix: AttributeMix) -> float:
        return float(np.clip(round(3.0 + 2.0 * warmth(mix) + 1.2 * float(rng.normal())), 1, 5))

    agent = fresh(seed)
    teach(agent, by_stars(stars, features=lambda mix: {"warmth": warmth(mix)} if told else None), 5)
    best = 0.2 * sum(max(brings[name, value] for value in values) for name, values in SPACE.dimensions.items())
    return warmth(agent.recommend(BLANK)) / best
