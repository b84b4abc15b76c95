"""The regression is the textbook's where that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from apprentice_backend.agents.bayes.bounds import log_normal_cdf_derivatives
from apprentice_backend.agents.bayes.observations import Observations, Reading
from apprentice_backend.agents.bayes.posterior import Posterior, fit
from apprentice_backend.agents.bayes.regression import Hypothesis, Regression
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


def hypothesis(size: int, noise_variance: float = 0.5, weight: float = 1.0) -> Hypothesis:
    """Return a belief in small coefficients."""
    return Hypothesis(float(np.log(weight)), np.zeros(size), np.full(size, 2.0), noise_variance)


def learn(observations: Observations, *hypotheses: Hypothesis) -> Posterior:
    """Return what is believed under one reading."""
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
    """What is known to be the target or more is expected to be more, and what is far beyond says little."""
    rows, targets = np.ones((6, 1)), np.full(6, 1.5)
    at_face = learn(observed(rows, targets), hypothesis(1))
    bounded = learn(observed(rows, targets, np.ones(6)), hypothesis(1))
    assert bounded.mean[0] > at_face.mean[0] + 0.2
    assert bounded.covariance[0, 0] > at_face.covariance[0, 0]


def test_mixture_keeps_to_what_explains_the_evidence() -> None:
    """Of two hypotheses, and of two readings, the one under which the observations were likelier counts more."""
    rows, targets = np.ones((8, 1)), np.full(8, 1.0)
    right = learn(observed(rows, targets), hypothesis(1))
    wrong = Hypothesis(0.0, np.array([-3.0]), np.array([0.01]), 0.5)
    assert learn(observed(rows, targets), hypothesis(1), wrong).mean[0] == pytest.approx(right.mean[0], abs=1e-3)
    misread = Reading(observed(rows, 9.0 * np.arange(8.0)), weight=0.5)
    both = fit([Reading(observed(rows, targets), weight=0.5), misread], [hypothesis(1)])
    assert both.mean[0] == pytest.approx(right.mean[0], abs=1e-3)


def test_fading_forgets_the_old() -> None:
    """A taste that turned is read from the later half."""
    targets = np.concatenate([np.full(30, -1.0), np.full(30, 1.0)])
    observations = observed(np.ones((60, 1)), targets)
    assert learn(observations.faded(0.9), hypothesis(1)).mean[0] > 0.8
    assert abs(learn(observations, hypothesis(1)).mean[0]) < 0.1


@pytest.mark.parametrize("count", [1, 8], ids=["on its side", "on the coefficients' side"])
def test_bound_moves_belief_as_the_truncated_normal_does(count: int) -> None:
    """What is only known to be 0 or more, all but exactly, is expected where a half-normal has its mean."""
    rows = np.zeros((count, 2))
    rows[0, 1] = 1.0
    ages, sources = np.zeros(count), np.arange(count)
    one = Observations(rows, np.zeros(count), np.full(count, 1e-4), np.eye(1, count)[0], ages, sources)
    posterior = learn(one, hypothesis(2))
    assert posterior.mean[1] == pytest.approx(np.sqrt(2.0 * 2.0 / np.pi), rel=0.02)
    assert posterior.covariance[1, 1] == pytest.approx(2.0 * (1.0 - 2.0 / np.pi), rel=0.02)


def test_what_is_said_of_sums_alone_moves_sums_alone() -> None:
    """It teaches hypotheses of kind 0, leaves the others, and changes nothing of how much each is believed."""
    rows, more = np.eye(2), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
    common, of_sums = observed(rows, np.array([1.0, 1.0])), observed(more, np.array([1.0, 1.0, 3.0]))
    far = replace(hypothesis(2), kind=1, mean=np.array([5.0, -5.0]), variances=np.full(2, 0.01))
    before, after = (fit([reading], [hypothesis(2)]) for reading in (Reading(common), Reading(common, of_sums)))
    assert after.mean[0] - after.mean[1] > before.mean[0] - before.mean[1] + 0.5
    alone, kept = (fit([reading], [far]) for reading in (Reading(common), Reading(common, of_sums)))
    assert np.array_equal(alone.mean, kept.mean)
    both = fit([Reading(common, of_sums)], [hypothesis(2), far])
    assert both.mean == pytest.approx(after.mean, abs=0.05)


def test_overshooting_a_bound_costs_nothing() -> None:
    """Of two beliefs in far more than the bound and in a little less, the first explains many fives better."""
    rows, targets = np.ones((4, 1)), np.full(4, 1.5)
    far = Hypothesis(0.0, np.array([5.0]), np.array([0.1]), 0.5, kind=1)
    below = Hypothesis(0.0, np.array([1.0]), np.array([0.1]), 0.5)
    assert learn(observed(rows, targets, np.ones(4)), far, below).mean[0] > 3.5


@pytest.mark.parametrize("turned", [True, False], ids=["a taste that turned", "a steady taste"])
def test_drift_is_believed_where_the_taste_turned(turned: bool) -> None:
    """What is left out as too old counts in the weighing, so that many steady ratings are not thrown away."""
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(300, 3))
    coefficients = np.where(np.arange(300)[:, None] < 260, -1.0 if turned else 1.0, 1.0) * np.array([1.0, -1.0, 1.0])
    observations = observed(rows, (rows * coefficients).sum(axis=1) + rng.normal(scale=0.7, size=300))
    posterior = fit([Reading(observations, weight=0.9), Reading(observations.faded(0.95), weight=0.1)], [hypothesis(3)])
    np.testing.assert_allclose(posterior.mean, [1.0, -1.0, 1.0], atol=0.45)
    # Three hundred steady ratings leave less doubt than the last forty.
    assert (posterior.covariance[0, 0] < 0.004) is not turned


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


@pytest.mark.parametrize("count", [12, 60], ids=["few", "many"])
def test_what_the_rest_tells_of_some_is_the_evidence_that_they_add(count: int) -> None:
    """The probability of some given all others is that of all over that of the others."""
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
