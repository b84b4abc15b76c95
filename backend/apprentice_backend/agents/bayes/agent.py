"""The default agent: Bayesian linear regression over the mix, made for few ratings.

The first slate is a Latin design. Each later slate is the mix believed best and others chosen by an upper confidence
bound, in which the suggestions before count as already rated. A mix that was shown is not proposed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..base import AgentState, Context, Explanation, Feedback, Taste, check_count
from ..constraints import Constraints
from ..evidence_agent import EvidenceAgent
from ..priors.prior import Prior
from ..space.candidates import Candidates
from ..space.design import Floats
from ..space.known import Known
from ..space.unseen import first_slate
from .acquisition import Exploration
from .canvas_effects import CanvasAxis, canvas_columns, find_axis, narrow_to_canvas, widen_for_canvas
from .evidence import Evidence
from .explain import explain, read_taste
from .foresight import BayesForesight
from .hypotheses import Shape, make_shapes, prior_variances, with_noise
from .likelihood import read_evidence, signal_stars
from .observations import Observations
from .opinion import measures_of
from .picture_effects import Shift, learn_shift, narrow_to_mix, widen_for_measures
from .posterior import Fit, Posterior
from .settings import BayesSettings
from .slates import best_mix, learned_slate


@dataclass
class _Learning:
    """A fit to all the evidence, perhaps not finished, and what turns its posterior into one of mixes on a canvas.

    Args:
        fit: its coefficients are those of the mix, then of measures, then of the canvas.
        shift: what mixes bring to a picture; None where too few pictures were measured.
        axis: the axis of canvases; None where these do not differ.
    """

    fit: Fit
    shift: Shift | None
    axis: CanvasAxis | None
    _of_mixes: Posterior | None = None

    def posterior(self, context: Context | None, values: slice) -> Posterior:
        """Return the posterior on one canvas, or on the middle of those seen; `values` are the columns of values."""
        if self._of_mixes is None:
            found = self.fit.posterior()
            self._of_mixes = found if self.shift is None else narrow_to_mix(found, self.shift)
        if self.axis is None:
            return self._of_mixes
        place = float(self.axis.places(measures_of(context.features)[None])[0]) if context else 0.0
        return narrow_to_canvas(self._of_mixes, place, values)


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
        self._learning: _Learning | None = None

    def posterior(self, context: Context | None = None) -> Posterior:
        """Return the posterior of the coefficients on one canvas; None is the middle of those seen."""
        if self._learning is None:
            self._learning = self._learn()
        return self._learning.posterior(context, self.design.values)

    def _learn(self) -> _Learning:
        """Read the evidence and lay out the hypotheses. The fit itself begins later.

        Effects of measures and of the canvas are columns behind those of the mix, in this order, in the observations
        and in the shapes alike.
        """
        settings, table, values = self.settings, self._evidence.table, self.design.values
        columns: list[Callable[[Observations], Floats]] = []
        shapes: list[Shape] = self._shapes
        # What a mix brings to a picture is expected to be spread over the columns as a taste is.
        variances = prior_variances(self.design, settings.variances)
        shift = learn_shift(table.rows, variances, table.differences, settings.pictures)
        if shift is not None:
            columns.append(shift.columns)
            shapes = widen_for_measures(shapes, settings.pictures)
        axis = find_axis(table.canvases, settings.canvases)
        if axis is not None:
            columns.append(partial(canvas_columns, places=axis.places(table.canvases), values=values))
            shapes = widen_for_canvas(shapes, values, settings.canvases)
        reading = read_evidence(self._evidence, settings.strengths)
        if columns:
            reading = reading.each(lambda given: given.widened([make(given) for make in columns]))
        # The taste has stayed as it was, or it drifts.
        faded = reading.each(lambda given: given.faded(settings.discount, settings.strengths.faded_away))
        drifts = settings.drift_weight
        readings = [replace(reading, weight=1.0 - drifts), replace(faded, weight=drifts)]
        return _Learning(Fit(readings, with_noise(shapes), settings.fit), shift, axis)

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

    def update(self, feedback: Feedback) -> None:
        """Learn from one piece of feedback."""
        in_use = self._learning is not None
        self._evidence.add(feedback)
        self._learning = None
        # A long history takes longer to fit than a slate takes to choose, so the rating takes its share of the wait. A
        # replay asks for nothing between its events, and fits once.
        if in_use and len(self._evidence.opinions) >= self.settings.long_history:
            self._learning = self._learn()
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
