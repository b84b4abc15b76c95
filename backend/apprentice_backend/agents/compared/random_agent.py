"""The agent that learns nothing: corners at random, to compare the others with."""

from __future__ import annotations

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import MIDDLE_STARS, Context, Explanation, Feedback, Taste, TasteValue, check_count
from ..constraints import Constraints
from ..evidence_agent import EvidenceAgent
from ..space.candidates import Candidates
from ..space.unseen import enough_unseen


class RandomAgent(EvidenceAgent):
    """A proposer of corners that were not shown yet, at random."""

    name = "random"

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Draw corners that were not shown yet."""
        check_count(count)
        shown = len(self._evidence.slates)
        candidates = Candidates(self.design, constraints or Constraints(), seed=self.seed + shown)
        rng = np.random.default_rng([self.seed, shown])
        corners = rng.permutation(candidates.corners())
        return [self.design.mix(row) for row in enough_unseen(count, candidates, self._known(), corners)[:count]]

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return a random corner: the agent believes nothing."""
        return self.suggest(context, 1, constraints)[0]

    def update(self, feedback: Feedback) -> None:
        """Take note of the feedback, and learn nothing from it."""
        self._evidence.add(feedback)

    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Say that the choice has no reason."""
        self.space.check(mix)
        return Explanation(MIDDLE_STARS, MIDDLE_STARS, (), None, True, "chosen at random")

    def taste(self) -> Taste:
        """Return no effect for any value."""
        values = tuple(TasteValue(dimension, value, 0.0, 0.0) for dimension, value in self.space.pairs())
        return Taste(values, self._evidence.ratings)
