"""The distances between the takes of intents, chosen as the studio chooses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from statistics import median
from threading import Event

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...agents import DEFAULT_AGENT
from ...agents import create as create_agent
from ...agents.base import Context
from ...agents.constraints import Constraints
from ...engines.base import Engine, Pixels, RenderRequest
from ...observe import measure
from ...packs.shipped import built_in_space
from ...picture_difference import distances_between, to_compared
from ...studio.slates.slate_plan import MOVES, PROOF_PX
from ...studio.slates.takes import TakeChooser
from ..canvases.studies import render_mixes

_TAKES = 4
_SEED = 5


def takes_table(engine: Engine, canvases: Mapping[str, Pixels]) -> str:
    """Return a table of each intent: the distance from canvas to intent, and that of the closest pair of its takes."""
    lines = ["\n  takes of intents, OKLab ×100: from the canvas in the median, closest pair in the median and least\n"]
    for intent in engine.describe().intents:
        found = [_measured(engine, canvas, intent) for canvas in canvases.values()]
        away, closest, told = zip(*found, strict=True)
        short = sum(pair < 6.0 and not says for pair, says in zip(closest, told, strict=True))
        lines.append(
            f"    {intent:20}{median(away):6.1f}   {median(closest):5.1f} {min(closest):5.1f}"
            f"   told {sum(told)}, short and not told {short}, of {len(found)}\n"
        )
    return "".join(lines)


def _measured(engine: Engine, canvas: Pixels, intent: str) -> tuple[float, float, bool]:
    """Return the intent's distance from the canvas, that of its closest takes, and whether the artist is told."""
    agent, info = create_agent(DEFAULT_AGENT, built_in_space(), seed=_SEED), engine.describe()

    def prove(mixes: Sequence[AttributeMix]) -> list[Pixels]:
        height, width = canvas.shape[:2]
        request = RenderRequest(
            tuple(mixes), (_SEED,) * len(mixes), width, height, canvas, preview_px=0, proof_px=PROOF_PX, intent=intent
        )
        return [image.pixels for image in engine.render(request, lambda _: None, Event())]

    chooser = TakeChooser(lambda: nullcontext(agent), Context(measure(canvas)), canvas, prove, info.first_vary)
    limits = Constraints(vary=frozenset(info.first_vary), max_values=info.max_values, moves=MOVES)
    choice = chooser.choose(_TAKES, limits)
    images = render_mixes(engine, canvas, choice.mixes, [_SEED] * _TAKES, intent)
    labs = [to_compared(pixels) for pixels in (canvas, *(image.pixels for image in images))]
    distances = distances_between(labs)
    return float(distances[0, 1]), float(distances[1:, 1:][np.triu_indices(_TAKES, 1)].min()), not choice.differs
