"""The posterior is the textbook's where that can be checked by hand, and a mixture that keeps to the evidence."""

from __future__ import annotations

import numpy as np
import pytest
from observations_made import belief, hypothesis, observed

from apprentice_backend.agents.bayes.hypotheses import Hypothesis, Role
from apprentice_backend.agents.bayes.observations import Observations, Reading
from apprentice_backend.agents.bayes.posterior import Posterior, fit


def learn(observations: Observations, *hypotheses: Hypothesis) -> Posterior:
    """Return the posterior where every opinion counts in full: a single reading, without drift."""
    return fit([Reading(observations)], hypotheses)


@pytest.mark.parametrize("count", [0, 3, 40], ids=["none", "fewer than coefficients", "more"])
def test_one_hypothesis_gives_the_ridge_solution(count: int) -> None:
    """Mean and covariance are those of Bayesian linear regression, however many observations there are."""
    rng = np.random.default_rng(1)
    rows, targets = rng.normal(size=(count, 5)), rng.normal(size=count)
    posterior = learn(observed(rows, targets), hypothesis(5))
    covariance = np.linalg.inv(rows.T @ rows / 0.5 + np.eye(5) / 2.0)
    np.testing.assert_allclose(posterior.covariance, covariance, atol=1e-5)
    np.testing.assert_allclose(posterior.mean, covariance @ rows.T @ targets / 0.5, atol=1e-5)


def test_evidence_chooses_the_right_noise() -> None:
    """Of two noise levels the data's own is believed."""
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(60, 4))
    targets = rows @ np.array([1.0, -1.0, 0.5, 0.0]) + rng.normal(scale=1.2, size=60)
    posterior = learn(observed(rows, targets), hypothesis(4, 0.1), hypothesis(4, 1.44))
    assert posterior.noise_variance == pytest.approx(1.44, abs=0.1)


def test_bounds_leave_room_beyond_them() -> None:
    """Observations of the target or more raise the expectation above it, and say less than exact ones."""
    rows, targets = np.ones((6, 1)), np.full(6, 1.5)
    at_face = learn(observed(rows, targets), hypothesis(1))
    bounded = learn(observed(rows, targets, np.ones(6)), hypothesis(1))
    assert bounded.mean[0] > at_face.mean[0] + 0.2
    assert bounded.covariance[0, 0] > at_face.covariance[0, 0]


def test_mixture_keeps_to_what_explains_the_evidence() -> None:
    """Of two hypotheses, and of two readings, the one under which the observations were likelier counts more."""
    rows, targets = np.ones((8, 1)), np.full(8, 1.0)
    right = learn(observed(rows, targets), hypothesis(1))
    wrong = belief(np.array([-3.0]), np.array([0.01]))
    assert learn(observed(rows, targets), hypothesis(1), wrong).mean[0] == pytest.approx(right.mean[0], abs=1e-3)
    misread = Reading(observed(rows, 9.0 * np.arange(8.0)), weight=0.5)
    both = fit([Reading(observed(rows, targets), weight=0.5), misread], [hypothesis(1)])
    assert both.mean[0] == pytest.approx(right.mean[0], abs=1e-3)


@pytest.mark.parametrize("count", [1, 8], ids=["on its side", "on the coefficients' side"])
def test_bound_moves_belief_as_the_truncated_normal_does(count: int) -> None:
    """A coefficient known only to be 0 or more, almost exactly, has the mean and variance of a half-normal."""
    rows = np.zeros((count, 2))
    rows[0, 1] = 1.0
    ages, sources = np.zeros(count), np.arange(count)
    one = Observations(rows, np.zeros(count), np.full(count, 1e-4), np.eye(1, count)[0], ages, sources)
    posterior = learn(one, hypothesis(2))
    assert posterior.mean[1] == pytest.approx(np.sqrt(2.0 * 2.0 / np.pi), rel=0.02)
    assert posterior.covariance[1, 1] == pytest.approx(2.0 * (1.0 - 2.0 / np.pi), rel=0.02)


def test_sizes_of_reasons_teach_sums_alone() -> None:
    """Sums learn from them, an ideal point does not, and how much each is believed stays."""
    rows, more = np.eye(2), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
    common, sized = observed(rows, np.array([1.0, 1.0])), observed(more, np.array([1.0, 1.0, 3.0]))
    far = belief(np.array([5.0, -5.0]), np.full(2, 0.01), role=Role.IDEAL)
    before, after = (fit([reading], [hypothesis(2)]) for reading in (Reading(common), Reading(common, sized)))
    assert after.mean[0] - after.mean[1] > before.mean[0] - before.mean[1] + 0.5
    alone, kept = (fit([reading], [far]) for reading in (Reading(common), Reading(common, sized)))
    assert np.array_equal(alone.mean, kept.mean)
    both = fit([Reading(common, sized)], [hypothesis(2), far])
    assert both.mean == pytest.approx(after.mean, abs=0.05)


def test_overshooting_a_bound_costs_nothing() -> None:
    """Of two beliefs in far more than the bound and in a little less, the first explains many fives better."""
    rows, targets = np.ones((4, 1)), np.full(4, 1.5)
    far = belief(np.array([5.0]), np.array([0.1]), role=Role.IDEAL)
    below = belief(np.array([1.0]), np.array([0.1]))
    assert learn(observed(rows, targets, np.ones(4)), far, below).mean[0] > 3.5


@pytest.mark.parametrize("turned", [True, False], ids=["a taste that turned", "a steady taste"])
def test_drift_is_believed_where_the_taste_turned(turned: bool) -> None:
    """Observations left out as too old count in the weighing, so that many steady ratings are not thrown away."""
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(300, 3))
    coefficients = np.where(np.arange(300)[:, None] < 260, -1.0 if turned else 1.0, 1.0) * np.array([1.0, -1.0, 1.0])
    observations = observed(rows, (rows * coefficients).sum(axis=1) + rng.normal(scale=0.7, size=300))
    faded = observations.faded(0.95, faded_away=0.15)
    posterior = fit([Reading(observations, weight=0.9), Reading(faded, weight=0.1)], [hypothesis(3)])
    np.testing.assert_allclose(posterior.mean, [1.0, -1.0, 1.0], atol=0.45)
    # Three hundred steady ratings leave less doubt than the last forty.
    assert (posterior.covariance[0, 0] < 0.004) is not turned
