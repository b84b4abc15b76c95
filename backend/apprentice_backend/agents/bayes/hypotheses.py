"""The hypotheses of `bayes`: beliefs about the coefficients before any evidence, which the evidence then weighs.

A hypothesis is a shape of the taste (what it is about, and how strong it is) and a level of noise.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log

import numpy as np

from ..priors.prior import Prior, TasteGuess
from ..space.design import Design, Floats
from .settings import BayesSettings, PriorVariances

# The variance of an effect that is taken to be absent: above 0, since its inverse is needed.
NEXT_TO_NOTHING = 1e-3


class Role(enum.Enum):
    """The kind of taste that a shape stands for."""

    SUM = enum.auto()
    """A sum of effects in all dimensions. It is tried with and without effects of the canvas."""
    ALONE = enum.auto()
    """A sum too, but about one dimension, or about what pictures show, alone. It says all that the taste is about, so
    it is not tried both with and without effects of the canvas."""
    IDEAL = enum.auto()
    """A distance from an ideal point. It may expect stars that differ by many from those of a sum, so bounded
    observations are linearised for it apart."""

    @property
    def is_sum(self) -> bool:
        """True where stars are a sum of effects, whatever these are about."""
        return self is not Role.IDEAL


@dataclass(frozen=True, eq=False)  # compared by identity on purpose: one shape, several levels of noise
class Shape:
    """A belief about the coefficients before any evidence: a Gaussian with a diagonal covariance.

    Args:
        log_weight: the logarithm of its prior probability, up to a constant shared by all shapes.
        mean: expected coefficients, shape (p,).
        variances: their variances, above 0, shape (p,).
        noise_variances: the noise levels that it is tried with, each the variance of an observation whose relative
            noise is 1, in stars².
        role: the kind of taste that it stands for.
    """

    log_weight: float
    mean: Floats
    variances: Floats
    noise_variances: tuple[float, ...]
    role: Role = Role.SUM

    def widened(self, means: Floats, variances: Floats, log_weight: float = 0.0) -> Shape:
        """Return the shape with more coefficients behind its own, its log weight changed by `log_weight`."""
        return replace(
            self,
            log_weight=self.log_weight + log_weight,
            mean=np.concatenate([self.mean, means]),
            variances=np.concatenate([self.variances, variances]),
        )


@dataclass(frozen=True)
class Hypothesis:
    """A shape of the taste with one level of noise."""

    shape: Shape
    noise_variance: float


def with_noise(shapes: Iterable[Shape]) -> list[Hypothesis]:
    """Return each shape with each of its levels of noise."""
    return [Hypothesis(shape, noise_variance) for shape in shapes for noise_variance in shape.noise_variances]


def make_shapes(design: Design, settings: BayesSettings, prior: Prior | None) -> list[Shape]:
    """Return the shapes that a taste may have.

    A taste is a sum over all dimensions, weak or strong; or it has an ideal point; or it is about one dimension; or one
    of the prior's guesses is right.
    """
    null_weight = prior.null_weight if prior else 1.0
    zeros = np.zeros(design.size)
    noises = tuple(noise**2 for noise in settings.noise_levels)
    sums_weight = null_weight * settings.sums_weight / len(settings.taste_scales)
    one_weight = null_weight * settings.one_dimension_weight / len(design.dimensions)
    return [
        *(
            Shape(log(sums_weight), zeros, _scaled(design, settings.variances, scale), noises)
            for scale in settings.taste_scales
        ),
        Shape(log(null_weight * settings.ideal_weight), *_ideal(design, settings), noises, Role.IDEAL),
        *(
            Shape(log(one_weight), zeros, _about_one(design, settings, dimension), noises, Role.ALONE)
            for dimension in design.dimensions
        ),
        *(
            Shape(log(guess.weight), design.effects(guess.means), _narrowed(design, settings.variances, guess), noises)
            for guess in (prior.guesses if prior else ())
        ),
    ]


def prior_variances(design: Design, prior: PriorVariances) -> Floats:
    """Return the prior variance of every coefficient, shape (design.size,)."""
    variances = np.empty(design.size)
    variances[0] = prior.offset
    variances[design.values] = prior.value
    variances[design.moved] = prior.moved
    variances[design.blends] = prior.blend
    variances[design.blend_all] = prior.blend_all
    variances[design.pair_columns] = prior.pair
    return variances


def _scaled(design: Design, prior: PriorVariances, scale: float) -> Floats:
    variances = prior_variances(design, prior) * scale**2
    variances[0] = prior.offset
    return variances


def _ideal(design: Design, settings: BayesSettings) -> tuple[Floats, Floats]:
    mean = np.zeros(design.size)
    mean[design.blend_all] = settings.ideal_blend_stars
    variances = prior_variances(design, settings.variances)
    variances[design.blend_all] = settings.ideal_blend_spread**2
    # A distance from an ideal point is a sum over dimensions: it has no pairs.
    variances[design.pair_columns] *= settings.ideal_pair_share
    return mean, variances


def _about_one(design: Design, settings: BayesSettings, dimension: str) -> Floats:
    variances = prior_variances(design, settings.variances)
    concerned = design.part(np.ones(design.size), dimension) == 1.0
    variances[1:] *= np.where(concerned[1:], settings.one_dimension_gain, 1.0 / settings.one_dimension_gain)
    return variances


def _narrowed(design: Design, prior: PriorVariances, guess: TasteGuess) -> Floats:
    variances = prior_variances(design, prior)
    variances[design.values] = guess.spread**2
    return variances
