"""Four that differ, on canvases that are drawn, by the real engine of studies and the real agent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from threading import Event

import numpy as np
import pytest

from apprentice_backend import engines
from apprentice_backend.agents import create
from apprentice_backend.agents.base import Agent, Constraints, Context, Feedback, Slate
from apprentice_backend.engines.base import Engine, Pixels, RenderRequest
from apprentice_backend.evaluation.canvases.drawn import drawn_canvases
from apprentice_backend.observe import measure
from apprentice_backend.packs.shipped import built_in_space
from apprentice_backend.picture_difference import distances_between, to_compared, with_matched_lightness
from apprentice_backend.studio.slates.proof_choice import Choice, ProofChooser
from apprentice_shared.attributes import AttributeMix

WIDTH_PX, HEIGHT_PX = 320, 240
CANVASES = dict(drawn_canvases(WIDTH_PX, HEIGHT_PX))
NAMES = ("shore, block-in", next(name for name in CANVASES if "shore" not in name))
COLOUR_AND_LIGHT, EVERYTHING = frozenset({"color", "mood"}), None


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine of studies."""
    return engines.create("studies")


def render(engine: Engine, canvas: Pixels | None, mixes: Sequence[AttributeMix], proof_px: int = 0) -> list[Pixels]:
    """Return the pictures, or the proofs, of mixes."""
    request = RenderRequest(
        tuple(mixes), (3,) * len(mixes), WIDTH_PX, HEIGHT_PX, canvas=canvas, preview_px=0, proof_px=proof_px
    )
    return [image.pixels for image in engine.render(request, lambda _: None, Event())]


def choose(engine: Engine, agent: Agent, canvas: Pixels | None, constraints: Constraints) -> Choice:
    """Choose a slate as the studio does."""
    context = Context({} if canvas is None else measure(canvas))
    chooser = ProofChooser(
        lambda: nullcontext(agent), context, canvas, lambda mixes: render(engine, canvas, mixes, 192)
    )
    return chooser.choose(4, constraints)


def likes_light(mix: AttributeMix) -> int:
    """Return the stars of one who likes light moods in warm colours."""
    return (
        1
        + 2 * round(mix.weight("mood", "joyful") + mix.weight("mood", "peaceful"))
        + round(mix.weight("color", "warm"))
    )


@pytest.mark.parametrize("vary", [COLOUR_AND_LIGHT, EVERYTHING], ids=["colour and light", "everything"])
@pytest.mark.parametrize("name", NAMES)
def test_slates_differ_whatever_is_rated(engine: Engine, name: str, vary: frozenset[str] | None) -> None:
    """Slate after slate the closest pair is 6 apart, 3 with lightness matched, and one is 12 from the first."""
    canvas, agent = CANVASES[name], create("bayes", built_in_space(), seed=5)
    context, above = Context(measure(canvas)), np.triu_indices(4, 1)
    for number in range(4):
        choice = choose(engine, agent, canvas, Constraints(vary=vary, max_values=2, moves=2))
        labs = [to_compared(pixels) for pixels in render(engine, canvas, choice.mixes)]
        distances = distances_between(labs)
        assert choice.differs
        assert distances[above].min() >= 6.0
        assert distances_between(with_matched_lightness(labs))[above].min() >= 3.0
        assert choice.other is not None
        assert distances[0, choice.other] >= 12.0
        keys = [lab[..., 0].mean() - to_compared(canvas)[..., 0].mean() for lab in labs]
        assert min(keys) < 0.0 < max(keys)
        agent.shown(Slate(choice.mixes, context, str(number)))
        for mix in choice.mixes:
            agent.update(Feedback(mix, likes_light(mix), context, slate_id=str(number)))


def test_first_slates_of_two_paintings_differ(engine: Engine) -> None:
    """The first slate of a new profile depends on the painting."""
    slates = {
        choose(engine, create("bayes", built_in_space(), seed=5), canvas, Constraints(moves=2)).mixes
        for canvas in CANVASES.values()
    }
    assert len(slates) > len(CANVASES) / 2


def test_says_where_no_four_differ(engine: Engine) -> None:
    """With everything locked all pictures are one: a whole slate is chosen, and said to be alike."""
    locks = {"color": "warm", "style": "abstract", "mood": "joyful", "composition": "centered"}
    agent = create("bayes", built_in_space(), seed=5)
    choice = choose(engine, agent, CANVASES[NAMES[0]], Constraints(locks=locks))
    assert choice.mixes == (AttributeMix.pure(**locks),) * 4
    assert not choice.differs
    assert choice.other is None


def test_dial_sets_how_far_apart(engine: Engine) -> None:
    """At surprising the closest pair is 9 apart."""
    canvas, agent = CANVASES[NAMES[0]], create("bayes", built_in_space(), seed=5)
    mixes = choose(engine, agent, canvas, Constraints(moves=2, surprise=1.0)).mixes
    distances = distances_between([to_compared(pixels) for pixels in render(engine, canvas, mixes)])
    assert distances[np.triu_indices(4, 1)].min() >= 9.0


@pytest.mark.parametrize("count", [1, 7, 16])
def test_one_or_many_are_as_the_agent_suggests(count: int) -> None:
    """Without proofs: one picture differs from none, and whether many can all lie apart takes for ever to find out."""
    canvas, agent, limits = CANVASES[NAMES[0]], create("bayes", built_in_space(), seed=5), Constraints(moves=2)
    context = Context(measure(canvas))

    def prove(_mixes: Sequence[AttributeMix]) -> list[Pixels]:
        raise AssertionError("a proof was made")

    choice = ProofChooser(lambda: nullcontext(agent), context, canvas, prove).choose(count, limits)
    assert choice == Choice(tuple(agent.suggest(context, count, limits)))


def test_works_without_a_canvas(engine: Engine) -> None:
    """On an empty canvas a slate is chosen among starter grounds."""
    choice = choose(engine, create("bayes", built_in_space(), seed=5), None, Constraints(moves=2))
    assert len(set(choice.mixes)) == 4
