"""What an agent may start from: guesses at a taste, never trusted alone.

A prior is a mixture. What the guesses leave of the probability belongs to no guess at all, so one that is wrong is
found out by the first ratings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TasteGuess:
    """One guess.

    Args:
        means: (dimension, value) -> its expected effect in stars; those not named are expected to have none.
        spread: the standard deviation of the true effects about these, in stars, above 0.
        weight: how probable the guess is, in (0, 1).

    Raises:
        ValueError: `spread` or `weight` is out of range.
    """

    means: Mapping[tuple[str, str], float]
    spread: float
    weight: float

    def __post_init__(self) -> None:
        if not self.spread > 0.0:
            raise ValueError(f"spread must be above 0, got {self.spread!r}")
        if not 0.0 < self.weight < 1.0:
            raise ValueError(f"weight must be in (0, 1), got {self.weight!r}")


@dataclass(frozen=True)
class Prior:
    """A mixture of guesses and of none.

    Args:
        guesses: their weights sum to less than 1; the rest is the probability that none of them is right.

    Raises:
        ValueError: the weights sum to 1 or more.
    """

    guesses: tuple[TasteGuess, ...]

    def __post_init__(self) -> None:
        if not self.null_weight > 0.0:
            raise ValueError(f"the guesses' weights must sum to less than 1, got {1.0 - self.null_weight!r}")

    @property
    def null_weight(self) -> float:
        """The probability that no guess is right, in (0, 1]."""
        return 1.0 - sum(guess.weight for guess in self.guesses)
