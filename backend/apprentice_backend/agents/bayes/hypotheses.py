"""What `bayes` assumes before it has seen anything, as the hypotheses that its evidence then weighs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import log

import numpy as np

from ..priors.prior import Prior, TasteGuess
from ..space.design import Design, Floats, PriorVariances
from .canvas_effects import CanvasBeliefs
from .likelihood import Strengths
from .picture_effects import PictureBeliefs
from .regression import Hypothesis


@dataclass(frozen=True)
class BayesSettings:
    """The agent's assumptions."""

    variances: PriorVariances = field(default_factory=PriorVariances)
    strengths: Strengths = field(default_factory=Strengths)
    taste_scales: tuple[float, ...] = (0.75, 1.4)
    """How strongly an artist may feel: standard deviations of their stars over all mixes."""
    one_dimension_weight: float = 0.2
    """How probable it is that a taste is about one dimension alone."""
    one_dimension_gain: float = 6.0
    """How much more variance that dimension then has, and how much less the others."""
    ideal_weight: float = 0.07
    """How probable it is that a taste has an ideal point inside, so that blends pay."""
    ideal_blend_stars: float = 1.5
    """The worth of blending then, in stars: an ideal drawn evenly, in a taste whose stars vary by 1."""
    ideal_blend_spread: float = 0.4
    """The standard deviation of that."""
    ideal_pair_share: float = 0.1
    """What is left then of the variance of pairs."""
    pictures: PictureBeliefs = field(default_factory=PictureBeliefs)
    canvases: CanvasBeliefs = field(default_factory=CanvasBeliefs)
    drift_weight: float = 0.1
    """How probable it is that the taste drifts, so that what was said long ago counts less."""
    discount: float = 0.96
    """How much an opinion counts beside the next, where the taste drifts."""
    noise_levels: tuple[float, ...] = (0.6, 1.0)
    """How far an artist's stars may scatter about their taste: standard deviations."""

    @property
    def spread_weight(self) -> float:
        """How probable it is that a taste is a sum of effects in all dimensions."""
        return 1.0 - self.one_dimension_weight - self.ideal_weight


def make_hypotheses(design: Design, settings: BayesSettings, prior: Prior | None) -> list[Hypothesis]:
    """Return every combination of what the taste is like and how noisy the stars are.

    A taste is spread over all dimensions, weakly or strongly; or it is about one of them; or one of the prior's
    guesses is right.
    """
    null_weight = prior.null_weight if prior else 1.0
    shapes: list[_Shape] = []
    for scale in settings.taste_scales:
        weight = null_weight * settings.spread_weight / len(settings.taste_scales)
        shapes.append(_Shape(weight, np.zeros(design.size), _scaled(design, settings, scale)))
    shapes.append(_Shape(null_weight * settings.ideal_weight, *_ideal(design, settings), kind=1, special=True))
    for dimension in design.dimensions:
        weight = null_weight * settings.one_dimension_weight / len(design.dimensions)
        about_one = _about_one(design, settings, dimension)
        shapes.append(_Shape(weight, np.zeros(design.size), about_one, special=True))
    for guess in prior.guesses if prior else ():
        shapes.append(_Shape(guess.weight, design.effects(guess.means), _narrowed(design, settings, guess)))
    return [
        Hypothesis(log(one.weight), one.mean, one.variances, noise**2, kind=one.kind, special=one.special)
        for one, noise in product(shapes, settings.noise_levels)
    ]


@dataclass(frozen=True)
class _Shape:
    """A hypothesis but for the noise."""

    weight: float
    mean: Floats
    variances: Floats
    kind: int = 0
    special: bool = False


def _scaled(design: Design, settings: BayesSettings, scale: float) -> Floats:
    variances = design.variances(settings.variances) * scale**2
    variances[0] = settings.variances.offset
    return variances


def _ideal(design: Design, settings: BayesSettings) -> tuple[Floats, Floats]:
    mean = np.zeros(design.size)
    mean[design.blend_all] = settings.ideal_blend_stars
    variances = design.variances(settings.variances)
    variances[design.blend_all] = settings.ideal_blend_spread**2
    # A distance from an ideal is a sum over dimensions: it has no pairs.
    variances[design.pair_columns] *= settings.ideal_pair_share
    return mean, variances


def _about_one(design: Design, settings: BayesSettings, dimension: str) -> Floats:
    variances = design.variances(settings.variances)
    concerned = design.part(np.ones(design.size), dimension) == 1.0
    variances[1:] *= np.where(concerned[1:], settings.one_dimension_gain, 1.0 / settings.one_dimension_gain)
    return variances


def _narrowed(design: Design, settings: BayesSettings, guess: TasteGuess) -> Floats:
    variances = design.variances(settings.variances)
    variances[design.values] = guess.spread**2
    return variances
