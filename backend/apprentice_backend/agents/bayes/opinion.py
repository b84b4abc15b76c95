"""Opinions: all that an artist has said of a suggestion, or done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.signals import DISMISSED, INSERT_UNDONE, INSERTED

from ..base import MEASURES, Feedback
from ..space.design import Design, Floats


def measures_of(canvas: Mapping[str, float]) -> Floats:
    """Return a canvas' measures in the order of `MEASURES`, NaN for those that it lacks, shape (measures,)."""
    return np.array([canvas.get(name, np.nan) for name in MEASURES])


def difference_of(picture: Mapping[str, float] | None, canvas: Mapping[str, float]) -> Floats:
    """Return a picture's measures less those of its canvas, shape (measures,); NaN where it was not measured."""
    if not picture:
        return np.full(len(MEASURES), np.nan)
    return np.array([picture.get(name, 0.0) - canvas.get(name, 0.0) for name in MEASURES])


@dataclass
class Opinion:
    """All that the artist said of one suggestion, or did with it.

    Args:
        mix: the suggestion's mix.
        slate_id: the slate that it was shown in; None where that is unknown.
        weights: the mix as a weight row, shape (number of values,).
        rating: 1 to 5 stars, None where none were given.
        reasons: dimension -> +1 or -1, in the order of names.
        signals: the signals that hold, in the order given.
        features: measures of the picture that was shown, by name.
        canvas: measures of the canvas that it was made from, by name.
        intent: the intent that it was made with; empty for none.
    """

    mix: AttributeMix
    slate_id: str | None
    weights: Floats
    rating: float | None = None
    reasons: dict[str, int] = field(default_factory=dict)
    signals: list[str] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)
    canvas: dict[str, float] = field(default_factory=dict)
    intent: str = ""

    def __post_init__(self) -> None:
        self._measure()

    def _measure(self) -> None:
        """Work out the arrays of measures, NaN where there are none, shape (measures,) each."""
        self.canvas_row = measures_of(self.canvas)
        self.difference = difference_of(self.features, self.canvas)

    def take_in(self, feedback: Feedback) -> None:
        """Add feedback to the opinion; a rating replaces the one before, and its reasons those before."""
        if feedback.rating is not None:
            self.rating = float(feedback.rating)
        if feedback.rating is not None or feedback.reasons:
            self.reasons = {name: int(feedback.reasons[name]) for name in sorted(feedback.reasons)}
        if feedback.context.features:
            self.canvas = {name: float(value) for name, value in sorted(feedback.context.features.items())}
        if feedback.features:
            self.features = {name: float(feedback.features[name]) for name in sorted(feedback.features)}
        if feedback.context.features or feedback.features:
            self._measure()
        if feedback.signal is not None:
            self._take_signal(feedback.signal)

    def _take_signal(self, signal: str) -> None:
        if signal == INSERT_UNDONE:
            if INSERTED in self.signals:
                self.signals.remove(INSERTED)
        # "Not now" is not dislike.
        elif signal != DISMISSED and signal not in self.signals:
            self.signals.append(signal)

    def to_dict(self) -> dict[str, Any]:
        """Return the opinion as JSON data."""
        return {
            "mix": self.mix.to_dict(),
            "slate_id": self.slate_id,
            "rating": self.rating,
            "reasons": self.reasons,
            "signals": self.signals,
            "features": self.features,
            "canvas": self.canvas,
            **({"intent": self.intent} if self.intent else {}),
        }

    @classmethod
    def from_dict(cls, design: Design, data: dict[str, Any]) -> Opinion:
        """Return what `to_dict` has written down."""
        mix = AttributeMix.from_dict(data["mix"])
        return cls(**{**data, "mix": mix}, weights=design.weights([mix])[0])
