"""Ratings at the ends of the scale: five stars mean that much or more, one star that little or less.

Taken at their face, an artist's many fives would say that the very best is no better than the merely good.

Source: Tobin 1958, "Estimation of relationships for limited dependent variables"; the Newton step as in Rasmussen and
Williams 2006, section 3.4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..space.design import Floats
from .observations import Observations

# A bound far on the right side says next to nothing, but its noise must stay finite.
_LEAST_CURVATURE = 1e-3


@dataclass(frozen=True)
class Linearised:
    """Gaussian observations in the place of bounded ones.

    Args:
        observations: without bounds.
        says: how much each still says, as a part of 1, shape (n,).
        log_likelihood_left: what is left of each one's log likelihood where it was linearised, so that hypotheses
            that were linearised elsewhere can be weighed against these, shape (n,).
    """

    observations: Observations
    says: Floats
    log_likelihood_left: Floats


@dataclass(frozen=True)
class Expected:
    """What is expected of each bounded observation before it is made.

    Args:
        mean: shape (bounded,).
        doubt: the variance about that, 0 or more, shape (bounded,).
    """

    mean: Floats
    doubt: Floats


def linearise(observations: Observations, expected: Expected, noise_variance: float) -> Linearised:
    """Put Gaussian observations for bounded ones, that move what is expected as those do.

    Args:
        observations: some or all of them bounded.
        expected: of these, from all other observations. Without doubt this is Newton's step, with it that of
            expectation propagation, which also knows that little is learned where the truth is still wide open.
        noise_variance: of an observation whose relative noise is 1.
    """
    at = np.flatnonzero(observations.bounds)
    side, noise = observations.bounds[at], observations.noise[at] * noise_variance
    doubt, spread = expected.doubt, np.sqrt(noise + expected.doubt)
    inside = side * (expected.mean - observations.targets[at]) / spread
    slope, curvature = log_normal_cdf_derivatives(inside)
    # What is left of the noise once the doubt, of which the curvature knows, is taken out.
    site = spread**2 / curvature - doubt
    targets, says, relative = observations.targets.copy(), np.ones(len(observations)), observations.noise.copy()
    targets[at] = expected.mean + side * spread * slope / curvature
    says[at] = noise / site
    relative[at] = site / noise_variance
    left = np.zeros(len(observations))
    left[at] = log_normal_cdf(inside) + 0.5 * (
        slope**2 * spread**2 / curvature**2 / (doubt + site)
        + np.log((doubt + site) / site)
        + np.log(observations.noise[at])
        + says[at] * np.log(noise_variance)
    )
    unbounded = replace(observations, targets=targets, noise=relative, bounds=np.zeros(len(targets)))
    return Linearised(unbounded, says, left)


def log_normal_cdf(z: Floats) -> Floats:
    """Return log Φ(z), shape (n,); beyond 6 standard deviations as at 6."""
    logs: Floats = np.log(_normal_cdf(np.clip(z, -6.0, 6.0)))
    return logs


def log_normal_cdf_derivatives(z: Floats) -> tuple[Floats, Floats]:
    """Return the first derivative of log Φ(z) and minus the second, shape (n,), both above 0."""
    clipped = np.clip(z, -6.0, 6.0)
    density = np.exp(-0.5 * clipped**2) / math.sqrt(2.0 * math.pi)
    slope: Floats = density / _normal_cdf(clipped)
    curvature: Floats = np.clip(slope * (slope + clipped), _LEAST_CURVATURE, 1.0)
    return slope, curvature


def _normal_cdf(z: Floats) -> Floats:
    return 0.5 * np.array(list(map(math.erfc, (-z / math.sqrt(2.0)).tolist())), dtype=np.float64)
