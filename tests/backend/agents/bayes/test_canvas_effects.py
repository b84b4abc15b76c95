"""Effects of the canvas on taste: warm on dark paintings, cool on light ones."""

from __future__ import annotations

import numpy as np
import pytest
from raters import by_stars, teach

from apprentice_backend.agents import create
from apprentice_backend.agents.base import MEASURES, Agent, Context, Feedback, Slate
from apprentice_backend.agents.bayes.canvas_effects import find_axis
from apprentice_backend.agents.bayes.opinion import measures_of
from apprentice_shared.attributes import AttributeMix, AttributeSpace

SPACE = AttributeSpace.default()
DARK, LIGHT = (Context({"lightness": lightness, "chroma": 0.1}) for lightness in (0.2, 0.8))
WARM, COOL = (AttributeMix.pure(color=color, style="painterly") for color in ("warm", "cool"))


def taught(name: str = "bayes", slates: int = 10, *, turns: bool = True) -> Agent:
    """Return an agent of an artist who likes warm on dark canvases, and on light ones cool if the taste `turns`."""

    def rate(slate: Slate) -> list[Feedback]:
        liked = "cool" if turns and slate.context is LIGHT else "warm"
        stars = {"warm": 2.0, "cool": 2.0, liked: 5.0}
        return by_stars(lambda mix: stars.get(mix.dominant("color") or "", 3.0))(slate)

    agent = create(name, SPACE, seed=2)
    teach(agent, rate, slates, lambda number: (DARK, LIGHT)[number % 2])
    return agent


def predicted(agent: Agent, mix: AttributeMix, canvas: Context) -> float:
    """Return the stars that the agent expects."""
    return agent.explain(mix, canvas).predicted


@pytest.mark.parametrize("name", ["bayes", "model_based"])
def test_what_is_recommended_turns_round_with_the_canvas(name: str) -> None:
    """Warm where the canvas is dark, cool where it is light."""
    agent = taught(name, 16)
    assert agent.recommend(DARK).dominant("color") == "warm"
    assert agent.recommend(LIGHT).dominant("color") == "cool"


def test_explanation_is_of_the_canvas_and_adds_up() -> None:
    """The terms for a mix on one canvas add up to its prediction there, and predictions differ between canvases."""
    agent = taught()
    for canvas in (DARK, LIGHT):
        said = agent.explain(WARM, canvas)
        assert said.predicted == pytest.approx(said.base + sum(term.stars for term in said.contributions))
    assert predicted(agent, WARM, DARK) > predicted(agent, COOL, DARK) + 0.5
    assert predicted(agent, COOL, LIGHT) > predicted(agent, WARM, LIGHT) + 0.5


def test_taste_that_does_not_hang_on_the_canvas_is_learned_on_both() -> None:
    """If warm is liked on every canvas, the predictions for the two hardly differ."""
    agent = taught(turns=False)
    on_dark, on_light = (predicted(agent, WARM, canvas) - predicted(agent, COOL, canvas) for canvas in (DARK, LIGHT))
    assert min(on_dark, on_light) > 1.0
    assert abs(on_dark - on_light) < 0.5


def test_canvas_that_was_not_measured_is_of_the_middle() -> None:
    """The prediction without a canvas lies between those for a dark and a light one."""
    agent = taught()
    dark, middle, light = (predicted(agent, WARM, canvas) for canvas in (DARK, Context.empty(), LIGHT))
    assert dark > middle > light


def test_value_set_by_hand_reads_back_whatever_the_canvas() -> None:
    """A hand-set value is said of no canvas, so the taste shows it as it was set."""
    agent = taught()
    agent.set_value("color", "warm", -1.0)
    warm = next(value for value in agent.taste().values if value.value == "warm")
    assert warm.mean == pytest.approx(-1.0, abs=0.2)


def test_what_was_learned_of_canvases_is_saved() -> None:
    """An agent that is saved and restored expects the same."""
    agent, again = taught(), create("bayes", SPACE, seed=2)
    again.restore(agent.state())
    assert predicted(again, WARM, LIGHT) == pytest.approx(predicted(agent, WARM, LIGHT), abs=1e-9)


def test_axis_is_that_on_which_canvases_differ_most() -> None:
    """Canvases are told apart by what differs, in standard deviations; what was not measured is of the middle."""
    rng = np.random.default_rng(0)
    canvases = np.array(
        [measures_of({"lightness": 0.5, "warmth": warmth, "chroma": 0.2}) for warmth in rng.normal(0.0, 0.3, 200)]
    )
    axis = find_axis(canvases)
    assert axis is not None
    assert abs(axis.direction[MEASURES.index("warmth")]) == pytest.approx(1.0)
    places = axis.places(np.array([measures_of({}), measures_of({"warmth": 9.0}), *canvases]))
    assert places[0] == 0.0
    assert abs(places[1]) < 2.0
    assert np.std(places[2:]) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(
    "canvases",
    [[], [{"lightness": 0.3}], [{}, {}, {}], [{"lightness": 0.3}, {"lightness": 0.31}, {"lightness": 0.29}]],
    ids=["none", "one", "not measured", "about the same"],
)
def test_there_is_no_axis_where_canvases_do_not_differ(canvases: list[dict[str, float]]) -> None:
    """While an artist works on one painting, the canvas says nothing of their taste."""
    assert find_axis(np.array([measures_of(canvas) for canvas in canvases]).reshape(-1, len(MEASURES))) is None
