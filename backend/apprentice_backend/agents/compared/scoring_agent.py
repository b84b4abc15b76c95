"""The base of agents that predict the stars of mixes: slates, taste and explanations from these predictions."""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import AgentState, Context, Feedback, check_count, check_features
from ..beliefs import Contribution, Explanation, Taste, TasteValue
from ..constraints import Constraints
from ..evidence_agent import EvidenceAgent
from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.unseen import enough_unseen

# Mixes that are drawn for each suggestion, since some of them may have been shown.
_DRAWS = 4
# The one-line text names at most this many contributions, the greatest, and none under this many stars.
_MOST_NAMED = 3
_WORTH_SAYING = 0.05


class ScoringAgent(EvidenceAgent):
    """An agent that predicts the stars of mixes, and draws mixes to explore."""

    @abc.abstractmethod
    def _score(self, weights: Floats, context: Context) -> Floats:
        """Return the expected stars of weight rows, shape (n, number of values), as shape (n,)."""

    @abc.abstractmethod
    def _draw(self, candidates: Candidates, context: Context, rng: np.random.Generator) -> Floats:
        """Return one weight row to try, as the agent explores."""

    @abc.abstractmethod
    def _learn(self, weights: Floats, stars: float, context: Context) -> None:
        """Learn from one rating of a weight row, shape (number of values,)."""

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose the mix believed best, once anything is known, and draws from the agent's own exploration."""
        check_count(count)
        slates, known = len(self._evidence.slates), self._known()
        candidates = Candidates(self.design, constraints or Constraints(), seed=self.seed + slates)
        rng = np.random.default_rng([self.seed, slates])
        best: list[Floats] = []
        if self._evidence.ratings:
            best = list(known.unseen(self._ranked(candidates, context))[:1])
        draws = [candidates.trimmed(self._draw(candidates, context, rng), rng) for _ in range(_DRAWS * count)]
        rows = np.array([*best, *draws, *rng.permutation(candidates.corners())])
        return [self.design.mix(row) for row in enough_unseen(count, candidates, known, rows)[:count]]

    def _ranked(self, candidates: Candidates, context: Context) -> Floats:
        """Return the corners, the best first, shape (n, number of values)."""
        corners = candidates.corners()
        return corners[np.argsort(-self._score(corners, context), kind="stable")]

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the corner of the highest expected rating."""
        candidates = Candidates(self.design, constraints or Constraints(), seed=self.seed)
        return self.design.mix(self._ranked(candidates, context)[0])

    def expected(
        self,
        mixes: Sequence[AttributeMix],
        context: Context,
        features: Sequence[Mapping[str, float] | None] | None = None,
    ) -> tuple[Floats, Floats]:
        """Return the scores of mixes, and NaN as their spreads: none are kept. Measures of pictures tell nothing."""
        check_features(mixes, features)
        scores = self._score(self.design.weights(mixes), context)
        return scores, np.full(len(mixes), np.nan)

    def update(self, feedback: Feedback) -> None:
        """Learn from a rating; reasons, picks and signals are noted, but these agents learn from stars alone."""
        self._evidence.add(feedback)
        if feedback.rating is not None:
            weights = self.design.weights([feedback.mix])[0]
            self._learn(weights, float(feedback.rating), feedback.context)

    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Return what each dimension adds to the score when they are moved one after another."""
        weights = self.design.weights([mix])[0]
        steps = [np.zeros_like(weights)]
        names = []
        for dimension, part in mix.weights.items():
            block = self.design.slices[dimension]
            steps.append(steps[-1].copy())
            steps[-1][block] = weights[block]
            names.append(" & ".join(f"{dimension}={value}" for value in part))
        base, *scores = (float(score) for score in self._score(np.array(steps), context))
        gains = np.diff([base, *scores])
        terms = [Contribution(name, float(gain)) for name, gain in zip(names, gains, strict=True)]
        terms.sort(key=lambda term: (-abs(term.stars), term.name))
        unknown = bool(self._known().goes_outside(weights[None])[0])
        return Explanation(base + sum(term.stars for term in terms), base, tuple(terms), None, unknown, _text(terms))

    def taste(self) -> Taste:
        """Return each value's mean score over all corners that have it, against the mean of its dimension."""
        corners = Candidates(self.design, Constraints(), seed=self.seed).corners()
        scores = self._score(corners, Context.empty())
        means = {pair: float(scores[corners[:, index] > 0.5].mean()) for index, pair in enumerate(self.design.names)}
        values = []
        for (dimension, value), mean in means.items():
            siblings = [means[dimension, other] for other in self.space.dimensions[dimension]]
            values.append(TasteValue(dimension, value, mean - sum(siblings) / len(siblings), 0.0))
        return Taste(tuple(values), self._evidence.ratings)

    def state(self) -> AgentState:
        """Return the evidence, and what was learned from it."""
        return {**super().state(), "learned": self._learned()}

    @abc.abstractmethod
    def _learned(self) -> AgentState:
        """Return what was learned as JSON data."""

    @abc.abstractmethod
    def _relearn(self, learned: AgentState) -> None:
        """Take back what `_learned` returned."""

    def restore(self, state: AgentState) -> None:
        """Take back a state that `state` returned."""
        super().restore(state)
        self._relearn(state["learned"])


def _text(terms: Sequence[Contribution]) -> str:
    said = [
        f"{'+' if term.stars > 0 else '−'}{abs(term.stars):.1f} {term.name.split('=', 1)[1].split(' &')[0]}"
        for term in terms
        if abs(term.stars) >= _WORTH_SAYING
    ]
    return ", ".join(said[:_MOST_NAMED]) or "nothing known for or against it yet"
