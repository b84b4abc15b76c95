"""The distances between the pictures of slates that are chosen as the studio chooses them, slate after slate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from statistics import median
from threading import Event

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...agents import DEFAULT_AGENT
from ...agents import create as create_agent
from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints
from ...engines.base import Engine, Pixels, RenderRequest
from ...observe import measure
from ...packs.shipped import built_in_space
from ...picture_difference import distances_between, to_compared, with_matched_lightness
from ...studio.slates.proof_choice import ProofChooser
from ...studio.slates.slate_plan import MOVES, PROOF_PX
from ..canvases.studies import render_mixes

_PAIR_TARGET, _MATCHED_TARGET, _OTHER_TARGET = 6.0, 3.0, 12.0
_SLATES, _SHOWN = 6, 4


@dataclass(frozen=True)
class SlateDistances:
    """The distances between the pictures of one slate, OKLab times 100.

    Args:
        closest: of the closest pair.
        matched: of the closest pair, with lightness and contrast matched.
        other: from the first to the one furthest from it.
    """

    closest: float
    matched: float
    other: float


def slate_distances(
    engine: Engine, canvases: Mapping[str, Pixels], vary: frozenset[str] | None
) -> list[SlateDistances]:
    """Return the distances in each slate of the default agent, chosen as the studio chooses, on every canvas.

    An artist who likes one value of colour and one of light rates every slate.
    """
    return [one for place, canvas in enumerate(canvases.values()) for one in _on_canvas(engine, canvas, vary, place)]


def _on_canvas(engine: Engine, canvas: Pixels, vary: frozenset[str] | None, place: int) -> Iterator[SlateDistances]:
    agent, context = create_agent(DEFAULT_AGENT, built_in_space(), seed=place), Context(features=measure(canvas))
    limits = Constraints(vary=vary, max_values=engine.describe().max_values, moves=MOVES)
    for turn in range(_SLATES):
        seed = 10 * turn + place
        chooser = ProofChooser(lambda: nullcontext(agent), context, canvas, partial(_proofs, engine, canvas, seed))
        mixes = chooser.choose(_SHOWN, limits).mixes
        labs = [to_compared(image.pixels) for image in render_mixes(engine, canvas, mixes, [seed] * _SHOWN)]
        distances, pairs = distances_between(labs), np.triu_indices(_SHOWN, 1)
        matched = distances_between(with_matched_lightness(labs))
        yield SlateDistances(float(distances[pairs].min()), float(matched[pairs].min()), float(distances[0].max()))
        agent.shown(Slate(mixes, context, str(turn)))
        for mix in mixes:
            agent.update(Feedback(mix, _stars(mix, place), context, slate_id=str(turn)))


def _stars(mix: AttributeMix, place: int) -> float:
    """Return the stars of an artist who likes one value of colour and one of light, which ones depends on `place`."""
    values = built_in_space().dimensions
    liked = mix.weight("color", values["color"][place % 5]) + mix.weight("mood", values["mood"][place // 2 % 5])
    return 1.0 + round(2.0 * liked)


def _proofs(engine: Engine, canvas: Pixels, seed: int, mixes: Sequence[AttributeMix]) -> list[Pixels]:
    height, width = canvas.shape[:2]
    seeds = (seed,) * len(mixes)
    request = RenderRequest(tuple(mixes), seeds, width, height, canvas, preview_px=0, proof_px=PROOF_PX)
    return [image.pixels for image in engine.render(request, lambda _: None, Event())]


def distances_table(engine: Engine, canvases: Mapping[str, Pixels], vary: frozenset[str] | None) -> str:
    """Return a table of the distances in slates, of the median and the least one."""
    found = slate_distances(engine, canvases, vary)
    said = f"{' and '.join(sorted(vary))} varying" if vary else "everything varying"
    figures = (
        ("closest pair", [one.closest for one in found], _PAIR_TARGET),
        ("with lightness matched", [one.matched for one in found], _MATCHED_TARGET),
        ("furthest from the first", [one.other for one in found], _OTHER_TARGET),
    )
    lines = [f"\n  slates by `{DEFAULT_AGENT}`, {said}, OKLab ×100, median and least\n"]
    for name, each, wanted in figures:
        lines.append(f"    {name:26}{median(each):5.1f} {min(each):5.1f}   wanted {wanted:.0f}\n")
    return "".join(lines)
