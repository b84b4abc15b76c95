"""Priors: guesses at a taste that an agent may start from, never trusted alone.

A prior is a mixture. The probability that its guesses leave belongs to the case that all of them are wrong, so a wrong
guess is found out by the first ratings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TasteGuess:
    """A guess at an artist's taste.

    Args:
        means: (dimension, value) -> the value's expected effect in stars; values not named have the expected effect 0.
        spread: the standard deviation of the true effects about `means`, in stars, above 0.
        weight: the probability that the guess is right, in (0, 1).

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
    """A mixture of guesses and of the case that none of them is right.

    Args:
        guesses: their weights sum to less than 1; the rest is the probability of that case.

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
