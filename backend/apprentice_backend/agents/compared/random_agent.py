"""The agent that learns nothing: corners at random, to compare the others with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import MIDDLE_STARS, Context, Feedback, check_count, check_features
from ..beliefs import Explanation, Taste, TasteValue
from ..constraints import Constraints
from ..evidence_agent import EvidenceAgent
from ..space.candidates import Candidates
from ..space.design import Floats
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

    def expected(
        self,
        mixes: Sequence[AttributeMix],
        context: Context,
        features: Sequence[Mapping[str, float] | None] | None = None,
    ) -> tuple[Floats, Floats]:
        """Return the middle of the scale for every mix: the agent believes nothing."""
        check_features(mixes, features)
        self.design.weights(mixes)
        return np.full(len(mixes), MIDDLE_STARS), np.full(len(mixes), np.nan)

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
