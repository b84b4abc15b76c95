"""Slates whose pictures lie apart: which candidate may come next, so that a whole slate stays possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .design import Floats

Mask = NDArray[np.bool_]

# The distance between pictures, OKLab times 100, from which on they are something else altogether.
FAR = 12.0
# Steps of one search, some tens of milliseconds: enough for slates of six, larger ones may not be found.
_MOST_STEPS = 40_000


@dataclass(frozen=True)
class Apart:
    """The demands on a slate's pictures.

    Args:
        distances: between the pictures of all candidates, OKLab times 100, symmetric, shape (n, n).
        least: the distance that no pair of a slate falls below.
        other: the distance that at least one picture has from the slate's first; 0 where none has to.
        kinds: of each kind at least one candidate is in a slate; masks of shape (n,).
    """

    distances: Floats
    least: float
    other: float = 0.0
    kinds: tuple[Mask, ...] = ()

    def next_after(self, chosen: Sequence[int], count: int) -> Mask:
        """Return True for candidates after which a slate of `count` can still be had, shape (n,).

        Args:
            chosen: the candidates that the slate has already, its first at the front; all demands hold among them.
            count: of the whole slate, at most n.
        """
        search = _Search(self, count)
        found = [search.completes([*chosen, index]) for index in range(len(self.distances))]
        return np.array(found, dtype=np.bool_)

    def allowed_after(self, chosen: Sequence[int], count: int) -> Mask:
        """Return `next_after`; where nothing was found, the candidate that is furthest from all chosen, shape (n,)."""
        allowed = self.next_after(chosen, count)
        if not allowed.any():
            nearest = self.distances[list(chosen)].min(axis=0) if chosen else np.zeros(len(self.distances))
            nearest[list(chosen)] = -1.0
            allowed[int(np.argmax(nearest))] = True
        return allowed

    def relaxed(self, count: int) -> Apart:
        """Return the demands as far as a slate of `count` candidates, at most n, can meet them.

        Where the closest pair cannot be so far apart, it is as far apart as it can be; then come the other picture and
        the kinds, each as long as a slate is left.
        """
        bare = replace(self, other=0.0, kinds=())
        if not bare._leaves_any(count):
            bare = replace(bare, least=bare._greatest_least(count))
        found = replace(bare, other=self.other)
        demands = found if found._leaves_any(count) else bare
        for kind in self.kinds:
            found = replace(demands, kinds=(*demands.kinds, kind))
            demands = found if found._leaves_any(count) else demands
        return demands

    def _leaves_any(self, count: int) -> bool:
        search = _Search(self, count)
        return any(search.completes([index]) for index in range(len(self.distances)))

    def _greatest_least(self, count: int) -> float:
        """Return the greatest distance that the closest pair of a slate can have, by bisection."""
        levels = np.unique(self.distances)
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if replace(self, least=float(levels[middle]))._leaves_any(count):
                low = middle
            else:
                high = middle - 1
        return float(levels[low])


def choose_apart(worth: Floats, count: int, demands: Apart | None) -> list[int]:
    """Return the places of `count` candidates (or all, if fewer): the one worth most, then by worth and distance.

    Args:
        worth: of each candidate, in stars, shape (n,).
        count: of the slate, at least 1.
        demands: those that a slate of `count` can meet; None where worth alone counts.
    """
    if demands is None:
        return [int(place) for place in np.argsort(-worth, kind="stable")[:count]]
    chosen: list[int] = []
    nearest = np.zeros(len(worth))
    for _ in range(min(count, len(worth))):
        allowed = demands.allowed_after(chosen, min(count, len(worth)))
        chosen.append(int(np.argmax(np.where(allowed, worth + nearest, -np.inf))))
        # As much as a star for a picture that is far from all those before.
        nearest = np.minimum(demands.distances[chosen].min(axis=0) / FAR, 1.0)
    return chosen


class _Search:
    """A search for slates that a part can be completed to; sets of candidates are the bits of a number.

    What is not found within `_MOST_STEPS` counts as not there.
    """

    def __init__(self, demands: Apart, count: int) -> None:
        near = demands.distances < demands.least
        np.fill_diagonal(near, val=True)
        self._far = [_bits(~row) for row in near]
        self._others = [_bits(row >= demands.other) for row in demands.distances]
        self._has_other = demands.other > 0.0 and count > 1
        self._kinds = [_bits(mask) for mask in demands.kinds]
        self._count = count
        self._steps_left = _MOST_STEPS

    def completes(self, chosen: Sequence[int]) -> bool:
        """Return whether these candidates are part of a slate that meets all demands."""
        taken, allowed = 0, -1
        for index in chosen:
            if not allowed >> index & 1:
                return False
            taken |= 1 << index
            allowed &= self._far[index]
        wanted = self._kinds + ([self._others[chosen[0]]] if self._has_other else [])
        unmet = [kind for kind in wanted if not kind & taken]
        return self._can_add(self._count - len(chosen), allowed, unmet)

    def _can_add(self, left: int, allowed: int, unmet: list[int]) -> bool:
        """Return whether `left` more of the allowed ones can be added, one of each unmet kind among them."""
        self._steps_left -= 1
        if left == 0:
            return not unmet
        if self._steps_left < 0 or allowed.bit_count() < left:
            return False
        # One of the kind that is still to be met is needed; where all are met, any will do.
        options = allowed & unmet[0] if unmet else allowed
        while options:
            bit = options & -options
            options ^= bit
            allowed ^= bit  # sets with this one are tried now, and never again
            rest = [kind for kind in unmet if not kind & bit]
            if self._can_add(left - 1, allowed & self._far[bit.bit_length() - 1], rest):
                return True
        return False


def _bits(mask: Mask) -> int:
    """Return a mask as a number whose bit i is True at i."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
