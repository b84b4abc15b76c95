"""The takes of an intent, by the real engine of studies and the real agent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from threading import Event

import numpy as np
import pytest

from apprentice_backend import engines
from apprentice_backend.agents import create
from apprentice_backend.agents.base import Agent, Constraints, Context, Feedback, Slate
from apprentice_backend.engines.base import Engine, EngineInfo, Pixels, RenderRequest
from apprentice_backend.evaluation.canvases.six_kinds import pixel_canvases
from apprentice_backend.observe import measure
from apprentice_backend.packs.shipped import built_in_space
from apprentice_backend.picture_difference import distances_between, to_compared
from apprentice_backend.studio.slates.proof_choice import Choice
from apprentice_backend.studio.slates.takes import TakeChooser, check_intent
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import RequestError

CANVASES = pixel_canvases(256, 192, 1)
COLOUR_AND_LIGHT = frozenset({"color", "mood"})


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine of studies."""
    return engines.create("studies")


def render(
    engine: Engine, canvas: Pixels, intent: str, mixes: Sequence[AttributeMix], proof_px: int = 0
) -> list[Pixels]:
    request = RenderRequest(
        tuple(mixes), (3,) * len(mixes), 256, 192, canvas=canvas, preview_px=0, proof_px=proof_px, intent=intent
    )
    return [image.pixels for image in engine.render(request, lambda _: None, Event())]


# What an artist asks for at first.
LIMITS = {"vary": COLOUR_AND_LIGHT, "max_values": 2, "moves": 2, "alone": frozenset({"composition"})}


def choose(engine: Engine, agent: Agent, canvas: Pixels, intent: str, count: int = 4, **limits: object) -> Choice:
    constraints = Constraints(**{**LIMITS, **limits})  # type: ignore[arg-type]
    chooser = TakeChooser(
        lambda: nullcontext(agent),
        Context(measure(canvas)),
        canvas,
        lambda mixes: render(engine, canvas, intent, mixes, 192),
        ("color", "mood"),
        frozenset(engine.describe().against.get(intent, ())),
    )
    return chooser.choose(count, constraints)


@pytest.mark.parametrize("intent", ["dusk", "lamplight", "grey_day"])
@pytest.mark.parametrize("kind", ["landscape", "photograph"])
def test_takes_differ_and_are_still_the_intent(engine: Engine, intent: str, kind: str) -> None:
    """The first is the intent alone; pairs lie 6 apart, or it is said; each is nearer to the intent than the canvas."""
    canvas, agent = CANVASES[kind], create("bayes", built_in_space(), seed=5)
    choice = choose(engine, agent, canvas, intent)
    assert len(set(choice.mixes)) == 4
    assert choice.mixes[0] == AttributeMix({})
    labs = [to_compared(pixels) for pixels in [canvas, *render(engine, canvas, intent, choice.mixes)]]
    distances = distances_between(labs)
    closest = distances[1:, 1:][np.triu_indices(4, 1)].min()
    assert closest >= (5.9 if choice.differs else 3.0)
    assert (distances[1, 2:] < max(distances[0, 1], 9.5)).all()


def test_takes_follow_the_taste(engine: Engine) -> None:
    """An artist who likes cool, and no other colour, gets more of it among the takes than one who likes warm."""
    shares = {}
    for liked in ("cool", "warm"):
        agent = create("bayes", built_in_space(), seed=5)
        for number, value in enumerate(built_in_space().dimensions["color"] * 3):
            mix = AttributeMix({"color": {value: 1.0}})
            agent.shown(Slate((mix,), Context.empty(), str(number)))
            agent.update(Feedback(mix, 5 if value == liked else 1, slate_id=str(number)))
        choice = choose(engine, agent, CANVASES["landscape"], "grey_day")
        shares[liked] = sum(mix.weight("color", "cool") - mix.weight("color", "warm") for mix in choice.mixes)
    assert shares["cool"] > shares["warm"]


def test_what_is_locked_is_in_every_take_at_full_weight(engine: Engine) -> None:
    """The share is that of what varies alone; framing never varies."""
    agent = create("bayes", built_in_space(), seed=5)
    locks: Mapping[str, Mapping[str, float]] = {"color": {"muted": 1.0}}
    choice = choose(engine, agent, CANVASES["landscape"], "dusk", locks=locks, vary=None)
    assert {mix.weight("color", "muted") for mix in choice.mixes} == {1.0}
    assert not any("composition" in mix.weights for mix in choice.mixes)
    assert choose(engine, agent, CANVASES["landscape"], "dusk", vary=frozenset({"composition"})).mixes[
        1
    ].weights.keys() <= {
        "color",
        "mood",
    }


@pytest.mark.parametrize("intent", ["late_sun", "moonlight", "rain"])
def test_no_take_has_what_contradicts_its_intent(engine: Engine, intent: str) -> None:
    """Somebody who likes best what contradicts it still gets takes of the intent; a lock is obeyed."""
    against = engine.describe().against[intent]
    agent = create("bayes", built_in_space(), seed=5)
    for number, (dimension, value) in enumerate(sorted(against)):
        mix = AttributeMix({dimension: {value: 1.0}})
        agent.shown(Slate((mix,), Context.empty(), str(number)))
        agent.update(Feedback(mix, 5, slate_id=str(number)))
    choice = choose(engine, agent, CANVASES["landscape"], intent)
    assert not any(mix.weight(*pair) for mix in choice.mixes for pair in against)
    dimension, value = min(against)
    locked = choose(engine, agent, CANVASES["landscape"], intent, locks={dimension: {value: 1.0}})
    assert {mix.weight(dimension, value) for mix in locked.mixes} == {1.0}


@pytest.mark.parametrize("count", [1, 2, 8])
def test_as_many_as_are_asked_for(engine: Engine, count: int) -> None:
    """One is the intent alone."""
    agent = create("bayes", built_in_space(), seed=5)
    assert len(set(choose(engine, agent, CANVASES["landscape"], "rain", count).mixes)) == count


def test_an_engine_without_intents_refuses_in_one_sentence() -> None:
    """So does one that does not know this intent, with those that it knows."""
    with pytest.raises(RequestError, match="makes no studies with an intent"):
        check_intent("dusk", EngineInfo("x", "Other"))
    with pytest.raises(RequestError, match=r"choose from late_sun, dusk, "):
        check_intent("fog", engines.create("studies").describe())
    check_intent("", EngineInfo("x", "Other"))
