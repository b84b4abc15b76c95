"""The wishes for a slate that is chosen among candidates whose pictures were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .constraints import SURPRISE_DEFAULT
from .space.apart import FAR, Apart
from .space.design import Floats

# The least distance of a slate's closest pair, OKLab times 100: at familiar, and what the dial adds up to surprising.
_LEAST, _LEAST_BY_SURPRISE = 3.0, 6.0
# The distance of one picture from the best one, in distances of the closest pair; `FAR` at most.
_OTHER_PER_LEAST = 2.0


@dataclass(frozen=True)
class SlateWishes:
    """The wishes for one slate, beside the worth of its suggestions.

    Args:
        surprise: 0 familiar to 1 surprising.
        features: measures of each candidate's picture, by name, as `Agent.expected` takes them; None for none.
        kinds: of each kind at least one candidate is wanted; masks of shape (n,).

    Raises:
        ValueError: `surprise` is out of range.
    """

    surprise: float = SURPRISE_DEFAULT
    features: Sequence[Mapping[str, float] | None] | None = None
    kinds: tuple[NDArray[np.bool_], ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.surprise <= 1.0:
            raise ValueError(f"surprise must be in [0, 1], got {self.surprise!r}")

    @property
    def least(self) -> float:
        """The distance that no pair of pictures falls below, OKLab times 100."""
        return _LEAST + _LEAST_BY_SURPRISE * self.surprise

    @property
    def other(self) -> float:
        """The distance that one picture has from the best one, OKLab times 100: it is visibly something else."""
        return min(FAR, _OTHER_PER_LEAST * self.least)

    def demands(self, distances: Floats | None, candidates: int, count: int) -> Apart | None:
        """Return the wishes as demands that a slate of `count` can meet; None without distances.

        Args:
            distances: between the pictures of all candidates, OKLab times 100, shape (n, n).
            candidates: the number n.
            count: of the slate, at least 1.

        Raises:
            ValueError: `distances`, or a kind, is not of n candidates.
        """
        if distances is None:
            return None
        if np.shape(distances) != (candidates, candidates):
            raise ValueError(f"distances must have the shape {(candidates, candidates)}, got {np.shape(distances)}")
        if any(kind.shape != (candidates,) for kind in self.kinds):
            raise ValueError(f"kinds must be masks of {candidates} candidates")
        return Apart(distances, self.least, self.other, self.kinds).relaxed(min(count, candidates))
