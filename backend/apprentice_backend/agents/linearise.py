"""Ratings at the ends of the scale: five stars mean that much or more, one star that little or less.

Taken at their face, an artist's many fives would say that the very best is no better than the merely good.

Source: Tobin 1958, "Estimation of relationships for limited dependent variables"; the Newton step as in Rasmussen and
Williams 2006, section 3.4.
"""

from __future__ import annotations

import math

import numpy as np

from .features import Floats
from .observations import Observations

# A bound far on the right side says next to nothing, but its noise must stay finite.
_LEAST_CURVATURE = 1e-3


def linearise(observations: Observations, mean: Floats, noise_variance: float) -> Observations:
    """Return Gaussian observations with the slope and curvature that the bounded ones have at `mean`, shape (p,)."""
    at = np.flatnonzero(observations.bounds)
    side, spread = observations.bounds[at], np.sqrt(observations.noise[at] * noise_variance)
    predicted = observations.rows[at] @ mean
    slope, curvature = log_normal_cdf_derivatives(side * (predicted - observations.targets[at]) / spread)
    targets, noise = observations.targets.copy(), observations.noise.copy()
    targets[at] = predicted + side * spread * slope / curvature
    noise[at] = observations.noise[at] / curvature
    return Observations(observations.rows, targets, noise, np.zeros(len(targets)))


def log_normal_cdf_derivatives(z: Floats) -> tuple[Floats, Floats]:
    """Return the first derivative of log Φ(z) and minus the second, shape (n,), both above 0."""
    clipped = np.clip(z, -6.0, 6.0)
    density = np.exp(-0.5 * clipped**2) / math.sqrt(2.0 * math.pi)
    below = np.array([0.5 * math.erfc(-value / math.sqrt(2.0)) for value in clipped])
    slope: Floats = density / below
    curvature: Floats = np.clip(slope * (slope + clipped), _LEAST_CURVATURE, 1.0)
    return slope, curvature
