"""LinUCB and LinTS of mabwiser on the same slates of four as our agents. Needs the extra [bench].

The bandit has a single arm, "show this mix", and the mix is its context x. So a rating of one value counts for all 125
corners that have it; an arm for each corner would learn each corner anew. With y the stars less the middle of the
scale, A = λI + Σ x xᵀ, b = Σ x y and θ = A⁻¹ b:

    LinUCB ranks mixes by  θᵀx + α √(xᵀ A⁻¹ x),
    LinTS by  θ̃ᵀx  with  θ̃ ~ N(θ, α² A⁻¹).

Both begin with the Latin slate of `bayes` and, as our agents do, show no corner twice.

Source: Li et al. 2010, "A contextual-bandit approach to personalized news article recommendation"; Agrawal and Goyal
2013, "Thompson sampling for contextual bandits with linear payoffs".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from mabwiser.mab import MAB, LearningPolicy

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ....agents.base import MEASURES, MIDDLE_STARS, Context, Feedback, Slate
from ....agents.constraints import Constraints
from ....agents.space.candidates import Candidates
from ....agents.space.design import Design, Floats
from ....agents.space.latin import latin_design
from ...artists.artist import Artist
from ..learn import Curve, learn

_ARM = "show"


@dataclass(frozen=True)
class BanditSettings:
    """Hyperparameters, chosen on development seeds."""

    policy: type
    exploration: float
    """α: the reach of the confidence bound, or the spread of the sampled taste (mabwiser's `alpha`)."""
    shrinkage: float
    """λ of the ridge regression (mabwiser's `l2_lambda`)."""
    pair_scale: float
    """The scale of products of two values beside the values themselves; 0 leaves products out."""
    canvas_scale: float = 0.5
    """The scale of products of a value and a measure of the canvas."""


LINUCB = BanditSettings(LearningPolicy.LinUCB, exploration=0.7, shrinkage=4.0, pair_scale=0.3)
LINTS = BanditSettings(LearningPolicy.LinTS, exploration=0.5, shrinkage=4.0, pair_scale=0.4)


class LinearBandit:
    """Ranks the corners by a linear bandit."""

    def __init__(self, settings: BanditSettings, space: AttributeSpace, *, seed: int) -> None:
        self.settings = settings
        self.design = Design(space)
        self.seed = seed
        self._corners = Candidates(self.design, Constraints(), seed=seed).corners()
        self._unseen = np.ones(len(self._corners), dtype=bool)
        explore = settings.policy(alpha=settings.exploration, l2_lambda=settings.shrinkage)
        believe = LearningPolicy.LinGreedy(epsilon=0.0, l2_lambda=settings.shrinkage)
        self._explorer, self._believer = (MAB([_ARM], policy, seed=seed) for policy in (explore, believe))
        # Ratings, and the contexts that they were given to, since the bandits were last asked.
        self._stars: list[float] = []
        self._rows: list[Floats] = []
        self._told = False

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose the corners not yet shown that the bandit ranks highest; before any rating, a Latin design."""
        if not (self._told or self._stars):
            design = latin_design(self.design.space.dimensions, count, first=0, seed=self.seed)
            return [AttributeMix.pure(**corner) for corner in design]
        promise = np.where(self._unseen, self._ask(self._explorer, context), -np.inf)
        return [self.design.mix(row) for row in self._corners[np.argsort(-promise, kind="stable")[:count]]]

    def shown(self, slate: Slate) -> None:
        """Note that a slate was shown."""
        for row in self.design.weights(slate.mixes):
            self._unseen &= (self._corners != row).any(axis=1)

    def update(self, feedback: Feedback) -> None:
        """Learn from one rating."""
        if feedback.rating is None:
            return
        self._stars.append(feedback.rating - MIDDLE_STARS)
        self._rows.append(self._context_rows(self.design.weights([feedback.mix]), feedback.context)[0])

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the corner of the highest expectation."""
        return self.design.mix(self._corners[int(np.argmax(self._ask(self._believer, context)))])

    def _ask(self, bandit: MAB, context: Context) -> Floats:
        self._learn()
        said = bandit.predict_expectations(self._context_rows(self._corners, context))
        return np.array([one[_ARM] for one in said])

    def _learn(self) -> None:
        if self._stars:
            for bandit in (self._explorer, self._believer):
                learn_more = bandit.partial_fit if self._told else bandit.fit
                learn_more([_ARM] * len(self._stars), self._stars, np.array(self._rows))
            self._told, self._stars, self._rows = True, [], []

    def _context_rows(self, weights: Floats, context: Context) -> Floats:
        """Return the context x of each mix on a canvas: 1, the values, their pairs, the values times each measure."""
        rows = self.design.rows(weights)
        seen = [rows[:, :1], rows[:, self.design.values]]
        if self.settings.pair_scale:
            seen.append(self.settings.pair_scale * rows[:, self.design.pair_columns])
        for name in MEASURES:
            if name in context.features:
                # 4m − 2 centres measures in [0, 1], so that a dark and a light canvas count alike.
                seen.append(self.settings.canvas_scale * (4.0 * context.features[name] - 2.0) * weights)
        return np.column_stack(seen)


def learn_artist(settings: BanditSettings, artist: Artist, seed: int, slates: int) -> Curve:
    """Let one bandit learn one artist."""
    return learn(LinearBandit(settings, artist.design.space, seed=seed), artist, slates)
