"""Ratings at the ends of the scale: five stars mean that much or more, one star that little or less.

Taken at their face, an artist's many fives would say that the very best is no better than the merely good.

Source: Tobin 1958, "Estimation of relationships for limited dependent variables"; the Newton step as in Rasmussen and
Williams 2006, section 3.4.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from .features import Floats
from .observations import Observations

# A bound far on the right side says next to nothing, but its noise must stay finite.
_LEAST_CURVATURE = 1e-3


def linearise(observations: Observations, mean: Floats, noise_variance: float) -> tuple[Observations, Floats]:
    """Put Gaussian observations for bounded ones, with the slope and curvature that these have at `mean`.

    Args:
        observations: some or all of them bounded.
        mean: the coefficients, shape (p,).
        noise_variance: of an observation whose relative noise is 1.

    Returns:
        The observations without bounds, and how much each still says, as a part of 1, shape (n,).
    """
    at = np.flatnonzero(observations.bounds)
    side, spread = observations.bounds[at], np.sqrt(observations.noise[at] * noise_variance)
    predicted = observations.rows[at] @ mean
    slope, curvature = log_normal_cdf_derivatives(side * (predicted - observations.targets[at]) / spread)
    targets, says = observations.targets.copy(), np.ones(len(observations))
    targets[at] = predicted + side * spread * slope / curvature
    says[at] = curvature
    noise = observations.noise / says
    return replace(observations, targets=targets, noise=noise, bounds=np.zeros(len(targets))), says


def log_normal_cdf_derivatives(z: Floats) -> tuple[Floats, Floats]:
    """Return the first derivative of log Φ(z) and minus the second, shape (n,), both above 0."""
    clipped = np.clip(z, -6.0, 6.0)
    density = np.exp(-0.5 * clipped**2) / math.sqrt(2.0 * math.pi)
    below = np.array([0.5 * math.erfc(-value / math.sqrt(2.0)) for value in clipped])
    slope: Floats = density / below
    curvature: Floats = np.clip(slope * (slope + clipped), _LEAST_CURVATURE, 1.0)
    return slope, curvature
