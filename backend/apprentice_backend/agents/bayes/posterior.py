"""The posterior of the coefficients: a mixture of hypotheses, each weighed by its evidence.

`Fit` takes the readings of the evidence one by one. In each reading, it

1. parts the hypotheses into a group of sums and a group of ideal points (`_weigh_groups`), because bounded
   observations are linearised where a group expects them, and these two may expect stars that differ by many;
2. weighs each group: a first time with bounded observations put a little beyond their bounds, then in a few rounds with
   them linearised where the group's posterior expects them (`_settle`, `bounds.py`);
3. of many observations, does this on a sample, and goes over all of them once with what is still believed;
4. takes the evidence of old opinions out again where another reading leaves these out as faded, so that readings are
   compared by the later opinions, given the older ones (`_log_evidence_before`).

The belief in a hypothesis under a reading is its prior weight times its evidence, normalised over all hypotheses and
readings. The mixture is summarised by its mean and covariance.

Source: Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", section 3.6 (expectation
propagation); MacKay 2003, "Information Theory, Inference, and Learning Algorithms", chapter 28 (the comparison of
models by their evidence).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ..space.design import Floats
from .bounds import Prediction, linearise
from .hypotheses import Hypothesis
from .observations import Observations, Reading
from .regression import Gram, Regression, weigh
from .settings import FitSettings

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Posterior:
    """The belief in the coefficients after the evidence.

    Args:
        mean: shape (p,).
        covariance: shape (p, p), the spread between the hypotheses included.
        noise_variance: of a rating, in stars².
    """

    mean: Floats
    covariance: Floats
    noise_variance: float


@dataclass(frozen=True)
class _Member:
    """A hypothesis under one reading, and the belief in the two together."""

    belief: float
    hypothesis: Hypothesis
    data: Regression


@dataclass(frozen=True)
class _Group:
    """Hypotheses that expect similar stars, and so share the linearisation of bounded observations.

    Args:
        members: the most believed first.
        log_evidence: of all members together.
        left: the part of each observation's log likelihood that its linearisation leaves out, shape (n,).
        sized: observations with more to learn from, for hypotheses of a sum.
    """

    members: list[_Member]
    log_evidence: float
    left: Floats
    sized: Observations | None = None

    @property
    def hypotheses(self) -> list[Hypothesis]:
        """The members' hypotheses, the most believed first."""
        return [member.hypothesis for member in self.members]

    @property
    def mean(self) -> Floats:
        """The mean of the coefficients over all members, each by its belief, shape (p,)."""
        # All members share their data.
        means = self.members[0].data.means(self.hypotheses)
        return np.array([member.belief for member in self.members]) @ means

    @property
    def noise_variance(self) -> float:
        """The mean of the noise variance over all members, each by its belief, in stars²."""
        return sum(member.belief * member.hypothesis.noise_variance for member in self.members)


def fit(
    readings: Sequence[Reading], hypotheses: Sequence[Hypothesis], settings: FitSettings | None = None
) -> Posterior:
    """Return the posterior of the mixture of all `hypotheses` under all `readings` (at least one of each)."""
    return Fit(readings, hypotheses, settings).posterior()


class Fit:
    """The fit of a mixture of hypotheses, reading by reading, so that a long one can be done in parts.

    `readings` and `hypotheses` hold at least one each; `settings` are the effort, None for the default.
    """

    def __init__(
        self, readings: Sequence[Reading], hypotheses: Sequence[Hypothesis], settings: FitSettings | None = None
    ) -> None:
        self._waiting = list(readings)
        self._hypotheses = hypotheses
        self._settings = settings or FitSettings()
        self._groups: list[_Group] = []
        # Readings are compared by what old opinions tell of the later ones, which all readings have.
        self._horizon = min(float(reading.observations.ages.max(initial=0.0)) for reading in readings)

    def begin(self) -> None:
        """Weigh the first reading, which may have far more observations than the others."""
        self._weigh_next()

    def posterior(self) -> Posterior:
        """Weigh the readings that are left, and return the summary of the mixture."""
        while self._waiting:
            self._weigh_next()
        members = [
            replace(member, belief=share * member.belief)
            for share, group in zip(_shares(self._groups), self._groups, strict=True)
            for member in (group.members if share < self._settings.forgotten else self._with_sizes(group))
        ]
        return _summarise(members, self._settings)

    def _weigh_next(self) -> None:
        reading = self._waiting.pop(0)
        log_weight = float(np.log(reading.weight))
        best = max((group.log_evidence for group in self._groups), default=-np.inf)
        groups = self._weigh_groups(reading.observations, best - self._settings.hopeless - log_weight)
        if len(reading.observations) > self._settings.many:
            # So many observations tell the shape of the taste in any reading, so the next one tries the likely shapes.
            members = [member for group in self._believed(groups, groups) for member in group.members]
            shapes = {one.hypothesis.shape for one in members if one.belief >= self._settings.forgotten}
            self._hypotheses = [one for one in self._hypotheses if one.shape in shapes]
        log_weight -= _log_evidence_before(max(groups, key=lambda group: group.log_evidence), self._horizon)
        self._groups += [
            replace(group, log_evidence=log_weight + group.log_evidence, sized=reading.sized) for group in groups
        ]

    def _with_sizes(self, group: _Group) -> list[_Member]:
        """Let hypotheses of a sum learn from the sizes of reasons, and divide the group's belief among them anew."""
        if group.sized is None or not group.members[0].hypothesis.shape.role.is_sum:
            return group.members
        return self._settle(group.sized, group.hypotheses, self._settings.rounds).members

    def _weigh_groups(self, observations: Observations, least: float) -> list[_Group]:
        """Weigh sums and ideal points, each group by itself; of many observations a group that is ruled out is dropped.

        A group that begins below the log evidence `least` is hopeless, and is left as it begins.
        """
        settings, many = self._settings, len(observations) > self._settings.many
        sample = observations.sample(settings.enough_to_sift) if many else observations
        # The last round with a sample is the one with all observations, in `_go_over`.
        rounds = settings.rounds - 1 if many else settings.rounds
        sums = [one for one in self._hypotheses if one.shape.role.is_sum]
        ideals = [one for one in self._hypotheses if not one.shape.role.is_sum]
        groups = [self._settle(sample, some, rounds, least) for some in (sums, ideals) if some]
        return self._go_over(observations, groups) if many else groups

    def _go_over(self, observations: Observations, groups: Sequence[_Group]) -> list[_Group]:
        """Weigh groups that a sample has sifted on all observations, bounds linearised by the best of each group."""
        best = [replace(one, members=[replace(one.members[0], belief=1.0)]) for one in groups]
        larger = observations.sample(self._settings.enough_to_linearise)
        refined = [self._move_on(larger, one, _predict_surely(larger, one)) for one in best]
        believed = self._believed(list(zip(groups, refined, strict=True)), refined)
        known = Gram.of_unbounded(observations) if len(believed) > 1 else None
        return [
            self._move_on(observations, group, _predict_surely(observations, its_best), known)
            for group, its_best in believed
        ]

    def _believed(self, items: Sequence[_Item], groups: Sequence[_Group]) -> list[_Item]:
        """Return those items whose groups are still believed; `items` and `groups` go in pairs."""
        return [one for one, share in zip(items, _shares(groups), strict=True) if share >= self._settings.forgotten]

    def _settle(
        self, observations: Observations, hypotheses: Sequence[Hypothesis], rounds: int, least: float = -np.inf
    ) -> _Group:
        """Weigh hypotheses as one group, the bounded observations linearised `rounds` times."""
        beyond = replace(observations, targets=observations.targets + self._settings.headroom * observations.bounds)
        group = self._weigh(Regression(beyond), hypotheses, np.zeros(len(observations)))
        if group.log_evidence < least:
            return group
        kept = [member for member in group.members if member.belief >= self._settings.forgotten]
        total = sum(member.belief for member in kept)
        group = replace(group, members=[replace(member, belief=member.belief / total) for member in kept])
        for _ in range(rounds if observations.bounds.any() else 0):
            group = self._move_on(observations, group, self._predict(observations, group))
        return group

    def _predict(self, observations: Observations, group: _Group) -> Prediction:
        """Predict every bounded observation (a rating of 1 or 5 stars, or a reason).

        A reason is predicted from everything but itself, by the cavity mean and variance under the most believed
        hypothesis; a rating by the group's posterior mean, taken as certain. Leaving each rating out of its
        prediction as well was no better on simulated artists.

        Source: for the cavity, Rasmussen and Williams 2006, equation 3.56; Minka 2001, "Expectation propagation for
        approximate Bayesian inference".
        """
        member = group.members[0]
        at, given = np.flatnonzero(observations.bounds), member.data.observations
        mean, variance = (known[at] for known in member.data.predictions(member.hypothesis))
        own = given.noise[at] * member.hypothesis.noise_variance
        # σ²₋ᵢ = (1 / σ² − 1 / own)⁻¹,  μ₋ᵢ = σ²₋ᵢ (μ / σ² − y / own)
        doubt = 1.0 / np.maximum(1.0 / variance - 1.0 / own, self._settings.least_precision)
        without = doubt * (mean / variance - given.targets[at] / own)
        compared = ~observations.whole[at]
        expected = np.where(compared, without, observations.rows[at] @ group.mean)
        return Prediction(expected, np.where(compared, doubt, 0.0))

    def _move_on(
        self, observations: Observations, group: _Group, predicted: Prediction, known: Gram | None = None
    ) -> _Group:
        """Weigh the group's hypotheses again, with bounded observations linearised where they are now predicted.

        `known` is the part of Xᵀ X that unbounded observations add, where it was worked out before.
        """
        line = linearise(observations, predicted, group.noise_variance)
        data = Regression(line.observations, line.information, known)
        return self._weigh(data, group.hypotheses, line.log_likelihood_left)

    def _weigh(self, data: Regression, hypotheses: Sequence[Hypothesis], left: Floats) -> _Group:
        """Weigh hypotheses on the same data; the members come with the most believed first."""
        beliefs, log_evidence = weigh(data, hypotheses, self._settings.hopeless)
        order = np.argsort(-beliefs, kind="stable")
        members = [_Member(float(beliefs[index]), hypotheses[index], data) for index in order]
        return _Group(members, log_evidence + float(left.sum()), left)


def _log_evidence_before(group: _Group, horizon: float) -> float:
    """Return the log evidence of observations older than `horizon`: that of all, less what they tell of the others.

    log p(old) = log p(all) − log p(later | old),  the last under the group's most believed hypothesis alone.
    """
    data = group.members[0].data
    later = data.observations.ages <= horizon
    if later.all():
        return 0.0
    told = data.log_predictive(later, group.members[0].hypothesis) + float(group.left[later].sum())
    return group.log_evidence - told


def _predict_surely(observations: Observations, group: _Group) -> Prediction:
    """Predict every bounded observation by the group's mean alone, which so many observations make certain."""
    rows = observations.rows[observations.bounds != 0.0]
    return Prediction(rows @ group.mean, np.zeros(len(rows)))


def _shares(groups: Sequence[_Group]) -> list[float]:
    """Return the belief in each group by its log evidence; they sum to 1."""
    logs = np.array([group.log_evidence for group in groups])
    likelihoods = np.exp(logs - logs.max())
    return [float(likelihood) for likelihood in likelihoods / likelihoods.sum()]


def _summarise(members: Sequence[_Member], settings: FitSettings) -> Posterior:
    """Return the mixture's mean and covariance; the members' beliefs sum to 1.

    m = Σ πₖ mₖ  and  Cov = Σ πₖ (Covₖ + (mₖ − m)(mₖ − m)ᵀ), with Covₖ of the likelier members alone.
    """
    known = [member for member in members if member.belief >= settings.forgotten]
    shares = np.array([member.belief for member in known])
    shares /= shares.sum()
    means = np.array([member.data.mean(member.hypothesis) for member in known])
    mean = shares @ means
    covariance: Floats = (means - mean).T @ (shares[:, None] * (means - mean))
    likely = np.flatnonzero(shares >= min(settings.negligible, shares.max()))
    for share, index in zip(shares[likely] / shares[likely].sum(), likely, strict=True):
        member = known[int(index)]
        covariance += share * member.data.covariance(member.hypothesis)
    return Posterior(mean, covariance, float(shares @ [member.hypothesis.noise_variance for member in known]))
