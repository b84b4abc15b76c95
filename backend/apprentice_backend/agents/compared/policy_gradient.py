"""REINFORCE with a baseline and an entropy bonus: one categorical distribution per dimension.

The policy is a table of logits. The gradient of the log probability of a corner w is w − p, with the probabilities p,
so no network is needed.

Source: Williams 1992, "Simple statistical gradient-following algorithms for connectionist reinforcement learning".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ..base import MIDDLE_STARS, AgentState, Context
from ..space.candidates import Candidates
from ..space.design import Floats
from .scoring_agent import ScoringAgent


@dataclass(frozen=True)
class PolicyGradientSettings:
    """The hyperparameters."""

    learning_rate: float = 0.35
    """The length of a gradient step, in logits for each star of advantage."""
    entropy_bonus: float = 0.02
    """The worth of even odds, in stars for each nat, so that the policy does not settle on its first good picture."""
    baseline_rate: float = 0.2
    """The part of its distance to a rating by which the baseline moves, in (0, 1]."""


class PolicyGradientAgent(ScoringAgent):
    """A learner of the odds of each value."""

    name = "policy_gradient"

    def __init__(self, space: AttributeSpace, *, seed: int, settings: PolicyGradientSettings | None = None) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or PolicyGradientSettings()
        self._logits = np.zeros(len(self.design.names))
        self._baseline = MIDDLE_STARS

    def log_probabilities(self) -> Floats:
        """Return the log of each value's probability within its dimension, shape (number of values,)."""
        logs = self._logits.copy()
        for block in self.design.slices.values():
            logs[block] -= np.log(np.exp(logs[block] - logs[block].max()).sum()) + logs[block].max()
        return logs

    def _score(self, weights: Floats, context: Context) -> Floats:
        """Return the baseline plus the mix's logits, which are sums of the advantages seen so far."""
        return self._baseline + weights @ self._logits

    def _draw(self, candidates: Candidates, context: Context, rng: np.random.Generator) -> Floats:
        logs = self.log_probabilities()
        values = {}
        for name, columns in candidates.columns.items():
            odds = np.exp(logs[columns])
            values[name] = self.design.names[columns[int(rng.choice(len(columns), p=odds / odds.sum()))]][1]
        return candidates.corner(values)

    def _learn(self, weights: Floats, stars: float, context: Context) -> None:
        advantage = stars - self._baseline
        logs = self.log_probabilities()
        odds = np.exp(logs)
        gradient = np.zeros_like(weights)
        for block in self.design.slices.values():
            moved = weights[block].sum()
            entropy = -float(odds[block] @ logs[block])
            gradient[block] = advantage * (weights[block] - moved * odds[block])
            gradient[block] -= self.settings.entropy_bonus * odds[block] * (logs[block] + entropy)
        self._logits += self.settings.learning_rate * gradient
        self._baseline += self.settings.baseline_rate * advantage

    def _learned(self) -> AgentState:
        return {"logits": self._logits.tolist(), "baseline": self._baseline}

    def _relearn(self, learned: AgentState) -> None:
        self._logits = np.array(learned["logits"])
        self._baseline = learned["baseline"]
