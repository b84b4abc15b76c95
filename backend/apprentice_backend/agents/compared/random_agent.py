"""The agent that learns nothing: random corners, to compare the others with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..base import (
    MIDDLE_STARS,
    Agent,
    AgentState,
    Constraints,
    Context,
    Explanation,
    Feedback,
    Slate,
    Taste,
    TasteValue,
)
from ..bayes.evidence import Evidence
from ..bayes.slates import random_slate
from ..saved import check_header, state_header
from ..space.candidates import Candidates
from ..space.design import Design
from ..space.known import Known


class RandomAgent(Agent):
    """Proposes what was not shown yet, at random."""

    name = "random"
    version = 1

    def __init__(self, space: AttributeSpace, *, seed: int) -> None:
        super().__init__(space, seed=seed)
        self.design = Design(space)
        self._evidence = Evidence(self.design)

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Draw corners that were not shown yet."""
        if count < 1:
            raise ValueError(f"count must be at least 1, got {count!r}")
        shown = len(self._evidence.slates)
        candidates = Candidates(self.design, constraints or Constraints(), seed=self.seed + shown)
        known = Known(self.design, self._evidence.shown_weights(), self._evidence.rated_weights())
        rng = np.random.default_rng([self.seed, shown])
        return [self.design.mix(row) for row in random_slate(candidates, known, count, rng)]

    def shown(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note that these suggestions were shown."""
        self._evidence.show(slate)

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return a random corner: it believes nothing."""
        return self.suggest(context, 1, constraints)[0]

    def update(self, feedback: Feedback) -> None:
        """Take note of the feedback, and learn nothing from it."""
        self._evidence.add(feedback)

    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Say that there is no reason."""
        self.space.check(mix)
        return Explanation(MIDDLE_STARS, MIDDLE_STARS, (), None, True, "chosen at random")

    def taste(self) -> Taste:
        """Return no effect for any value."""
        values = tuple(TasteValue(dimension, value, 0.0, 0.0) for dimension, value in self.space.pairs())
        return Taste(values, self._evidence.ratings)

    def state(self) -> AgentState:
        """Return what was shown and said."""
        return {**state_header(self, self.version), **self._evidence.to_dict()}

    def restore(self, state: AgentState) -> None:
        """Take back a state that `state` returned."""
        check_header(self, self.version, state)
        self._evidence = Evidence.from_dict(self.design, state)
        self.seed = state["seed"]
