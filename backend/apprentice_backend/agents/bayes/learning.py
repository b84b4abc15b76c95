"""The fit of a taste to all the evidence, and what turns its posterior into one of mixes on a canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..base import Context
from ..space.design import Floats
from .canvas_effects import CanvasAxis, canvas_columns, find_axis, narrow_to_canvas, widen_for_canvas
from .evidence import Evidence
from .hypotheses import Shape, prior_variances, with_noise
from .likelihood import read_evidence
from .observations import Observations
from .opinion import measures_of
from .picture_effects import Shift, learn_shift, narrow_to_mix, widen_for_measures
from .posterior import Fit, Posterior
from .settings import BayesSettings


@dataclass
class Learning:
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
    _whole: Posterior | None = None

    def whole(self) -> Posterior:
        """Return the posterior of all coefficients."""
        if self._whole is None:
            self._whole = self.fit.posterior()
        return self._whole

    def rows(self, rows: Floats, context: Context, differences: Floats, values: slice) -> Floats:
        """Return rows of pictures over all coefficients, shape (n, all columns).

        Args:
            rows: the design rows of their mixes, shape (n, design.size).
            context: the canvas that they are made for.
            differences: of their measures from the canvas', shape (n, measures); NaN where one was not measured.
            values: the columns of values.
        """
        columns = [rows]
        if self.shift is not None:
            columns.append(self.shift.of_rows(rows, differences))
        if self.axis is not None:
            columns.append(self._place(context) * rows[:, values])
        return np.concatenate(columns, axis=1)

    def posterior(self, context: Context | None, values: slice) -> Posterior:
        """Return the posterior on one canvas, or on the middle of those seen; `values` are the columns of values."""
        if self._of_mixes is None:
            found = self.whole()
            self._of_mixes = found if self.shift is None else narrow_to_mix(found, self.shift)
        if self.axis is None:
            return self._of_mixes
        return narrow_to_canvas(self._of_mixes, self._place(context), values)

    def _place(self, context: Context | None) -> float:
        """Return the place of a canvas on the axis; that of the middle for None."""
        if context is None or self.axis is None:
            return 0.0
        return float(self.axis.places(measures_of(context.features)[None])[0])


def learn(evidence: Evidence, shapes: Sequence[Shape], settings: BayesSettings) -> Learning:
    """Read the evidence and lay out the hypotheses. The fit itself begins later.

    Effects of measures and of the canvas are columns behind those of the mix, in this order, in the observations and in
    the shapes alike.

    Args:
        evidence: all that was shown and said.
        shapes: the hypotheses about the coefficients of the mix.
        settings: the agent's assumptions.
    """
    design, table, hypotheses = evidence.design, evidence.table, list(shapes)
    columns: list[Callable[[Observations], Floats]] = []
    # What a mix brings to a picture is expected to be spread over the columns as a taste is.
    variances = prior_variances(design, settings.variances)
    shift = learn_shift(table.rows, variances, table.differences, settings.pictures)
    if shift is not None:
        columns.append(shift.columns)
        hypotheses = widen_for_measures(hypotheses, settings.pictures)
    axis = find_axis(table.canvases, settings.canvases)
    if axis is not None:
        columns.append(partial(canvas_columns, places=axis.places(table.canvases), values=design.values))
        hypotheses = widen_for_canvas(hypotheses, design.values, settings.canvases)
    reading = read_evidence(evidence, settings.strengths)
    if columns:
        reading = reading.each(lambda given: given.widened([make(given) for make in columns]))
    # The taste has stayed as it was, or it drifts.
    faded = reading.each(lambda given: given.faded(settings.discount, settings.strengths.faded_away))
    drifts = settings.drift_weight
    readings = [replace(reading, weight=1.0 - drifts), replace(faded, weight=drifts)]
    return Learning(Fit(readings, with_noise(hypotheses), settings.fit), shift, axis)
