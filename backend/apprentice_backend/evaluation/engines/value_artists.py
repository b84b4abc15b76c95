"""Artists who rate what studies show: one for each attribute value, by the one statistic that the value is to move.

They have a `MeasureTaste` of that statistic, against random mixes of the same canvas. After 24 ratings the agent's next
proposals should have a larger z; nobody tells the agent the value's name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...agents import DEFAULT_AGENT, create
from ...agents.base import Context, Feedback, Slate
from ...agents.constraints import Constraints
from ...engines.base import Engine, EngineInfo, Image, Pixels
from ...observe import measure
from ...packs.shipped import built_in_space, shipped_values
from ..artists.measure_taste import MeasureTaste
from ..artists.play import SLATE, play
from ..canvases.studies import render_mixes
from .picture_statistics import Statistics, statistics

_RATINGS = 24
_RANDOM_MIXES = 48
_SEED = 5
_ARTISTS = 3  # for each value and canvas, since one artist's result depends much on the first slate


@dataclass(frozen=True)
class Moved:
    """The mean z of an artist's statistic, see `MeasureTaste`.

    Args:
        value: of the value itself, pure.
        proposed: of the proposals after the ratings: the recommended mix and the next slate; where one dimension varies
            alone, the mix.
    """

    value: float
    proposed: float


def artists_table(engine: Engine, canvases: dict[str, Pixels]) -> str:
    """Let some artists per value rate 24 studies of every canvas each, and return the table of their mean results."""
    rated = [_RatedCanvas(engine, canvas) for canvas in canvases.values()]
    lines = [f"\nArtists who rate by one statistic, {_ARTISTS} of {_RATINGS} ratings, on {', '.join(canvases)}\n"]
    lines.append("  in standard deviations of random mixes: the value itself, and what is proposed in the end\n\n")
    for key, value in shipped_values().items():
        if value.rated_by is None:
            continue
        name, sign = value.rated_by
        moved = [canvas.taught(key, name, sign) for canvas in rated]
        proposed = [one.proposed for one in moved]
        figures = f"{np.mean([one.value for one in moved]):+6.1f}{np.mean(proposed):+7.1f}"
        verdict = "moved" if min(proposed) > 0.0 else "moved on some canvases" if max(proposed) > 0.0 else "not moved"
        lines.append(f"    {key[1]:16}{'more' if sign > 0 else 'less'} {name:14}{figures}   {verdict}\n")
    return "".join(lines)


@dataclass(frozen=True)
class _Bound:
    """The dimension that varies in the mixes that artists are shown; all that are mixed where it is empty."""

    dimension: str
    max_values: int | None
    alone: frozenset[str]

    @property
    def constraints(self) -> Constraints:
        """The same as an agent takes it."""
        vary = frozenset({self.dimension}) if self.dimension else None
        return Constraints(vary=vary, max_values=self.max_values, alone=self.alone)


class _RatedCanvas:
    """One canvas, and the statistics of random mixes of it."""

    def __init__(self, engine: Engine, canvas: Pixels) -> None:
        self._engine = engine
        self._canvas = canvas
        self._context = Context(measure(canvas))
        self._space = built_in_space()
        self._bounds = self._limits(engine.describe())
        self._chance = {bound: self._looks_of_random(bound) for bound in set(self._bounds.values())}

    def _limits(self, info: EngineInfo) -> dict[str, _Bound]:
        """Return what varies for the artists of each dimension: it alone where it is mixed with no others."""
        return {
            name: _Bound(name if name in info.alone else "", info.max_values, info.alone)
            for name in self._space.dimensions
        }

    def _looks_of_random(self, bound: _Bound) -> list[Statistics]:
        agent = create("random", self._space, seed=_SEED)
        mixes = agent.suggest(self._context, _RANDOM_MIXES, bound.constraints)
        return [statistics(image.pixels) for image in self._render(mixes)]

    def taught(self, key: tuple[str, str], name: str, sign: int) -> Moved:
        """Let artists rate who want `name` to rise (`sign` 1) or fall (-1), and return the mean result."""
        bound = self._bounds[key[0]]
        taste = MeasureTaste([looks[name] for looks in self._chance[bound]], sign)

        def shown_by(image: Image) -> float:
            return statistics(image.pixels)[name]

        def rate(slate: Slate) -> list[Feedback]:
            said = []
            for mix, image in zip(slate.mixes, self._render(slate.mixes), strict=True):
                stars, looks = taste.stars(shown_by(image)), measure(image.pixels)
                said.append(Feedback(mix, stars, slate.context, slate_id=slate.id, features=looks))
            return said

        def liking(mixes: Sequence[AttributeMix]) -> float:
            return float(np.mean([taste.liking(shown_by(image)) for image in self._render(mixes)]))

        last = [mix for seed in range(_SEED, _SEED + _ARTISTS) for mix in self._learned(seed, rate, bound.constraints)]
        return Moved(liking([AttributeMix({key[0]: {key[1]: 1.0}})]), liking(last))

    def _learned(
        self, seed: int, rate: Callable[[Slate], Sequence[Feedback]], bound: Constraints
    ) -> list[AttributeMix]:
        """Let one artist rate; return the mix then recommended and the next slate, of one dimension the mix alone."""
        agent = create(DEFAULT_AGENT, self._space, seed=seed)
        for _ in play(agent, rate, _RATINGS // SLATE, self._context, constraints=bound):
            pass
        best = agent.recommend(self._context, bound)
        # Four of one dimension differ in its values, whatever is liked.
        return [best] if bound.vary is not None else [best, *agent.suggest(self._context, SLATE, bound)]

    def _render(self, mixes: Sequence[AttributeMix]) -> list[Image]:
        return render_mixes(self._engine, self._canvas, mixes, range(1, len(mixes) + 1))
