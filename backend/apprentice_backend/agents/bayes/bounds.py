"""Bounded observations: 5 stars mean 4.5 or more, 1 star 1.5 or less, a reason "more than the others".

Taken at face value, an artist's many fives would say that the very best is no better than the merely good. A bound b
on the side c (+1 for "or more") has the likelihood Φ(z), z = c (f − b) / σ, with the truth f and the noise variance σ².
It is replaced by a Gaussian observation that moves the prediction of f as the bound does.

Source: Tobin 1958, "Estimation of relationships for limited dependent variables", for the likelihood; Rasmussen and
Williams 2006, "Gaussian Processes for Machine Learning", section 3.4 (Newton's step) and equations 3.58 and 3.59
(expectation propagation); Minka 2001, "Expectation propagation for approximate Bayesian inference".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..space.design import Floats
from .observations import Observations

# A bound that is met by far carries next to no information, but the noise of its replacement must stay finite.
_LEAST_CURVATURE = 1e-3
# Φ and its derivatives are evaluated within this many standard deviations of 0: beyond, they are rounding errors.
_FURTHEST = 6.0


@dataclass(frozen=True)
class Linearised:
    """Gaussian observations in the place of bounded ones.

    Args:
        observations: without bounds.
        information: the part of an observation that each still is, in (0, 1], 1 where it was not bounded, shape (n,).
        log_likelihood_left: the part of each one's log likelihood that its replacement leaves out, so that hypotheses
            with other linearisations can be compared with these, shape (n,).
    """

    observations: Observations
    information: Floats
    log_likelihood_left: Floats


@dataclass(frozen=True)
class Prediction:
    """A Gaussian prediction of each bounded observation's truth.

    Args:
        mean: shape (bounded,).
        variance: 0 where the mean is taken as certain, shape (bounded,).
    """

    mean: Floats
    variance: Floats


def linearise(observations: Observations, predicted: Prediction, noise_variance: float) -> Linearised:
    """Replace bounded observations by Gaussian ones that move their prediction as much.

    With the prediction N(μ, v), τ² = v + σ², z = c (μ − b) / τ, s = (log Φ)′(z) and k = −(log Φ)″(z), the posterior of
    the truth has the mean μ + c v s / τ and the variance v − v² k / τ². The Gaussian observation that leads there has

        target  μ + c τ s / k        variance  τ² / k − v

    which for v = 0 is Newton's step.

    Args:
        observations: some or all of them bounded.
        predicted: the prediction of these from all other observations (expectation propagation), or from all
            observations with variance 0 (Newton's step).
        noise_variance: of an observation whose relative noise is 1, in stars².
    """
    at = np.flatnonzero(observations.bounds)
    side, noise = observations.bounds[at], observations.noise[at] * noise_variance
    doubt, spread = predicted.variance, np.sqrt(noise + predicted.variance)
    inside = side * (predicted.mean - observations.targets[at]) / spread
    slope, curvature = log_normal_cdf_derivatives(inside)
    site = spread**2 / curvature - doubt
    targets, relative = observations.targets.copy(), observations.noise.copy()
    information = np.ones(len(observations))
    targets[at] = predicted.mean + side * spread * slope / curvature
    information[at] = noise / site
    relative[at] = site / noise_variance
    left = np.zeros(len(observations))
    # log Φ(z) − log N(target; μ, v + site), less what the regression counts of the noise by itself.
    left[at] = log_normal_cdf(inside) + 0.5 * (
        slope**2 * spread**2 / curvature**2 / (doubt + site)
        + np.log((doubt + site) / site)
        + np.log(observations.noise[at])
        + information[at] * np.log(noise_variance)
    )
    unbounded = replace(observations, targets=targets, noise=relative, bounds=np.zeros(len(targets)))
    return Linearised(unbounded, information, left)


def log_normal_cdf(z: Floats) -> Floats:
    """Return log Φ(z), shape (n,)."""
    return np.log(_normal_cdf(np.clip(z, -_FURTHEST, _FURTHEST)))


def log_normal_cdf_derivatives(z: Floats) -> tuple[Floats, Floats]:
    """Return the first derivative of log Φ(z) and minus the second, shape (n,), both above 0."""
    clipped = np.clip(z, -_FURTHEST, _FURTHEST)
    density = np.exp(-0.5 * clipped**2) / math.sqrt(2.0 * math.pi)
    slope: Floats = density / _normal_cdf(clipped)
    curvature: Floats = np.clip(slope * (slope + clipped), _LEAST_CURVATURE, 1.0)
    return slope, curvature


def _normal_cdf(z: Floats) -> Floats:
    return 0.5 * np.array(list(map(math.erfc, (-z / math.sqrt(2.0)).tolist())), dtype=np.float64)
