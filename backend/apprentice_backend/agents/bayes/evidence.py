"""What an artist has been shown and has said: all that the `bayes` agent keeps.

The model of taste is computed from it when it is asked for, so equal histories are equal agents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.signals import DISMISSED, INSERT_UNDONE, INSERTED

from ..base import MEASURES, Feedback, Slate
from ..space.design import Design, Floats
from .canvas_effects import measures_of


@dataclass
class Opinion:
    """All that was said of one suggestion."""

    mix: AttributeMix
    slate_id: str | None
    rating: float | None
    reasons: dict[str, int]
    signals: list[str]
    features: dict[str, float] = field(default_factory=dict)
    """Measured of the picture that was shown."""
    canvas: dict[str, float] = field(default_factory=dict)
    """Measured of the canvas that it was made from."""

    def difference(self) -> Floats:
        """Return how the picture differed from its canvas, in each measure's unit, shape (measures,)."""
        return np.array([self.features.get(name, 0.0) - self.canvas.get(name, 0.0) for name in MEASURES])

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {**vars(self), "mix": self.mix.to_dict()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Opinion:
        """Take back what `to_dict` returned."""
        return cls(**{**data, "mix": AttributeMix.from_dict(data["mix"])})


@dataclass
class ShownSlate:
    """One slate that the artist saw."""

    id: str | None
    mixes: list[AttributeMix]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"id": self.id, "mixes": [mix.to_dict() for mix in self.mixes]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ShownSlate:
        """Take back what `to_dict` returned."""
        return cls(data["id"], [AttributeMix.from_dict(mix) for mix in data["mixes"]])


class Evidence:
    """A fold over one profile's events."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.slates: list[ShownSlate] = []
        self.opinions: list[Opinion] = []
        self.by_hand: dict[tuple[str, str], float] = {}
        # Of the opinions whose picture was measured.
        self.differences: dict[int, Floats] = {}
        self._slate_rows: list[Floats] = []
        self._opinion_rows: list[Floats] = []
        self._canvas_rows: list[Floats] = []
        # NaN where there is none.
        self._stars: list[float] = []
        # Those with a reason or a signal, now or once.
        self._more: set[int] = set()
        # The design rows of the first opinions, kept since an opinion's mix never changes.
        self._designed = np.empty((0, design.size))
        # (mix, slate id) -> the latest opinion of it.
        self._index: dict[tuple[AttributeMix, str | None], int] = {}

    def show(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note of a slate."""
        shown = ShownSlate(slate.id, list(slate.mixes)) if isinstance(slate, Slate) else ShownSlate(None, list(slate))
        self._slate_rows.append(self.design.weights(shown.mixes))
        self.slates.append(shown)

    def add(self, feedback: Feedback) -> None:
        """Take in one piece of feedback; a rating of the same suggestion again replaces the one before."""
        for dimension in feedback.reasons:
            self.design.space.check_dimension(dimension)
        opinion = self._opinion_of(feedback)
        index = self._index[feedback.mix, feedback.slate_id]
        if feedback.rating is not None:
            opinion.rating = self._stars[index] = float(feedback.rating)
        if feedback.reasons or feedback.signal:
            self._more.add(index)
        if feedback.rating is not None or feedback.reasons:
            opinion.reasons = {name: int(feedback.reasons[name]) for name in sorted(feedback.reasons)}
        if feedback.context.features:
            opinion.canvas = {name: float(value) for name, value in sorted(feedback.context.features.items())}
            self._canvas_rows[index] = measures_of(opinion.canvas)
        if feedback.features:
            opinion.features = {name: float(feedback.features[name]) for name in sorted(feedback.features)}
            self.differences[index] = opinion.difference()
        if feedback.signal == INSERT_UNDONE:
            if INSERTED in opinion.signals:
                opinion.signals.remove(INSERTED)
        elif feedback.signal is not None and feedback.signal != DISMISSED and feedback.signal not in opinion.signals:
            opinion.signals.append(feedback.signal)

    def _opinion_of(self, feedback: Feedback) -> Opinion:
        found = self._index.get((feedback.mix, feedback.slate_id))
        if found is not None:
            opinion = self.opinions[found]
            # Without a slate to tell two showings of one mix apart, a second rating is a second rating.
            if feedback.slate_id is not None or opinion.rating is None or feedback.rating is None:
                return opinion
        self._index[feedback.mix, feedback.slate_id] = len(self.opinions)
        opinion = Opinion(feedback.mix, feedback.slate_id, None, {}, [])
        self._opinion_rows.append(self.design.weights([feedback.mix])[0])
        self._canvas_rows.append(measures_of({}))
        self._stars.append(np.nan)
        self.opinions.append(opinion)
        return opinion

    @property
    def ratings(self) -> int:
        """How many suggestions are rated."""
        return int(np.count_nonzero(~np.isnan(self._stars)))

    @property
    def empty(self) -> bool:
        """Whether the artist has said nothing yet that tells of a taste."""
        more = any(opinion.reasons or opinion.signals for _, opinion in self.more_than_stars())
        return not (self.by_hand or self.ratings or more)

    def shown_weights(self) -> Floats:
        """Return the weights of all that was shown, shape (n, number of values)."""
        return np.concatenate([np.empty((0, len(self.design.pairs))), *self._slate_rows])

    def opinion_weights(self) -> Floats:
        """Return the weights of each opinion's mix, shape (number of opinions, number of values)."""
        weights: Floats = self.opinion_design()[:, self.design.values]
        return weights

    def opinion_design(self) -> Floats:
        """Return the design rows of each opinion's mix, shape (number of opinions, number of coefficients)."""
        known, count = len(self._designed), len(self.opinions)
        if known < count:
            more = self.design.rows(np.array(self._opinion_rows[known:]))
            self._designed = np.concatenate([self._designed, more])
        return self._designed

    def opinion_stars(self) -> Floats:
        """Return each opinion's stars, NaN where none were given, shape (number of opinions,)."""
        return np.array(self._stars)

    def more_than_stars(self) -> list[tuple[int, Opinion]]:
        """Return the opinions that may have reasons or signals, with their indices, in order."""
        return [(index, self.opinions[index]) for index in sorted(self._more)]

    def opinion_canvases(self) -> Floats:
        """Return the measures of each opinion's canvas, NaN where there are none, (number of opinions, measures)."""
        return np.array(self._canvas_rows).reshape(-1, len(MEASURES))

    def rated_weights(self) -> Floats:
        """Return the weights of all that was rated, shape (number of ratings, number of values)."""
        return self.opinion_weights()[~np.isnan(self._stars)]

    def neighbours(self, opinion: Opinion) -> Floats:
        """Return the weights of what stood beside a suggestion in its slate, shape (n, number of values)."""
        for slate, rows in zip(reversed(self.slates), reversed(self._slate_rows), strict=True):
            if opinion.mix in slate.mixes and opinion.slate_id in (None, slate.id):
                beside: Floats = rows[[mix != opinion.mix for mix in slate.mixes]]
                return beside
        return np.empty((0, len(self.design.pairs)))

    def set_value(self, dimension: str, value: str, stars: float | None) -> None:
        """Note an effect that the artist set by hand; None takes it back."""
        self.design.space.check_value(dimension, value)
        if stars is None:
            self.by_hand.pop((dimension, value), None)
        else:
            self.by_hand[dimension, value] = float(stars)

    def to_dict(self) -> dict[str, Any]:
        """Return the evidence as JSON data."""
        return {
            "shown": [slate.to_dict() for slate in self.slates],
            "opinions": [opinion.to_dict() for opinion in self.opinions],
            "by_hand": [
                [dimension, value, self.by_hand[dimension, value]] for dimension, value in sorted(self.by_hand)
            ],
        }

    @classmethod
    def from_dict(cls, design: Design, data: dict[str, Any]) -> Evidence:
        """Take back what `to_dict` returned."""
        evidence = cls(design)
        evidence.slates = [ShownSlate.from_dict(slate) for slate in data["shown"]]
        evidence.opinions = [Opinion.from_dict(opinion) for opinion in data["opinions"]]
        evidence.by_hand = {(dimension, value): stars for dimension, value, stars in data["by_hand"]}
        evidence._index = {(said.mix, said.slate_id): index for index, said in enumerate(evidence.opinions)}
        evidence.differences = {
            index: said.difference() for index, said in enumerate(evidence.opinions) if said.features
        }
        evidence._slate_rows = [design.weights(slate.mixes) for slate in evidence.slates]
        evidence._opinion_rows = list(design.weights([opinion.mix for opinion in evidence.opinions]))
        evidence._stars = [np.nan if said.rating is None else said.rating for said in evidence.opinions]
        evidence._more = {index for index, said in enumerate(evidence.opinions) if said.reasons or said.signals}
        evidence._canvas_rows = [measures_of(opinion.canvas) for opinion in evidence.opinions]
        return evidence
