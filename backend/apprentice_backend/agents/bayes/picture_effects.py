"""Effects of a picture's measures (lightness, warmth …) on taste, beside those of the mix that was asked for.

A mix asks for warmth, and the picture shows some of it. Where pictures were measured, stars may depend on the measures
too:  stars = x · β + z · γ,  with x the mix's design row and z the measures, as differences from the canvas. What a mix
brings to the measures, z ≈ x B, is learned from the pictures so far. So a taste for a measure is a taste for what
brings it, and after the fit γ is counted into the coefficients of the mix: β + B γ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..base import MEASURES
from ..space.design import Floats
from .hypotheses import NEXT_TO_NOTHING, Role, Shape
from .observations import Observations
from .posterior import Posterior
from .settings import PictureBeliefs


@dataclass(frozen=True)
class Shift:
    """The differences between pictures and the canvases that they were made from.

    Args:
        middle: the mean of the measured differences, shape (measures,).
        spread: their standard deviation, at least the least that counts, shape (measures,).
        seen: z, the measured differences from the middle, in these, shape (opinions, measures); NaN where the picture
            was not measured.
        brings: B, the difference that each column of a design row adds to each measure, shape (design.size, measures).
    """

    middle: Floats
    spread: Floats
    seen: Floats
    brings: Floats

    def of_rows(self, rows: Floats, differences: Floats) -> Floats:
        """Return z of pictures, shape (n, measures): as measured, or else as predicted from their design rows, x B.

        Args:
            rows: the design rows of the pictures' mixes, shape (n, design.size).
            differences: from the canvas, shape (n, measures); NaN where a picture was not measured.
        """
        seen = (differences - self.middle) / self.spread
        return np.where(np.isnan(seen[:, :1]), rows @ self.brings, seen)

    def columns(self, observations: Observations) -> Floats:
        """Return z of each observation, shape (n, measures): as measured, or else as predicted from its row, x B."""
        seen = self.seen[observations.sources]
        # Reasons and picks compare parts of pictures or several pictures, for which there are no measures.
        measured = observations.whole & ~np.isnan(seen[:, 0])
        return np.where(measured[:, None], seen, observations.rows @ self.brings)


def learn_shift(rows: Floats, variances: Floats, differences: Floats, beliefs: PictureBeliefs) -> Shift | None:
    """Learn from measured pictures what values, and pairs of values, bring to a picture.

    Args:
        rows: the design row of each opinion's mix, shape (opinions, design.size).
        variances: the prior variance of what each column brings, in squared standard deviations of a measure, shape
            (design.size,).
        differences: the difference of each opinion's picture from its canvas, NaN where the picture was not measured,
            shape (opinions, measures).
        beliefs: how many pictures are needed, and how noisy their measures are.

    Returns:
        None where too few pictures were measured.
    """
    measured = np.flatnonzero(~np.isnan(differences[:, 0]))
    if len(measured) < beliefs.fewest:
        return None
    shown = differences[measured]
    middle, spread = shown.mean(axis=0), np.maximum(shown.std(axis=0), beliefs.least_spread)
    shown = (shown - middle) / spread
    seen = np.full(differences.shape, np.nan)
    seen[measured] = shown
    latest = slice(-beliefs.enough, None)
    return Shift(middle, spread, seen, _ridge(rows[measured[latest]], variances, shown[latest], beliefs.noise))


def _ridge(rows: Floats, variances: Floats, targets: Floats, noise: float) -> Floats:
    """Return B, the part of each target that a unit of each column brings, shape (columns, targets).

    n ≤ p:  B = V Xᵀ (X V Xᵀ + s² I)⁻¹ Z        n > p:  B = (Xᵀ X + s² V⁻¹)⁻¹ Xᵀ Z

    Source: Hoerl and Kennard 1970, "Ridge regression: biased estimation for nonorthogonal problems"; Rasmussen and
    Williams 2006, section 2.1, for the two forms.
    """
    if len(rows) <= len(variances):
        reach = rows * variances
        kernel = reach @ rows.T
        kernel[np.diag_indices_from(kernel)] += noise
        return reach.T @ np.linalg.solve(kernel, targets)
    squares = rows.T @ rows
    squares[np.diag_indices_from(squares)] += noise / variances
    return np.linalg.solve(squares, rows.T @ targets).astype(np.float64, copy=False)


def widen_for_measures(shapes: Sequence[Shape], beliefs: PictureBeliefs) -> list[Shape]:
    """Return shapes with an effect of each measure, expected to be 0, and others in which measures are the whole taste.

    The others are weighed by their odds against all `shapes` together.
    """
    none, extra = np.zeros(len(MEASURES)), np.full(len(MEASURES), beliefs.variance)
    total = sum(math.exp(shape.log_weight) for shape in shapes for _ in shape.noise_variances)
    noises = tuple(sorted({noise for shape in shapes for noise in shape.noise_variances}))
    alone = Shape(
        math.log(total * beliefs.alone_weight / len(noises)),
        np.zeros(len(shapes[0].mean) + len(MEASURES)),
        np.concatenate([_left(shapes[0], beliefs.left), np.full(len(MEASURES), beliefs.alone_variance)]),
        noises,
        Role.ALONE,
    )
    about_one = _about_one_measure(shapes[0], total, noises[0], beliefs)
    return [*(shape.widened(none, extra) for shape in shapes), alone, *about_one]


def _about_one_measure(shape: Shape, total: float, noise: float, beliefs: PictureBeliefs) -> Iterator[Shape]:
    """Yield a shape about one measure alone, for each; one level of noise is enough to find out which."""
    left = _left(shape, beliefs.one_left)
    log_weight = math.log(total * beliefs.one_weight / len(MEASURES))
    for one in np.eye(len(MEASURES)):
        variances = np.concatenate([left, np.maximum(beliefs.one_variance * one, NEXT_TO_NOTHING)])
        yield Shape(log_weight, np.zeros(len(variances)), variances, (noise,), Role.ALONE)


def _left(shape: Shape, part: float) -> Floats:
    """Return a shape's variances times `part`, the offset's unchanged, shape (design.size,)."""
    left = part * shape.variances
    left[0] = shape.variances[0]
    return left


def narrow_to_mix(posterior: Posterior, shift: Shift) -> Posterior:
    """Return the posterior of the mix's coefficients, with the effects of measures counted in.

    With T = (I B), which takes (β, γ) to β + B γ, the mean is T m and the covariance T Cov Tᵀ. The columns of measures
    come after those of the mix, and others may follow.
    """
    size, measures = shift.brings.shape
    seen = slice(size, size + measures)
    kept = np.r_[:size, seen.stop : len(posterior.mean)]
    mean, covariance = posterior.mean[kept], posterior.covariance[np.ix_(kept, kept)]
    crossed = shift.brings @ posterior.covariance[seen, kept]
    mean[:size] += shift.brings @ posterior.mean[seen]
    covariance[:size] += crossed
    covariance[:, :size] += crossed.T
    covariance[:size, :size] += shift.brings @ posterior.covariance[seen, seen] @ shift.brings.T
    return replace(posterior, mean=mean, covariance=covariance)
