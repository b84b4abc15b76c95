"""What a taste owes to the canvas: warm on a dark painting, cool on a light one.

Canvases are placed along the one axis on which this artist's differ most, and what a value is worth may change from one
end of it to the other. One axis, and values alone: what hangs on the canvas is learned from few ratings as well, and
what is learned of it in vain costs as little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..base import MEASURES
from ..space.design import Floats
from .observations import Observations
from .posterior import Posterior
from .regression import Hypothesis

# Of fewer opinions nothing can be said of canvases.
_FEWEST = 2
# Canvases that differ by less than this, as a standard deviation of measures that span about 1, are one canvas.
_LEAST_SPREAD = 0.05
# A canvas beyond all that were seen counts as this far from their middle, in standard deviations.
_FURTHEST = 1.5
# The variance of an effect that is taken not to be there.
_NEXT_TO_NOTHING = 1e-3


@dataclass(frozen=True)
class CanvasBeliefs:
    """How much the canvas may matter."""

    weight: float = 0.7
    """The odds that what values are worth hangs on the canvas."""
    variance: float = 0.08
    """Of how much more a value is worth then, a standard deviation along the axis, in stars²."""
    special_share: float = 0.2
    """The same beside the variance of a value's own effect, where a taste is about one thing alone."""


@dataclass(frozen=True)
class CanvasAxis:
    """The axis on which canvases differ most.

    Args:
        middle: the canvases' mean measures, shape (measures,).
        direction: of length 1, shape (measures,).
        spread: the canvases' standard deviation along it, above 0.
    """

    middle: Floats
    direction: Floats
    spread: float

    def places(self, canvases: Floats) -> Floats:
        """Return where canvases lie, in standard deviations from the middle; 0 for what was not measured, shape (n,).

        Args:
            canvases: as `measures_of` returns them, shape (n, measures).
        """
        along = np.nan_to_num(canvases - self.middle) @ self.direction / self.spread
        return np.clip(along, -_FURTHEST, _FURTHEST)


def measures_of(canvas: Mapping[str, float]) -> Floats:
    """Return a canvas' measures in the order of `MEASURES`, NaN for those that it lacks, shape (measures,)."""
    return np.array([canvas.get(name, np.nan) for name in MEASURES])


def find_axis(canvases: Floats) -> CanvasAxis | None:
    """Return the axis on which canvases differ most; None where they are all about the same.

    Args:
        canvases: as `measures_of` returns them, shape (n, measures).

    Source: the first principal component, Pearson 1901.
    """
    named = ~np.isnan(canvases)
    count = int(named.any(axis=1).sum())
    if count < _FEWEST:
        return None
    middle = np.where(named, canvases, 0.0).sum(axis=0) / np.maximum(named.sum(axis=0), 1)
    apart = np.nan_to_num(canvases - middle)
    variances, directions = np.linalg.eigh(apart.T @ apart / count)
    spread = math.sqrt(max(float(variances[-1]), 0.0))
    return CanvasAxis(middle, directions[:, -1], spread) if spread >= _LEAST_SPREAD else None


def canvas_columns(observations: Observations, places: Floats, values: slice) -> Floats:
    """Return a column for each value: what more it is worth further along the axis, shape (n, number of values).

    Args:
        observations: any number of them.
        places: where the canvas of each opinion lies, shape (opinions,).
        values: the columns of the values' own effects.
    """
    # What is of no opinion, and so of no canvas, is of the middle.
    at = np.append(places, 0.0)[observations.sources]
    columns: Floats = at[:, None] * observations.rows[:, values]
    return columns


def hang_on_canvas(hypotheses: Sequence[Hypothesis], values: slice, beliefs: CanvasBeliefs) -> list[Hypothesis]:
    """Return hypotheses with effects of the canvas: those that may be combined once without and once with them.

    Those that shared variances still do.
    """
    count = values.stop - values.start
    none, nothing, much = np.zeros(count), np.full(count, _NEXT_TO_NOTHING), np.full(count, beliefs.variance)
    plain = {id(one.variances): np.concatenate([one.variances, nothing]) for one in hypotheses}
    hanging = {
        id(one.variances): np.concatenate(
            [one.variances, beliefs.special_share * one.variances[values] if one.special else much]
        )
        for one in hypotheses
    }
    combined = [one for one in hypotheses if not one.special]
    odds = ((combined, 1.0 - beliefs.weight, plain), (hypotheses, beliefs.weight, hanging))
    return [
        replace(
            one,
            log_weight=one.log_weight + (0.0 if one.special else math.log(weight)),
            mean=np.concatenate([one.mean, none]),
            variances=wide[id(one.variances)],
        )
        for some, weight, wide in odds
        for one in some
    ]


def narrow_to_canvas(posterior: Posterior, place: float, values: slice) -> Posterior:
    """Return the posterior on the canvas at one place of the axis, with what it adds counted as the values' own."""
    count = values.stop - values.start
    size = len(posterior.mean) - count
    mean, covariance = posterior.mean[:size].copy(), posterior.covariance[:size, :size].copy()
    crossed = place * posterior.covariance[:size, size:]
    mean[values] += place * posterior.mean[size:]
    covariance[:, values] += crossed
    covariance[values] += crossed.T
    covariance[values, values] += place**2 * posterior.covariance[size:, size:]
    return replace(posterior, mean=mean, covariance=covariance)
