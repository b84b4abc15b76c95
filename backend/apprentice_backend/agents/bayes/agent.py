"""The default agent: Bayesian linear regression over the mix, made for few ratings.

The first slate is a Latin design. Each later slate is the mix believed best and others chosen by an upper confidence
bound, in which the suggestions before count as already rated. A mix that was shown is not proposed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..base import MEASURES, MIDDLE_STARS, AgentState, Context, Feedback, check_count, check_features
from ..beliefs import Explanation, Taste
from ..constraints import Constraints
from ..evidence_agent import EvidenceAgent
from ..priors.prior import Prior
from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.known import Known
from ..space.unseen import first_slate
from ..wishes import SlateWishes
from .acquisition import Exploration, Pool, best_mix, choose, learned_slate
from .evidence import Evidence
from .explain import explain, read_taste
from .foresight import BayesForesight
from .hypotheses import make_shapes
from .learning import Learning, learn
from .likelihood import signal_stars
from .opinion import difference_of
from .posterior import Posterior
from .settings import BayesSettings


class BayesAgent(EvidenceAgent):
    """A learner of effects of values, and of pairs of values, from ratings, reasons, picks and signals."""

    name = "bayes"
    takes_prior = True
    takes_values = True

    def __init__(
        self,
        space: AttributeSpace,
        *,
        seed: int,
        prior: Prior | None = None,
        settings: BayesSettings | None = None,
    ) -> None:
        super().__init__(space, seed=seed)
        self.settings = settings or BayesSettings()
        self.prior = prior
        self._shapes = make_shapes(self.design, self.settings, prior)
        self._learning: Learning | None = None

    def posterior(self, context: Context | None = None) -> Posterior:
        """Return the posterior of the coefficients on one canvas; None is the middle of those seen."""
        return self._learned().posterior(context, self.design.values)

    def _learned(self) -> Learning:
        if self._learning is None:
            self._learning = learn(self._evidence, self._shapes, self.settings)
        return self._learning

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose the mix believed best and others worth asking about; a Latin design while nothing is known."""
        check_count(count)
        constraints = constraints or Constraints()
        known = self._known()
        candidates = self._candidates(constraints, known)
        if self._evidence.empty and self.prior is None:
            rows = first_slate(candidates, known, count, self.seed)
        else:
            exploration = Exploration.at(constraints.surprise, self.settings.slates)
            rows = learned_slate(candidates, known, self.posterior(context), count, exploration)
        return [self.design.mix(row) for row in rows]

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the mix of the highest expected rating."""
        candidates = self._candidates(constraints or Constraints(), self._known())
        return self.design.mix(best_mix(candidates, self.posterior(context), self.settings.slates))

    def expected(
        self,
        mixes: Sequence[AttributeMix],
        context: Context,
        features: Sequence[Mapping[str, float] | None] | None = None,
    ) -> tuple[Floats, Floats]:
        """Return the mean and the standard deviation of what is believed of each picture's stars."""
        check_features(mixes, features)
        rows, posterior = self._picture_rows(self.design.weights(mixes), context, features), self._learned().whole()
        variances = np.einsum("ij,ij->i", rows @ posterior.covariance, rows)
        return MIDDLE_STARS + rows @ posterior.mean, np.sqrt(np.maximum(variances, 0.0))

    def choose(
        self,
        mixes: Sequence[AttributeMix],
        count: int,
        context: Context,
        distances: Floats | None = None,
        *,
        wishes: SlateWishes | None = None,
    ) -> list[int]:
        """Choose the best one, then by confidence bound, in which those before count as already rated."""
        check_count(count)
        wishes = wishes or SlateWishes()
        check_features(mixes, wishes.features)
        demands = wishes.demands(distances, len(mixes), count)
        weights = self.design.weights(mixes)
        rows = self._picture_rows(weights, context, wishes.features)
        pool = Pool(weights, rows, self._known().goes_outside(weights))
        exploration = Exploration.at(wishes.surprise, self.settings.slates)
        return choose(pool, self._learned().whole(), count, exploration, demands)

    def _picture_rows(
        self, weights: Floats, context: Context, features: Sequence[Mapping[str, float] | None] | None
    ) -> Floats:
        """Return rows over all coefficients of pictures made from weight rows, shape (n, all columns)."""
        measured = [None] * len(weights) if features is None else features
        differences = np.array([difference_of(one, context.features) for one in measured]).reshape(-1, len(MEASURES))
        return self._learned().rows(self.design.rows(weights), context, differences, self.design.values)

    def update(self, feedback: Feedback) -> None:
        """Learn from one piece of feedback."""
        in_use = self._learning is not None
        self._evidence.add(feedback)
        self._learning = None
        # A long history takes longer to fit than a slate takes to choose, so the rating takes its share of the wait. A
        # replay asks for nothing between its events, and fits once.
        if in_use and len(self._evidence.opinions) >= self.settings.long_history:
            self._learning = learn(self._evidence, self._shapes, self.settings)
            self._learning.fit.begin()

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Take a value's effect, in stars against the mean of its dimension, from the artist; None takes it back."""
        self._evidence.set_value(dimension, value, stars)
        self._learning = None

    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Return the terms of the model for `mix`; they add up to the prediction."""
        weights = self.design.weights([mix])[0]
        unknown = self._known().unknown(weights)
        return explain(self.design, self.posterior(context), weights, unknown, self.settings.explanations)

    def taste(self) -> Taste:
        """Return each value's effect against the mean of its dimension."""
        return read_taste(self.design, self.posterior(), self._evidence.ratings)

    def foresight(self) -> BayesForesight | None:
        """Return what foresees the taste by rank-one changes of the posterior; None where that is not worked out."""
        if self._learning is None:
            return None
        to_come = Evidence(self.design)
        to_come.slates = list(self._evidence.slates)
        candidates = partial(self._candidates, Constraints(), self._known())

        def best(posterior: Posterior) -> AttributeMix:
            return self.design.mix(best_mix(candidates(), posterior, self.settings.slates))

        return BayesForesight(to_come, self.posterior(), self.settings.strengths, best)

    def signal_stars(self) -> dict[str, float]:
        """Return the stars above the mean rating that each signal seen so far stands for."""
        return signal_stars(self._evidence, self.settings.strengths)

    def restore(self, state: AgentState) -> None:
        """Take back a state that `state` returned."""
        super().restore(state)
        self._learning = None

    def _candidates(self, constraints: Constraints, known: Known) -> Candidates:
        # Without `vary` every dimension moves; with it, one may be left as painted where that is known to be liked.
        painted = known.painted if constraints.vary is not None else frozenset()
        seed = self.seed + len(self._evidence.slates)
        return Candidates(self.design, constraints, seed=seed, painted=painted)
