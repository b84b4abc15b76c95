"""The two forms of the regression agree with one another, and with themselves on parts of the data."""

from __future__ import annotations

import numpy as np
import pytest
from observations_made import hypothesis, observed

from apprentice_backend.agents.bayes.regression import Regression


@pytest.mark.parametrize("count", [12, 60], ids=["few", "many"])
def test_what_the_rest_tells_of_some_is_the_evidence_that_they_add(count: int) -> None:
    """p(some | others) = p(all) / p(others), in both forms of the algebra."""
    rng = np.random.default_rng(count)
    every = observed(rng.normal(size=(count, 20)), rng.normal(size=count))
    one, some = hypothesis(20), np.arange(count) % 4 == 0
    whole, rest = (Regression(data).log_evidences([one])[0] for data in (every, every.only(~some)))
    assert Regression(every).log_predictive(some, one) == pytest.approx(whole - rest, abs=1e-8)


def test_hypotheses_side_by_side_fare_as_they_do_alone() -> None:
    """Weighed together, each has the evidence and the mean that it has by itself."""
    rng = np.random.default_rng(5)
    data = Regression(observed(rng.normal(size=(9, 20)), rng.normal(size=9)))
    several = [hypothesis(20, noise) for noise in (0.3, 0.5, 2.0)]
    assert data.log_evidences(several) == pytest.approx([data.log_evidences([one])[0] for one in several])
    np.testing.assert_allclose(data.means(several), [data.mean(one) for one in several])
