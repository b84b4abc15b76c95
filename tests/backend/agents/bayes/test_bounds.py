"""The derivatives by which bounded observations are linearised."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.agents.bayes.bounds import log_normal_cdf_derivatives


def test_normal_derivatives_match_differences() -> None:
    """Slope and curvature of log Φ are what finite differences say, on both sides."""
    from math import erfc, log, sqrt  # noqa: PLC0415 - used here alone

    def log_cdf(z: float) -> float:
        return log(0.5 * erfc(-z / sqrt(2.0)))

    points = np.array([-3.0, -0.5, 0.0, 1.0, 2.5])
    slope, curvature = log_normal_cdf_derivatives(points)
    step = 1e-4
    for point, first, second in zip(points, slope, curvature, strict=True):
        around = [log_cdf(point + shift) for shift in (-step, 0.0, step)]
        assert first == pytest.approx((around[2] - around[0]) / (2 * step), rel=1e-4)
        assert second == pytest.approx(-(around[2] - 2 * around[1] + around[0]) / step**2, rel=1e-2)
