"""Effects of the canvas on taste: warm on a dark painting, cool on a light one.

Canvases are placed along the one axis on which this artist's differ most. The worth of a value on the canvas at place t
is β + t δ, with the value's own effect β and its effect of the canvas δ, one more coefficient a value. One axis, and
values alone: effects of the canvas have to be learned from few ratings too, and should cost little where they are none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..space.design import Floats
from .hypotheses import NEXT_TO_NOTHING, Role, Shape
from .observations import Observations
from .posterior import Posterior
from .settings import CanvasBeliefs


@dataclass(frozen=True)
class CanvasAxis:
    """The axis on which canvases differ most.

    Args:
        middle: the canvases' mean measures, shape (measures,).
        direction: of length 1, shape (measures,).
        spread: the canvases' standard deviation along it, above 0.
        furthest: the greatest distance from the middle at which a canvas is placed, in standard deviations.
    """

    middle: Floats
    direction: Floats
    spread: float
    furthest: float

    def places(self, canvases: Floats) -> Floats:
        """Return the places of canvases, in standard deviations from the middle, shape (n,).

        Args:
            canvases: as `opinion.measures_of` returns them, shape (n, measures); NaN counts as the middle.
        """
        along = np.nan_to_num(canvases - self.middle) @ self.direction / self.spread
        return np.clip(along, -self.furthest, self.furthest)


def find_axis(canvases: Floats, beliefs: CanvasBeliefs | None = None) -> CanvasAxis | None:
    """Return the axis on which canvases differ most; None where they are all about the same.

    Args:
        canvases: as `opinion.measures_of` returns them, shape (n, measures).
        beliefs: the limits within which canvases are told apart; None for the default.

    Source: the first principal component, Pearson 1901, "On lines and planes of closest fit to systems of points in
    space".
    """
    beliefs = beliefs or CanvasBeliefs()
    named = ~np.isnan(canvases)
    count = int(named.any(axis=1).sum())
    if count < beliefs.fewest:
        return None
    middle = np.where(named, canvases, 0.0).sum(axis=0) / np.maximum(named.sum(axis=0), 1)
    apart = np.nan_to_num(canvases - middle)
    variances, directions = np.linalg.eigh(apart.T @ apart / count)
    spread = math.sqrt(max(float(variances[-1]), 0.0))
    if spread < beliefs.least_spread:
        return None
    return CanvasAxis(middle, directions[:, -1], spread, beliefs.furthest)


def canvas_columns(observations: Observations, places: Floats, values: slice) -> Floats:
    """Return the columns of the effects of the canvas, t · w for each value's weight w, shape (n, number of values).

    Args:
        observations: any number of them.
        places: the place t of each opinion's canvas, shape (opinions,).
        values: the columns of the values' own effects.
    """
    # An observation of no opinion (source -1) is of no canvas, and so at the middle, 0.
    at = np.append(places, 0.0)[observations.sources]
    return at[:, None] * observations.rows[:, values]


def widen_for_canvas(shapes: Sequence[Shape], values: slice, beliefs: CanvasBeliefs) -> list[Shape]:
    """Return shapes with effects of the canvas: every shape with them, and one that is a plain sum also without."""
    count = values.stop - values.start
    none, nothing, much = np.zeros(count), np.full(count, NEXT_TO_NOTHING), np.full(count, beliefs.variance)
    without = [
        shape.widened(none, nothing, math.log(1.0 - beliefs.weight)) for shape in shapes if shape.role is Role.SUM
    ]
    with_them = [
        shape.widened(none, much, math.log(beliefs.weight))
        if shape.role is Role.SUM
        else shape.widened(none, beliefs.alone_share * shape.variances[values])
        for shape in shapes
    ]
    return [*without, *with_them]


def narrow_to_canvas(posterior: Posterior, place: float, values: slice) -> Posterior:
    """Return the posterior of the coefficients on the canvas at one place, with effects of the canvas counted in.

    With T that takes (β, δ) to β + t δ, the mean is T m and the covariance T Cov Tᵀ. The effects of the canvas are the
    last columns.
    """
    count = values.stop - values.start
    size = len(posterior.mean) - count
    mean, covariance = posterior.mean[:size].copy(), posterior.covariance[:size, :size].copy()
    crossed = place * posterior.covariance[:size, size:]
    mean[values] += place * posterior.mean[size:]
    covariance[:, values] += crossed
    covariance[values] += crossed.T
    covariance[values, values] += place**2 * posterior.covariance[size:, size:]
    return replace(posterior, mean=mean, covariance=covariance)
