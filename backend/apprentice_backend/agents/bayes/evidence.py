"""The evidence: the slates that an artist was shown, and their opinions of suggestions.

It is all that the `bayes` agent keeps. The model of taste is computed from it on demand, so equal histories are equal
agents. The agents that `bayes` is compared with keep it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ..base import MEASURES, Feedback, Slate
from ..space.design import Design, Floats
from .opinion import Opinion


@dataclass(frozen=True)
class ShownSlate:
    """One slate that the artist saw; `weights` are its weight rows, shape (number of mixes, number of values)."""

    id: str | None
    mixes: list[AttributeMix]
    weights: Floats

    def to_dict(self) -> dict[str, Any]:
        """Return the slate as JSON data."""
        return {"id": self.id, "mixes": [mix.to_dict() for mix in self.mixes]}

    @classmethod
    def from_dict(cls, design: Design, data: dict[str, Any]) -> ShownSlate:
        """Return what `to_dict` has written down."""
        mixes = [AttributeMix.from_dict(mix) for mix in data["mixes"]]
        return cls(data["id"], mixes, design.weights(mixes))


@dataclass(frozen=True)
class OpinionTable:
    """All opinions as arrays, one entry an opinion, in the order in which they were first given.

    Args:
        rows: the design rows of the mixes, shape (n, design.size).
        stars: the ratings, NaN where there is none, shape (n,).
        canvases: the measures of the canvases, NaN for those that are missing, shape (n, measures).
        differences: the measures of the pictures less those of their canvases, NaN where the picture was not measured,
            shape (n, measures).
        commented: the indices of opinions with reasons or signals, in order.
        intents: the intent of each opinion's picture, empty for none.
    """

    rows: Floats
    stars: Floats
    canvases: Floats
    differences: Floats
    commented: tuple[int, ...] = ()
    intents: tuple[str, ...] = ()

    @classmethod
    def empty(cls, design: Design) -> OpinionTable:
        """Return the table of no opinions."""
        none = np.empty((0, len(MEASURES)))
        return cls(np.empty((0, design.size)), np.empty(0), none, none)

    def renewed(self, design: Design, opinions: Sequence[Opinion]) -> OpinionTable:
        """Return the table of `opinions`, which begin with those of this table; more may have been said of these.

        Their design rows are kept, since the mix of an opinion never changes.
        """
        if not opinions:
            return self
        new = [opinion.weights for opinion in opinions[len(self.rows) :]]
        return OpinionTable(
            rows=np.concatenate([self.rows, design.rows(np.array(new))]) if new else self.rows,
            stars=np.array([np.nan if opinion.rating is None else opinion.rating for opinion in opinions]),
            canvases=np.array([opinion.canvas_row for opinion in opinions]),
            differences=np.array([opinion.difference for opinion in opinions]),
            commented=tuple(index for index, opinion in enumerate(opinions) if opinion.reasons or opinion.signals),
            intents=tuple(opinion.intent for opinion in opinions),
        )


class Evidence:
    """A fold over one profile's events."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.slates: list[ShownSlate] = []
        self.opinions: list[Opinion] = []
        self.by_hand: dict[tuple[str, str], float] = {}
        """(dimension, value) -> the effect that the artist set, in stars against the mean of the dimension."""
        self._table = OpinionTable.empty(design)
        self._table_is_old = False
        # (mix, slate id) -> the latest opinion of it.
        self._latest: dict[tuple[AttributeMix, str | None], Opinion] = {}

    @property
    def table(self) -> OpinionTable:
        """All opinions as arrays. The table is made anew when it is asked for after feedback."""
        if self._table_is_old:
            self._table = self._table.renewed(self.design, self.opinions)
            self._table_is_old = False
        return self._table

    def show(self, slate: Slate | Sequence[AttributeMix]) -> None:
        """Take note of a slate."""
        slate_id, mixes = (slate.id, slate.mixes) if isinstance(slate, Slate) else (None, slate)
        self.slates.append(ShownSlate(slate_id, list(mixes), self.design.weights(mixes)))

    def add(self, feedback: Feedback) -> None:
        """Take in one piece of feedback; a rating of the same suggestion again replaces the one before.

        Raises:
            ValueError: a reason or the mix names what the space does not have.
        """
        for dimension in feedback.reasons:
            self.design.space.check_dimension(dimension)
        self._opinion_of(feedback).take_in(feedback)
        self._table_is_old = True

    def _opinion_of(self, feedback: Feedback) -> Opinion:
        """Return the opinion that the feedback belongs to, a new one where there is none."""
        key = feedback.mix, feedback.slate_id
        found = self._latest.get(key)
        # Without a slate's id, two ratings of one mix may be of two showings, so each counts.
        if found is not None and (feedback.slate_id is not None or found.rating is None or feedback.rating is None):
            return found
        weights = self.design.weights([feedback.mix])[0]
        opinion = Opinion(feedback.mix, feedback.slate_id, weights, intent=feedback.intent)
        self._latest[key] = opinion
        self.opinions.append(opinion)
        return opinion

    @property
    def ratings(self) -> int:
        """The number of suggestions that are rated."""
        return int(np.count_nonzero(~np.isnan(self.table.stars)))

    @property
    def empty(self) -> bool:
        """True while nothing that tells of a taste has been said."""
        return not (self.by_hand or self.ratings or self.table.commented)

    def commented_opinions(self) -> list[tuple[int, Opinion]]:
        """Return the opinions with reasons or signals, with their indices, in order."""
        return [(index, self.opinions[index]) for index in self.table.commented]

    def shown_weights(self) -> Floats:
        """Return the weight rows of all that was shown, shape (n, number of values)."""
        return np.concatenate([np.empty((0, len(self.design.names))), *(slate.weights for slate in self.slates)])

    def rated_weights(self) -> Floats:
        """Return the weight rows of all that was rated, shape (number of ratings, number of values)."""
        return self.table.rows[:, self.design.values][~np.isnan(self.table.stars)]

    def neighbours(self, opinion: Opinion) -> Floats:
        """Return the weight rows of the other suggestions in an opinion's slate, shape (n, number of values)."""
        for slate in reversed(self.slates):
            if opinion.mix in slate.mixes and opinion.slate_id in (None, slate.id):
                return slate.weights[[mix != opinion.mix for mix in slate.mixes]]
        return np.empty((0, len(self.design.names)))

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
        """Return what `to_dict` has written down."""
        evidence = cls(design)
        evidence.slates = [ShownSlate.from_dict(design, slate) for slate in data["shown"]]
        evidence.opinions = [Opinion.from_dict(design, opinion) for opinion in data["opinions"]]
        evidence.by_hand = {(dimension, value): stars for dimension, value, stars in data["by_hand"]}
        evidence._latest = {(opinion.mix, opinion.slate_id): opinion for opinion in evidence.opinions}
        evidence._table_is_old = True
        return evidence
