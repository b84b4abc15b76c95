"""The closed loop on pixels: an artist who rates what the rendered studies show, never what they are called.

The artist likes as much as possible of one measured property. Their stars come from how far a picture lies beyond the
mean of random mixes of the same canvas, in standard deviations of those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..agents import create
from ..agents.base import Constraints, Context, Feedback, Slate
from ..engines.base import Engine, Pixels, RenderRequest
from ..observe import measure

PROPERTIES = ("warmth", "lightness", "chroma", "edge_density")
_RANDOM_MIXES = 200
_STARS_PER_DEVIATION = 1.2
_SLATES = 5
_SLATE = 4


@dataclass(frozen=True)
class LoopResult:
    """Where an artist's property came to, in standard deviations beyond the mean of random mixes.

    Args:
        property: what the artist rates by, one of `PROPERTIES`.
        recommended: of the mix that the agent recommends after twenty ratings.
        slate: the mean of the slate that it would propose next.
    """

    property: str
    recommended: float
    slate: float


class Easel:
    """Renders mixes of one canvas and measures what they show.

    Args:
        engine: any; `studies` is meant.
        canvas: what the artist has painted.
    """

    def __init__(self, engine: Engine, canvas: Pixels) -> None:
        self.engine = engine
        self.canvas = canvas
        self.context = Context(measure(canvas))

    def look(self, mixes: Sequence[AttributeMix]) -> list[Mapping[str, float]]:
        """Return the features of each mix's picture."""
        height, width = self.canvas.shape[:2]
        looks: list[Mapping[str, float]] = []
        for mix in mixes:
            request = RenderRequest((mix,), (7,), width, height, canvas=self.canvas, preview_px=0)
            image = self.engine.render(request, lambda _: None, Event())[0]
            looks.append(measure(image.pixels))
        return looks


def run_pixel_loop(easel: Easel, *, seed: int) -> list[LoopResult]:
    """Let one artist per property rate five slates, and return where each came to."""
    constraints = Constraints(max_values=easel.engine.describe().max_values)
    chance = create("random", AttributeSpace.default(), seed=seed)
    random_looks = easel.look(chance.suggest(easel.context, _RANDOM_MIXES, constraints))
    return [_learn_property(easel, name, random_looks, constraints, seed) for name in PROPERTIES]


def _learn_property(
    easel: Easel, name: str, random_looks: Sequence[Mapping[str, float]], constraints: Constraints, seed: int
) -> LoopResult:
    values = np.array([look[name] for look in random_looks])
    middle, spread = float(values.mean()), max(float(values.std()), 1e-6)
    agent = create("bayes", AttributeSpace.default(), seed=seed)
    for number in range(_SLATES):
        mixes = agent.suggest(easel.context, _SLATE, constraints)
        agent.shown(Slate(tuple(mixes), easel.context, str(number)))
        for mix, look in zip(mixes, easel.look(mixes), strict=True):
            felt = 3.0 + _STARS_PER_DEVIATION * (look[name] - middle) / spread
            stars = float(np.clip(np.round(felt), 1, 5))
            agent.update(Feedback(mix, stars, easel.context, slate_id=str(number), features=look))
    best, *slate = easel.look(
        [agent.recommend(easel.context, constraints), *agent.suggest(easel.context, _SLATE, constraints)]
    )
    mean = float(np.mean([look[name] for look in slate]))
    return LoopResult(name, (best[name] - middle) / spread, (mean - middle) / spread)
