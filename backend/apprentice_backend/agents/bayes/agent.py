"""The default agent: Bayesian linear regression over the mix, made for few ratings.

The first slate is a Latin design; after that each slate is the mix believed best and others chosen by an upper
confidence bound, each counting those before it as already rated. What was shown does not come again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..base import Agent, AgentState, Constraints, Context, Explanation, Feedback, Slate, Taste
from ..priors.prior import Prior
from ..saved import check_header, state_header
from ..space.candidates import Candidates
from ..space.design import Design, Floats
from ..space.known import Known
from .acquisition import Exploration
from .canvas_effects import CanvasAxis, canvas_columns, find_axis, hang_on_canvas, measures_of, narrow_to_canvas
from .evidence import Evidence
from .explain import explain, read_taste
from .hypotheses import BayesSettings, make_hypotheses
from .likelihood import observe, signal_stars
from .observations import Observations
from .picture_effects import Shift, learn_shift, narrow, widen_hypotheses
from .posterior import Fit, Posterior
from .regression import Hypothesis
from .slates import best_mix, first_slate, learned_slate

_LONG_HISTORY = 200


@dataclass
class _Learning:
    """A fit under way, and how what it finds is read.

    Args:
        fit: of all that was said.
        shift: what mixes bring to a picture, where pictures were measured.
        axis: along which the taste may hang on the canvas, where canvases differ.
    """

    fit: Fit
    shift: Shift | None
    axis: CanvasAxis | None
    _known: Posterior | None = None

    def posterior(self, context: Context | None, values: slice) -> Posterior:
        """Return what is believed on one canvas; None is the middle of those seen."""
        if self._known is None:
            found = self.fit.posterior()
            self._known = found if self.shift is None else narrow(found, self.shift)
        if self.axis is None:
            return self._known
        place = float(self.axis.places(measures_of(context.features)[None])[0]) if context else 0.0
        return narrow_to_canvas(self._known, place, values)


class BayesAgent(Agent):
    """Learns effects of values and of pairs of values from ratings, reasons, picks and signals."""

    name = "bayes"
    version = 1
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
        self.design = Design(space)
        self.prior = prior
        self._hypotheses = make_hypotheses(self.design, self.settings, prior)
        self._evidence = Evidence(self.design)
        self._learning: _Learning | None = None

    def posterior(self, context: Context | None = None) -> Posterior:
        """Return what is believed of the coefficients now, on one canvas; None is the middle of those seen."""
        if self._learning is None:
            self._learning = self._learn()
        return self._learning.posterior(context, self.design.values)

    def _learn(self) -> _Learning:
        """Read the evidence anew; nothing is fitted yet."""
        design, settings = self.design, self.settings
        more: list[Callable[[Observations], Floats]] = []
        hypotheses: Sequence[Hypothesis] = self._hypotheses
        rows, variances = self._evidence.opinion_design(), design.variances(settings.variances)
        shift = learn_shift(rows, variances, self._evidence.differences)
        if shift is not None:
            more.append(shift.columns)
            hypotheses = widen_hypotheses(hypotheses, settings.pictures)
        canvases = self._evidence.opinion_canvases()
        axis = find_axis(canvases)
        if axis is not None:
            more.append(partial(canvas_columns, places=axis.places(canvases), values=design.values))
            hypotheses = hang_on_canvas(hypotheses, design.values, settings.canvases)
        reading = observe(self._evidence, design, settings.strengths)
        if more:
            reading = reading.each(lambda said: said.widened([columns(said) for columns in more]))
        # That the taste has stayed as it was, against that it drifts.
        drifts = settings.drift_weight
        faded = reading.each(lambda observations: observations.faded(settings.discount))
        readings = [replace(reading, weight=1.0 - drifts), replace(faded, weight=drifts)]
        return _Learning(Fit(readings, hypotheses), shift, axis)

    def suggest(self, context: Context, count: int, constraints: Constraints | None = None) -> list[AttributeMix]:
        """Propose the mix believed best and others worth asking about; a Latin design while nothing is known."""
        if count < 1:
            raise ValueError(f"count must be at least 1, got {count!r}")
        constraints = constraints or Constraints()
        known = self._known()
        candidates = self._candidates(constraints, known)
        if self._evidence.empty and self.prior is None:
            rows = first_slate(candidates, known, count, self.seed)
        else:
            exploration = Exploration.at(constraints.surprise)
            rows = learned_slate(candidates, known, self.posterior(context), count, exploration)
        return [self.design.mix(row) for row in rows]

    def shown(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note that these suggestions were shown."""
        self._evidence.show(slate)

    def recommend(self, context: Context, constraints: Constraints | None = None) -> AttributeMix:
        """Return the mix of the highest expected rating."""
        candidates = self._candidates(constraints or Constraints(), self._known())
        return self.design.mix(best_mix(candidates, self.posterior(context)))

    def update(self, feedback: Feedback) -> None:
        """Learn from one piece of feedback."""
        in_use = self._learning is not None
        self._evidence.add(feedback)
        self._learning = None
        # A long history takes longer to fit than a slate to choose, so the rating takes its share of the wait. A replay
        # asks for nothing in between, and fits once.
        if in_use and len(self._evidence.opinions) >= _LONG_HISTORY:
            self._learning = self._learn()
            self._learning.fit.begin()

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Take a value's effect, in stars against the mean of its dimension, from the artist; None takes it back."""
        self._evidence.set_value(dimension, value, stars)
        self._learning = None

    def explain(self, mix: AttributeMix, context: Context) -> Explanation:
        """Return the terms of the model for `mix`; they add up to the prediction."""
        weights = self.design.weights([mix])[0]
        return explain(self.design, self.posterior(context), weights, self._known().unknown(weights))

    def taste(self) -> Taste:
        """Return each value's effect against the mean of its dimension."""
        return read_taste(self.design, self.posterior(), self._evidence.ratings)

    def signal_stars(self) -> dict[str, float]:
        """Return what each implicit signal seen so far is taken to say, in stars above the mean rating."""
        return signal_stars(self._evidence, self.settings.strengths)

    def state(self) -> AgentState:
        """Return the evidence; the model follows from it."""
        return {**state_header(self, self.version), **self._evidence.to_dict()}

    def restore(self, state: AgentState) -> None:
        """Take back a state that `state` returned."""
        check_header(self, self.version, state)
        self._evidence = Evidence.from_dict(self.design, state)
        self.seed = state["seed"]
        self._learning = None

    def _known(self) -> Known:
        return Known(self.design, self._evidence.shown_weights(), self._evidence.rated_weights())

    def _candidates(self, constraints: Constraints, known: Known) -> Candidates:
        # Left to itself the agent moves everything; asked for some dimensions, it may leave one that is best left.
        painted = known.painted if constraints.vary is not None else frozenset()
        seed = self.seed + len(self._evidence.slates)
        return Candidates(self.design, constraints, seed=seed, painted=painted)
