"""Observations and hypotheses for tests of the regression."""

from __future__ import annotations

import numpy as np

from apprentice_backend.agents.bayes.hypotheses import Hypothesis, Role, Shape
from apprentice_backend.agents.bayes.observations import Observations
from apprentice_backend.agents.space.design import Floats


def observed(rows: Floats, targets: Floats, bounds: Floats | None = None) -> Observations:
    """Return observations of noise 1, the last the youngest."""
    count = len(targets)
    return Observations(
        rows,
        targets,
        np.ones(count),
        np.zeros(count) if bounds is None else bounds,
        np.arange(count)[::-1].astype(float),
        np.arange(count),
    )


def hypothesis(size: int, noise_variance: float = 0.5) -> Hypothesis:
    """Return a belief in small coefficients."""
    return belief(np.zeros(size), np.full(size, 2.0), noise_variance)


def belief(mean: Floats, variances: Floats, noise_variance: float = 0.5, role: Role = Role.SUM) -> Hypothesis:
    """Return a hypothesis with a shape that no other shares."""
    return Hypothesis(Shape(0.0, mean, variances, (noise_variance,), role), noise_variance)
