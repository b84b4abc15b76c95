"""What was seen beside what was asked for: the measured features of the pictures that were shown.

A mix asks for warmth, the picture shows some of it. Where pictures were measured, stars may depend on what they show;
what a mix will show is learned from the pictures so far, as a linear function of its values. A taste for a feature is
then a taste for the values that bring it, and is read back as such, so nothing after the fit knows of features.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .base import FEATURES
from .features import FeatureMap, Floats
from .observations import Observations
from .posterior import Posterior
from .regression import Hypothesis

# Fewer measured pictures than this tell nothing of what values bring.
_FEWEST = 6
# A value's effect on a feature is taken to be 0 until a picture or so shows another.
_RIDGE = 0.3
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True)
class FeatureBeliefs:
    """How much what is seen may matter beside what was asked for."""

    variance: float = 0.05
    """Of a feature's effect beside those of values, in stars² per standard deviation of the feature."""
    alone_weight: float = 0.1
    """The odds that the taste is about what is seen, and about what it is called hardly at all."""
    alone_variance: float = 0.5
    """Of a feature's effect then."""
    left: float = 0.5
    """What is left then of the variance of values' and pairs' own effects."""


@dataclass(frozen=True)
class Shift:
    """How pictures differed from the canvas they were made from.

    Args:
        seen: opinions' indices -> measured difference of each feature, in standard deviations, shape (features,).
        brings: what each value is expected to add to each feature, and at first what any picture does, shape
            (1 + number of values, features).
    """

    seen: Mapping[int, Floats]
    brings: Floats

    def of(self, features: FeatureMap, rows: Floats, sources: Floats) -> Floats:
        """Return each observation's features, shape (n, features): as seen, or else as its mix is expected to show."""
        expected = rows[:, :1] @ self.brings[:1] + rows[:, features.values] @ self.brings[1:]
        # A row with an offset is a whole picture; reasons and comparisons are of parts, which are not measured.
        for index, source in enumerate(sources):
            if rows[index, 0] == 1.0 and int(source) in self.seen:
                expected[index] = self.seen[int(source)]
        return expected


def learn_shift(
    weights: Floats, shown: Sequence[Mapping[str, float]], canvases: Sequence[Mapping[str, float]]
) -> Shift | None:
    """Learn what values bring from pictures that were measured.

    Args:
        weights: of each opinion's mix, shape (n, number of values).
        shown: the features of each opinion's picture; empty where it was not measured.
        canvases: those of the canvas that it was made from.

    Returns:
        None where too few pictures were measured.

    Source: ridge regression, Hoerl and Kennard 1970.
    """
    measured = [index for index, features in enumerate(shown) if features]
    if len(measured) < _FEWEST:
        return None
    differences = np.array(
        [[shown[index].get(name, 0.0) - canvases[index].get(name, 0.0) for name in FEATURES] for index in measured]
    )
    spread = np.maximum(differences.std(axis=0), _LEAST_SPREAD)
    differences = (differences - differences.mean(axis=0)) / spread
    design = np.column_stack([np.ones(len(measured)), weights[measured]])
    squares = design.T @ design
    squares[np.diag_indices_from(squares)] += _RIDGE
    brings: Floats = np.linalg.solve(squares, design.T @ differences).astype(np.float64, copy=False)
    return Shift(dict(zip(measured, differences, strict=True)), brings)


def widen(observations: Observations, features: FeatureMap, shift: Shift, opinions: int) -> Observations:
    """Return the observations, made from as many `opinions`, with a column for each feature."""
    sources = opinions - 1.0 - observations.ages
    more = shift.of(features, observations.rows, sources)
    return replace(observations, rows=np.column_stack([observations.rows, more]))


def widen_hypotheses(hypotheses: Sequence[Hypothesis], beliefs: FeatureBeliefs) -> list[Hypothesis]:
    """Return the hypotheses with an effect of each feature, expected to be 0, and that all lies in these effects.

    Those that shared variances still do.
    """
    none, extra = np.zeros(len(FEATURES)), np.full(len(FEATURES), beliefs.variance)
    wide = {id(one.variances): np.concatenate([one.variances, extra]) for one in hypotheses}
    both = [
        replace(one, mean=np.concatenate([one.mean, none]), variances=wide[id(one.variances)]) for one in hypotheses
    ]
    first = hypotheses[0]
    left = beliefs.left * first.variances
    left[0] = first.variances[0]
    alone = np.concatenate([left, np.full(len(FEATURES), beliefs.alone_variance)])
    total = sum(math.exp(one.log_weight) for one in hypotheses)
    noises = sorted({one.noise_variance for one in hypotheses})
    weight = math.log(total * beliefs.alone_weight / len(noises))
    only = [Hypothesis(weight, np.zeros(len(alone)), alone, noise) for noise in noises]
    return both + only


def narrow(posterior: Posterior, features: FeatureMap, shift: Shift) -> Posterior:
    """Return the posterior with each feature's effect counted as one of the values that bring it."""
    size = features.size
    back = np.zeros((size, len(FEATURES)))
    back[0] = shift.brings[0]
    back[features.values] = shift.brings[1:]
    mean, wide = posterior.mean, posterior.covariance
    crossed = back @ wide[size:, :size]
    covariance = wide[:size, :size] + crossed + crossed.T + back @ wide[size:, size:] @ back.T
    return replace(posterior, mean=mean[:size] + back @ mean[size:], covariance=covariance)
