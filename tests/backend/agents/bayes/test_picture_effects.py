"""Effects of a picture's measures: the agent learns what mixes bring to a picture, and reads a taste for it back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from raters import by_stars, teach

from apprentice_backend.agents import create
from apprentice_backend.agents.base import MEASURES, Agent, Context
from apprentice_backend.agents.bayes.hypotheses import prior_variances
from apprentice_backend.agents.bayes.picture_effects import learn_shift
from apprentice_backend.agents.bayes.settings import PictureBeliefs, PriorVariances
from apprentice_backend.agents.space.design import Design
from apprentice_backend.agents.wishes import SlateWishes
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
DESIGN = Design(SPACE)
CANVAS = Context({"lightness": 0.4, "warmth": 0.1})


def look(mix: AttributeMix) -> Mapping[str, float]:
    """Return a picture's measures: joyful and peaceful are light, and joyful hardly where it is monochrome."""
    light = 0.4 + 0.2 * mix.weight("mood", "joyful") + 0.1 * mix.weight("mood", "peaceful")
    light -= 0.18 * mix.weight("mood", "joyful") * mix.weight("color", "monochrome")
    return {**dict.fromkeys(MEASURES, 0.0), "lightness": light, "warmth": 0.1 + 0.3 * mix.weight("color", "warm")}


def taught(slates: int) -> Agent:
    """Return an agent whose slates were rated by their lightness."""
    agent = create("bayes", SPACE, seed=4)
    teach(agent, by_stars(light_stars, features=look), slates, CANVAS)
    return agent


def light_stars(mix: AttributeMix) -> float:
    """Return the stars of an artist who likes light pictures."""
    return float(np.clip(round(2.0 + 12.0 * (look(mix)["lightness"] - 0.4)), 1, 5))


@pytest.mark.parametrize("count", [120, 400], ids=["fewer than coefficients", "more"])
def test_pairs_of_values_bring_what_neither_does(count: int) -> None:
    """A mix of two values that take from each other is predicted to show less than the sum of both."""
    mixes = create("random", SPACE, seed=3).suggest(CANVAS, count)
    differences = np.array([[look(mix)[name] for name in MEASURES] for mix in mixes])
    variances = prior_variances(DESIGN, PriorVariances())
    shift = learn_shift(DESIGN.rows(DESIGN.weights(mixes)), variances, differences, PictureBeliefs())
    assert shift is not None
    asked = [AttributeMix({"color": {color: 1.0}, "mood": {"joyful": 1.0}}) for color in ("monochrome", "cool")]
    dull, bright = (DESIGN.rows(DESIGN.weights(asked)) @ shift.brings)[:, MEASURES.index("lightness")]
    assert bright - dull > 0.8


def test_too_few_pictures_tell_nothing() -> None:
    """From fewer pictures than are needed nothing is learned."""
    differences = np.full((3, len(MEASURES)), np.nan)
    differences[0] = 0.0
    assert learn_shift(np.zeros((3, DESIGN.size)), np.ones(DESIGN.size), differences, PictureBeliefs()) is None


def test_who_rates_by_one_measure_is_understood_in_a_few_ratings() -> None:
    """After sixteen ratings the lightest mood is recommended, without the colour that takes from it."""
    best = taught(4).recommend(CANVAS)
    assert best.weight("mood", "joyful") >= 0.7
    assert best.weight("color", "monochrome") <= 0.3


def test_what_was_seen_is_taken_back_with_the_state() -> None:
    """A restored agent believes what the first one does."""
    agent, again = taught(3), create("bayes", SPACE, seed=4)
    again.restore(agent.state())
    assert again.taste() == agent.taste()


def test_a_measured_picture_is_expected_by_what_it_shows() -> None:
    """Of two pictures of one mix, the lighter one promises more; without measures, what such mixes bring counts."""
    agent, mix = taught(4), AttributeMix.pure(color="cool", mood="melancholic")
    dark, light = ({**look(mix), "lightness": level} for level in (0.3, 0.7))
    means, _ = agent.expected([mix, mix, mix], CANVAS, [dark, light, None])
    assert means[1] > means[0] + 0.5
    assert agent.expected([mix], CANVAS)[0] == pytest.approx(means[2:])
    assert agent.choose([mix, mix], 1, CANVAS, wishes=SlateWishes(features=[dark, light])) == [1]


def test_a_picture_of_another_origin_is_expected_by_what_it_shows() -> None:
    """A picture that was made from no mix stands as painted, with its measures."""
    agent, painted = taught(4), AttributeMix({})
    dark, light = ({**look(painted), "lightness": level} for level in (0.3, 0.7))
    means, _ = agent.expected([painted, painted], CANVAS, [dark, light])
    assert means[1] > means[0] + 0.5
