"""The closed loop on pixels: an artist who rates what the rendered studies show, never what they are called.

The artist wants as much as possible, or as little, of one measured property: a `MeasureTaste` against random mixes of
the same canvas, with a noise of N(0, 0.5²) stars.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import SEEDS

from ...agents import DEFAULT_AGENT, create
from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints
from ...engines.base import Engine, Pixels
from ...observe import measure
from ...packs.shipped import built_in_space
from ..artists.measure_taste import MeasureTaste
from ..artists.play import SLATE, play
from ..canvases.studies import render_mixes

PROPERTIES = ("warmth", "lightness", "chroma", "edge_density")
RATINGS = 20
RANDOM_MIXES = 200
_NOISE_STARS = 0.5

Measures = Mapping[str, float]


@dataclass(frozen=True)
class WantedProperty:
    """The measured property that one artist rates by.

    Args:
        name: one of `PROPERTIES`.
        direction: +1 for more of it, -1 for less.
        measured: whether the agent is handed the measures of each rated picture.
    """

    name: str
    direction: int
    measured: bool = True


@dataclass(frozen=True)
class LoopResult:
    """The wanted property after the ratings, in standard deviations beyond the mean of random mixes, the wanted way.

    Args:
        recommended: of the mix that the agent recommends.
        slate: the mean over the slate that the agent would propose next.
        reachable: the most that any single-valued mix has.
    """

    recommended: float
    slate: float
    reachable: float


class LoopCanvas:
    """Renders mixes of one canvas and measures the pictures, each mix once."""

    def __init__(self, engine: Engine, canvas: Pixels) -> None:
        self.engine = engine
        self.canvas = canvas
        self.context = Context(measure(canvas))
        info = engine.describe()
        self.constraints = Constraints(max_values=info.max_values, alone=info.alone)
        self._measures: dict[AttributeMix, Measures] = {}

    def measures(self, mixes: Sequence[AttributeMix]) -> list[Measures]:
        """Return the measures of each mix's picture, in the order of `mixes`."""
        new = [mix for mix in dict.fromkeys(mixes) if mix not in self._measures]
        if new:
            seeds = [zlib.crc32(repr(mix.to_dict()).encode()) % SEEDS for mix in new]
            images = render_mixes(self.engine, self.canvas, new, seeds)
            self._measures.update({mix: measure(image.pixels) for mix, image in zip(new, images, strict=True)})
        return [self._measures[mix] for mix in mixes]


def run_pixel_loop(canvas: LoopCanvas, wanted: Sequence[WantedProperty], *, seed: int) -> list[LoopResult]:
    """Let one artist per wanted property rate five slates, and return one result for each."""
    space = built_in_space()
    random_mixes = create("random", space, seed=seed).suggest(canvas.context, RANDOM_MIXES, canvas.constraints)
    chance = canvas.measures(random_mixes)
    corners = canvas.measures([_corner(space, values) for values in product(*space.dimensions.values())])
    return [_LoopArtist(canvas, one, chance, seed).run(corners) for one in wanted]


class _LoopArtist:
    """One artist at work."""

    def __init__(self, canvas: LoopCanvas, wanted: WantedProperty, chance: Sequence[Measures], seed: int) -> None:
        self._canvas, self._wanted, self._seed = canvas, wanted, seed
        self._rng = np.random.default_rng([seed, 31])
        self._taste = MeasureTaste([measures[wanted.name] for measures in chance], wanted.direction)

    def run(self, corners: Sequence[Measures]) -> LoopResult:
        """Rate `RATINGS` pictures and return the result; `corners` are the measures of all single-valued mixes."""
        canvas = self._canvas
        agent = create(DEFAULT_AGENT, built_in_space(), seed=self._seed)
        for _ in play(agent, self._rate, RATINGS // SLATE, canvas.context, constraints=canvas.constraints):
            pass
        best = canvas.measures([agent.recommend(canvas.context, canvas.constraints)])[0]
        slate = canvas.measures(agent.suggest(canvas.context, SLATE, canvas.constraints))
        mean = float(np.mean([self._liking(measures) for measures in slate]))
        return LoopResult(self._liking(best), mean, max(self._liking(measures) for measures in corners))

    def _rate(self, slate: Slate) -> list[Feedback]:
        said = []
        for mix, measures in zip(slate.mixes, self._canvas.measures(slate.mixes), strict=True):
            stars = self._taste.stars(measures[self._wanted.name], self._rng.normal(scale=_NOISE_STARS))
            told = measures if self._wanted.measured else None
            said.append(Feedback(mix, stars, slate.context, slate_id=slate.id, features=told))
        return said

    def _liking(self, measures: Measures) -> float:
        return self._taste.liking(measures[self._wanted.name])


def _corner(space: AttributeSpace, values: Sequence[str]) -> AttributeMix:
    return AttributeMix({name: {value: 1.0} for name, value in zip(space.dimensions, values, strict=True)})
