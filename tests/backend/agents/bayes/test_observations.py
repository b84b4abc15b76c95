"""Observations fade with age."""

from __future__ import annotations

import numpy as np
from observations_made import hypothesis, observed

from apprentice_backend.agents.bayes.observations import Reading
from apprentice_backend.agents.bayes.posterior import fit


def test_fading_forgets_the_old() -> None:
    """A taste that turned is read from the later half."""
    targets = np.concatenate([np.full(30, -1.0), np.full(30, 1.0)])
    observations = observed(np.ones((60, 1)), targets)
    faded, kept = (
        fit([Reading(some)], [hypothesis(1)]) for some in (observations.faded(0.9, faded_away=0.15), observations)
    )
    assert faded.mean[0] > 0.8
    assert abs(kept.mean[0]) < 0.1
