"""What was shown and what was rated: so that nothing comes twice, and each slate goes a step beyond what is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .design import Design, Floats
from .settings import DEFAULT_SEARCH, SearchSettings


class Known:
    """What one artist has seen and rated.

    Args:
        design: lays out the weights.
        shown: weights of all that was shown, shape (n, number of values).
        rated: weights of all that was rated, shape (m, number of values).
    """

    def __init__(self, design: Design, shown: Floats, rated: Floats, settings: SearchSettings = DEFAULT_SEARCH) -> None:
        self.design = design
        self._present = settings.present
        self.shown_count = len(shown)
        self.latest = shown[-settings.latest :]
        self._shown = set(_keys(shown))
        present = (rated >= self._present).astype(float)
        self._rated_together = present.T @ present
        self.painted = frozenset(
            name for name, block in design.slices.items() if (rated[:, block].sum(axis=1) < 1.0 - self._present).any()
        )

    @classmethod
    def nothing(cls, design: Design) -> Known:
        """Return the knowledge of an artist who has seen nothing."""
        none = np.empty((0, len(design.pairs)))
        return cls(design, none, none)

    def unseen(self, weights: Floats) -> Floats:
        """Return the rows that were not shown, each once, in the order given."""
        taken = set(self._shown)
        kept = []
        for index, key in enumerate(_keys(weights)):
            if key not in taken:
                taken.add(key)
                kept.append(index)
        return weights[kept]

    def goes_outside(self, weights: Floats) -> NDArray[np.bool_]:
        """Return which rows hold a value, or two values together, that were never rated, shape (n,)."""
        present = (weights >= self._present).astype(float)
        never = (self._rated_together == 0.0).astype(float)
        outside: NDArray[np.bool_] = ((present @ never) * present).sum(axis=1) > 0.0
        return outside

    def unknown(self, weights: Floats) -> list[str]:
        """Name the values of one row that were never rated, or else its pairs that were never rated together."""
        present = [int(index) for index in np.flatnonzero(weights >= self._present)]
        names = {index: "=".join(self.design.pairs[index]) for index in present}
        alone = [names[index] for index in present if self._rated_together[index, index] == 0.0]
        pairs = [
            f"{names[first]} & {names[second]}"
            for first in present
            for second in present
            if first < second and self._rated_together[first, second] == 0.0
        ]
        return alone or pairs


def _keys(weights: Floats) -> list[bytes]:
    """Return what tells two rows apart that an artist could tell apart."""
    rounded = np.ascontiguousarray(np.rint(100.0 * weights).astype(np.int8))
    return [bytes(row) for row in rounded.view(np.dtype((np.void, rounded.shape[1]))).ravel().tolist()]
