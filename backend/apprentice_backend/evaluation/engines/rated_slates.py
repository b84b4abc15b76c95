"""Slate after slate of an artist whose ratings are consistent, chosen as the studio chooses them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from threading import Event

from apprentice_shared.attributes import AttributeMix

from ...agents import DEFAULT_AGENT
from ...agents import create as create_agent
from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints
from ...engines.base import Engine, Image, Pixels, RenderRequest
from ...observe import measure
from ...packs.shipped import built_in_space
from ...studio.slates.proof_choice import Choice, ProofChooser
from ...studio.slates.slate_plan import MOVES, PROOF_PX
from ..canvases.studies import render_mixes

_SHOWN = 4


@dataclass(frozen=True)
class RatedSlate:
    """One slate: its choice by proofs, the pictures in the order of its mixes, and the seed of all of them."""

    choice: Choice
    images: Sequence[Image]
    seed: int


def rated_slates(
    engine: Engine, canvas: Pixels, vary: frozenset[str] | None, artist: int, slates: int
) -> Iterator[RatedSlate]:
    """Yield slates of four by the default agent; each is rated before the next is chosen.

    Args:
        engine: makes proofs and pictures.
        canvas: the painting, shape (h, w, 4), uint8, whose size the pictures have.
        vary: the dimensions that may vary; None for all.
        artist: the number of the artist, from 0: which value of colour and of light is liked, and the agent's seed.
        slates: how many.
    """
    agent, context = create_agent(DEFAULT_AGENT, built_in_space(), seed=artist), Context(features=measure(canvas))
    info = engine.describe()
    limits = Constraints(vary=vary, max_values=info.max_values, moves=MOVES, alone=info.alone)
    for turn in range(slates):
        seed = 10 * turn + artist
        chooser = ProofChooser(lambda: nullcontext(agent), context, canvas, partial(_proofs, engine, canvas, seed))
        choice = chooser.choose(_SHOWN, limits)
        yield RatedSlate(choice, render_mixes(engine, canvas, choice.mixes, [seed] * _SHOWN), seed)
        agent.shown(Slate(choice.mixes, context, str(turn)))
        for mix in choice.mixes:
            agent.update(Feedback(mix, _stars(mix, artist), context, slate_id=str(turn)))


def _stars(mix: AttributeMix, artist: int) -> float:
    """Return the stars of an artist who likes one value of colour and one of light."""
    values = built_in_space().dimensions
    liked = mix.weight("color", values["color"][artist % 5]) + mix.weight("mood", values["mood"][artist // 2 % 5])
    return 1.0 + round(2.0 * liked)


def _proofs(engine: Engine, canvas: Pixels, seed: int, mixes: Sequence[AttributeMix]) -> list[Pixels]:
    height, width = canvas.shape[:2]
    seeds = (seed,) * len(mixes)
    request = RenderRequest(tuple(mixes), seeds, width, height, canvas, preview_px=0, proof_px=PROOF_PX)
    return [image.pixels for image in engine.render(request, lambda _: None, Event())]
