"""A policy trained inside the reward model of `bayes`: one categorical distribution per dimension.

The model of taste is that of `bayes`; slates are found in another way. A policy draws each dimension's value
independently, and its expected stars are those of the mix with the probabilities as weights, so the policy gradient is
exact and needs neither samples nor a network. The first suggestion comes from a policy trained in the posterior mean,
each other from one trained in a taste drawn from the posterior, which explores.

Source: Sutton and Barto 2018, "Reinforcement Learning: An Introduction", chapters 8 and 13; the draws as in Thompson
1933.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import Context, check_count
from ..bayes.agent import BayesAgent
from ..constraints import Constraints
from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.unseen import enough_unseen


@dataclass(frozen=True)
class PolicySettings:
    """The hyperparameters of a policy's training."""

    steps: int = 40
    """Gradient steps."""
    learning_rate: float = 4.0
    """The length of a step, in logits for each star of advantage."""
    entropy_bonus: float = 0.05
    """The worth of even odds, in stars for each nat."""
    restarts: int = 6
    """Policies that are trained in each taste from other starts; the best of them counts."""
    start_spread: float = 0.5
    """The standard deviation of the logits at the start."""
    tastes_per_suggestion: int = 2
    """Tastes that are drawn for each suggestion, since two may lead to the same mix."""
    spread_by_surprise: float = 2.0
    """The factor on the posterior's spread, by which drawn tastes differ, for each unit of surprise."""


class ModelBasedAgent(BayesAgent):
    """A learner like `bayes` that plans with policies where `bayes` ranks all corners."""

    name = "model_based"
    policy = PolicySettings()

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose the corners that policies trained in the mean, and in tastes drawn from the posterior, like best."""
        check_count(count)
        constraints = constraints or Constraints()
        if self._evidence.empty and self.prior is None:
            return super().suggest(context, count, constraints)
        known = self._known()
        candidates = self._candidates(constraints, known)
        rng = np.random.default_rng([self.seed, len(self._evidence.slates)])
        draws = self._drawn_tastes(context, self.policy.tastes_per_suggestion * count, constraints.surprise, rng)
        rows = self._plan(candidates, np.vstack([self.posterior(context).mean, draws]), rng)
        rows = np.vstack([rows, rng.permutation(candidates.corners())])
        chosen = enough_unseen(count, candidates, known, rows)[:count]
        return [self.design.mix(row) for row in chosen]

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the strongest value of each dimension in the policy trained in the model's mean."""
        candidates = self._candidates(constraints or Constraints(), self._known())
        rng = np.random.default_rng([self.seed, len(self._evidence.slates)])
        return self.design.mix(self._plan(candidates, self.posterior(context).mean[None], rng)[0])

    def _drawn_tastes(self, context: Context, count: int, surprise: float, rng: np.random.Generator) -> Floats:
        posterior = self.posterior(context)
        values, vectors = np.linalg.eigh(posterior.covariance)
        spread = vectors * np.sqrt(np.maximum(values, 0.0))
        factor = self.policy.spread_by_surprise * surprise
        return posterior.mean + factor * rng.normal(size=(count, len(values))) @ spread.T

    def _plan(self, candidates: Candidates, tastes: Floats, rng: np.random.Generator) -> Floats:
        """Return, for each taste, the corner that a policy trained in it likes best, shape (tastes, values)."""
        best = []
        for taste, odds in zip(tastes, self._train(candidates, tastes, rng), strict=True):
            options = np.concatenate([candidates.within_moves(row) for row in self._modes(candidates, odds)])
            best.append(options[int(np.argmax(self.design.rows(options) @ taste))])
        return np.array(best)

    def _train(self, candidates: Candidates, tastes: Floats, rng: np.random.Generator) -> Floats:
        """Return the probabilities of policies after training, shape (tastes, restarts, values)."""
        linear, pairs = self._gains(tastes)
        shape = (len(tastes), self.policy.restarts, linear.shape[1])
        logits = rng.normal(scale=self.policy.start_spread, size=shape)
        odds = np.tile(candidates.corner({}), (*shape[:2], 1))
        for _ in range(self.policy.steps):
            for columns in candidates.columns.values():
                shifted = np.exp(logits[..., columns] - logits[..., columns].max(axis=-1, keepdims=True))
                odds[..., columns] = shifted / shifted.sum(axis=-1, keepdims=True)
            gains = linear[:, None] + odds @ pairs
            gains -= self.policy.entropy_bonus * np.log(np.maximum(odds, 1e-12))
            for columns in candidates.columns.values():
                chances, gain = odds[..., columns], gains[..., columns]
                advantage = gain - (chances * gain).sum(axis=-1, keepdims=True)
                logits[..., columns] += self.policy.learning_rate * chances * advantage
        return odds

    def _gains(self, tastes: Floats) -> tuple[Floats, Floats]:
        """Return the stars of each value alone, shape (tastes, values), and of each pair, (tastes, values, values)."""
        linear = tastes[:, self.design.values]
        pairs = np.zeros((*linear.shape, linear.shape[1]))
        first, second = self.design.pair_members.T
        pairs[:, first, second] = pairs[:, second, first] = tastes[:, self.design.pair_columns]
        return linear, pairs

    def _modes(self, candidates: Candidates, odds: Floats) -> Floats:
        """Return the likeliest corner of each policy, shape (policies, values)."""
        corners: Floats = np.tile(candidates.corner({}), (len(odds), 1))
        for columns in candidates.columns.values():
            best = np.array(columns)[odds[:, columns].argmax(axis=1)]
            corners[np.arange(len(odds)), best] = 1.0
        return corners
