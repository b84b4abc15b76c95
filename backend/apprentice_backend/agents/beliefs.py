"""The beliefs of an agent, told: the taste that it has learned, and the explanation of one mix."""

from __future__ import annotations

import json
from dataclasses import dataclass

# Contributions and unknown values that are kept of an explanation, the greatest first.
MOST_KEPT = 4


@dataclass(frozen=True)
class Contribution:
    """The part of a prediction that one value, or one pair of values, adds.

    Args:
        name: "color=warm", or "color=warm & mood=joyful" for a pair.
        stars: added to the predicted rating.
        spread: the standard deviation of `stars`; 0 where the agent keeps none.
    """

    name: str
    stars: float
    spread: float = 0.0


@dataclass(frozen=True)
class Explanation:
    """The reasons for a mix, taken from the agent's model: ``base + sum(contributions) == predicted``.

    Args:
        predicted: the expected rating in stars, not clipped to 1..5.
        base: the expected rating of a picture left as painted, in stars.
        contributions: greatest magnitude first.
        spread: the standard deviation of `predicted`; None where the agent keeps none.
        guess: True where the mix has a value, or two values together, that were never rated.
        text: one line for the artist.
        unknown: the values ("color=warm"), or else pairs of values, that were never rated.
    """

    predicted: float
    base: float
    contributions: tuple[Contribution, ...]
    spread: float | None
    guess: bool
    text: str
    unknown: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return what was expected and why as it is kept: numbers and names of values as JSON, in no language."""
        because = [[item.name, round(item.stars, 2)] for item in self.contributions[:MOST_KEPT]]
        kept = {"stars": round(self.predicted, 2), "because": because, "unknown": list(self.unknown[:MOST_KEPT])}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class TasteValue:
    """The effect of one value on a rating, against the mean of its dimension.

    Args:
        dimension: the value's dimension.
        value: its name.
        mean: the expected effect in stars.
        spread: the standard deviation of the effect in stars; 0 where the agent keeps none.
    """

    dimension: str
    value: str
    mean: float
    spread: float


@dataclass(frozen=True)
class Taste:
    """All that has been learned: an entry for each value, in the space's order, and the number of ratings behind it."""

    values: tuple[TasteValue, ...]
    ratings: int

    def of(self, dimension: str, value: str) -> TasteValue:
        """Return the entry of one value.

        Raises:
            KeyError: the taste has no such entry.
        """
        for entry in self.values:
            if (entry.dimension, entry.value) == (dimension, value):
                return entry
        raise KeyError((dimension, value))
