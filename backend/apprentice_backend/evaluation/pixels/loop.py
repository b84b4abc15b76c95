"""The closed loop on pixels: an artist who rates what the rendered studies show, never what they are called.

The artist wants as much as possible, or as little, of one measured property. Their stars come from how far a picture
lies beyond the mean of random mixes of the same canvas, in standard deviations of those, and from some noise.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from threading import Event

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ...agents import DEFAULT_AGENT, create
from ...agents.base import Constraints, Context, Feedback, Slate
from ...engines.base import Engine, Pixels, RenderRequest
from ...observe import measure

PROPERTIES = ("warmth", "lightness", "chroma", "edge_density")
RATINGS = 20
RANDOM_MIXES = 200
_STARS_PER_DEVIATION = 1.2
_NOISE_STARS = 0.5
_SLATE = 4


@dataclass(frozen=True)
class Wish:
    """What one artist rates by.

    Args:
        property: one of `PROPERTIES`.
        direction: +1 for more of it, -1 for less.
        measured: whether the agent is handed the measures of what was shown with each rating.
    """

    property: str
    direction: int
    measured: bool = True


@dataclass(frozen=True)
class LoopResult:
    """Where an artist came to, in standard deviations beyond the mean of random mixes, the wanted way.

    Args:
        recommended: of the mix that the agent recommends after the ratings.
        slate: the mean of the slate that it would propose next.
        reachable: of the best single-valued mix there is.
    """

    recommended: float
    slate: float
    reachable: float


class Easel:
    """Renders mixes of one canvas and measures what they show, each mix once.

    Args:
        engine: any; `studies` is meant.
        canvas: what the artist has painted.
    """

    def __init__(self, engine: Engine, canvas: Pixels) -> None:
        self.engine = engine
        self.canvas = canvas
        self.context = Context(measure(canvas))
        self.constraints = Constraints(max_values=engine.describe().max_values)
        self._looks: dict[AttributeMix, Mapping[str, float]] = {}

    def look(self, mixes: Sequence[AttributeMix]) -> list[Mapping[str, float]]:
        """Return the features of each mix's picture."""
        height, width = self.canvas.shape[:2]
        new = [mix for mix in dict.fromkeys(mixes) if mix not in self._looks]
        if new:
            seeds = tuple(zlib.crc32(repr(mix.to_dict()).encode()) % 2**31 for mix in new)
            request = RenderRequest(tuple(new), seeds, width, height, canvas=self.canvas, preview_px=0)
            images = self.engine.render(request, lambda _: None, Event())
            self._looks.update({mix: measure(image.pixels) for mix, image in zip(new, images, strict=True)})
        return [self._looks[mix] for mix in mixes]


def run_pixel_loop(easel: Easel, wishes: Sequence[Wish], *, seed: int) -> list[LoopResult]:
    """Let one artist per wish rate five slates, and return where each came to."""
    space = AttributeSpace.default()
    chance = easel.look(create("random", space, seed=seed).suggest(easel.context, RANDOM_MIXES, easel.constraints))
    every = easel.look([_corner(space, values) for values in product(*space.dimensions.values())])
    return [_Loop(easel, wish, chance, seed).run(every) for wish in wishes]


class _Loop:
    """One artist at work.

    Args:
        easel: what they paint on.
        wish: what they rate by.
        chance: the features of random mixes.
        seed: of the artist's noise and of the agent.
    """

    def __init__(self, easel: Easel, wish: Wish, chance: Sequence[Mapping[str, float]], seed: int) -> None:
        self._easel, self._wish, self._seed = easel, wish, seed
        shown = np.array([look[wish.property] for look in chance])
        self._middle, self._spread = float(shown.mean()), max(float(shown.std()), 1e-6)

    def run(self, every: Sequence[Mapping[str, float]]) -> LoopResult:
        """Rate, and return what came of it; `every` holds what all single-valued mixes show."""
        easel = self._easel
        agent = create(DEFAULT_AGENT, AttributeSpace.default(), seed=self._seed)
        rng = np.random.default_rng([self._seed, 31])
        for number in range(RATINGS // _SLATE):
            mixes = agent.suggest(easel.context, _SLATE, easel.constraints)
            agent.shown(Slate(tuple(mixes), easel.context, str(number)))
            for mix, look in zip(mixes, easel.look(mixes), strict=True):
                felt = 3.0 + _STARS_PER_DEVIATION * self._beyond(look) + rng.normal(scale=_NOISE_STARS)
                stars = float(np.clip(np.round(felt), 1, 5))
                features = look if self._wish.measured else None
                agent.update(Feedback(mix, stars, easel.context, slate_id=str(number), features=features))
        best = easel.look([agent.recommend(easel.context, easel.constraints)])[0]
        slate = easel.look(agent.suggest(easel.context, _SLATE, easel.constraints))
        mean = float(np.mean([self._beyond(look) for look in slate]))
        return LoopResult(self._beyond(best), mean, max(self._beyond(look) for look in every))

    def _beyond(self, look: Mapping[str, float]) -> float:
        return self._wish.direction * (look[self._wish.property] - self._middle) / self._spread


def _corner(space: AttributeSpace, values: Sequence[str]) -> AttributeMix:
    return AttributeMix({name: {value: 1.0} for name, value in zip(space.dimensions, values, strict=True)})
