"""What was seen beside what was asked for: the measured features of the pictures that were shown.

A mix asks for warmth, the picture shows some of it. Where pictures were measured, stars may depend on what they show;
what a mix will show is learned from the pictures so far, as a sum of what its values and pairs of values bring. A taste
for a feature is then a taste for what brings it, and is read back as such, so nothing after the fit knows of features.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..base import MEASURES
from ..space.design import Floats
from .observations import Observations
from .posterior import Posterior
from .regression import Hypothesis

# Fewer measured pictures than this tell nothing of what values bring.
_FEWEST = 6
# As many of the latest pictures tell what values bring as well as all.
_ENOUGH = 300
# What a renderer's own chance adds to a feature, as a variance beside that of what it shows.
_NOISE = 0.1
_LEAST_SPREAD = 1e-3
# The variance of an effect that is taken not to be there.
_NEXT_TO_NOTHING = 1e-3


@dataclass(frozen=True)
class PictureBeliefs:
    """How much what is seen may matter beside what was asked for."""

    variance: float = 0.05
    """Of a feature's effect beside those of values, in stars² per standard deviation of the feature."""
    alone_weight: float = 0.1
    """The odds that the taste is about what is seen, and about what it is called hardly at all."""
    alone_variance: float = 0.5
    """Of a feature's effect then."""
    left: float = 0.5
    """What is left then of the variance of values' and pairs' own effects."""
    one_weight: float = 0.1
    """The odds that it is about one feature of what is seen, whichever."""
    one_variance: float = 1.0
    """Of that feature's effect then."""
    one_left: float = 0.05
    """What is left then of the variance of values' and pairs' own effects."""


@dataclass(frozen=True)
class Shift:
    """How pictures differed from the canvas they were made from.

    Args:
        seen: measured difference of each feature, in standard deviations, shape (opinions, measures); NaN where the
            picture was not measured.
        brings: what each coefficient's column is expected to add to each feature, shape (design.size, features).
    """

    seen: Floats
    brings: Floats

    def columns(self, observations: Observations) -> Floats:
        """Return each observation's features, shape (n, measures): as seen, or else as its mix is expected to show."""
        seen = self.seen[observations.sources]
        # Reasons and comparisons are of parts of pictures, which are not measured.
        measured = observations.whole & ~np.isnan(seen[:, 0])
        return np.where(measured[:, None], seen, observations.rows @ self.brings)


def learn_shift(rows: Floats, variances: Floats, differences: Mapping[int, Floats]) -> Shift | None:
    """Learn what values, and pairs of values, bring from pictures that were measured.

    Args:
        rows: the design rows of each opinion's mix, shape (opinions, design.size).
        variances: of what a column may bring, in standard deviations of a feature squared, shape (design.size,).
        differences: of the opinions whose picture was measured: by index, how it differed from its canvas, shape
            (features,).

    Returns:
        None where too few pictures were measured.

    Source: ridge regression, Hoerl and Kennard 1970.
    """
    if len(differences) < _FEWEST:
        return None
    measured = sorted(differences)
    shown = np.array([differences[index] for index in measured])
    shown = (shown - shown.mean(axis=0)) / np.maximum(shown.std(axis=0), _LEAST_SPREAD)
    seen = np.full((len(rows), shown.shape[1]), np.nan)
    seen[measured] = shown
    return Shift(seen, _ridge(rows[measured[-_ENOUGH:]], variances, shown[-_ENOUGH:]))


def _ridge(rows: Floats, variances: Floats, targets: Floats) -> Floats:
    """Return what each column brings to each target, shape (columns, targets), from whichever side is the smaller."""
    if len(rows) <= len(variances):
        reach = rows * variances
        kernel = reach @ rows.T
        kernel[np.diag_indices_from(kernel)] += _NOISE
        few: Floats = reach.T @ np.linalg.solve(kernel, targets)
        return few
    squares = rows.T @ rows
    squares[np.diag_indices_from(squares)] += _NOISE / variances
    many: Floats = np.linalg.solve(squares, rows.T @ targets).astype(np.float64, copy=False)
    return many


def widen_hypotheses(hypotheses: Sequence[Hypothesis], beliefs: PictureBeliefs) -> list[Hypothesis]:
    """Return the hypotheses with an effect of each feature, expected to be 0, and others that all lies in these.

    Those that shared variances still do.
    """
    none, extra = np.zeros(len(MEASURES)), np.full(len(MEASURES), beliefs.variance)
    wide = {id(one.variances): np.concatenate([one.variances, extra]) for one in hypotheses}
    both = [
        replace(one, mean=np.concatenate([one.mean, none]), variances=wide[id(one.variances)]) for one in hypotheses
    ]
    total = sum(math.exp(one.log_weight) for one in hypotheses)
    noises = sorted({one.noise_variance for one in hypotheses})
    left = beliefs.left * hypotheses[0].variances
    left[0] = hypotheses[0].variances[0]
    alone = np.concatenate([left, np.full(len(MEASURES), beliefs.alone_variance)])
    weight = math.log(total * beliefs.alone_weight / len(noises))
    return [
        *both,
        *(Hypothesis(weight, np.zeros(len(alone)), alone, noise, special=True) for noise in noises),
        *_about_one_feature(hypotheses[0].variances, total, noises[0], beliefs),
    ]


def _about_one_feature(
    variances: Floats, total: float, noise_variance: float, beliefs: PictureBeliefs
) -> Iterator[Hypothesis]:
    """Yield that the taste is about one feature alone, for each; one level of noise is enough to find out which."""
    left = beliefs.one_left * variances
    left[0] = variances[0]
    for one in np.eye(len(MEASURES)):
        wide = np.concatenate([left, np.maximum(beliefs.one_variance * one, _NEXT_TO_NOTHING)])
        weight = math.log(total * beliefs.one_weight / len(MEASURES))
        yield Hypothesis(weight, np.zeros(len(wide)), wide, noise_variance, special=True)


def narrow(posterior: Posterior, shift: Shift) -> Posterior:
    """Return the posterior with each feature's effect counted as one of the values that bring it.

    The features' columns come after those of the mix, others may follow.
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
