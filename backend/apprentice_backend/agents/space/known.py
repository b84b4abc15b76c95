"""The record of what was shown and rated: nothing comes twice, and each slate goes a step beyond what is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .design import Design, Floats
from .settings import DEFAULT_SEARCH, SearchSettings


class Known:
    """The suggestions that one artist has seen and rated.

    Args:
        design: the layout of the weight rows.
        shown: the weight rows of all that was shown, oldest first, shape (n, number of values).
        rated: the weight rows of all that was rated, shape (m, number of values).
        settings: the weight from which on a value counts as part of a mix.

    Attributes:
        shown_count: the number of suggestions shown.
        latest: the weight rows of the last few of these.
        painted: the dimensions that some rated suggestion left as painted.
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
        """Return the record of an artist who has seen nothing."""
        none = np.empty((0, len(design.names)))
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
        """Return True for rows with a value, or two values together, that were never rated, shape (n,)."""
        present = (weights >= self._present).astype(float)
        never = (self._rated_together == 0.0).astype(float)
        return ((present @ never) * present).sum(axis=1) > 0.0

    def unknown(self, weights: Floats) -> list[str]:
        """Return names of the values of one weight row that were never rated, else of its pairs never rated together.

        The names are "color=warm" and "color=warm & mood=joyful".
        """
        present = [int(index) for index in np.flatnonzero(weights >= self._present)]
        names = {index: "=".join(self.design.names[index]) for index in present}
        alone = [names[index] for index in present if self._rated_together[index, index] == 0.0]
        pairs = [
            f"{names[first]} & {names[second]}"
            for first in present
            for second in present
            if first < second and self._rated_together[first, second] == 0.0
        ]
        return alone or pairs


def _keys(weights: Floats) -> list[bytes]:
    """Return a key for each row, equal for rows that an artist could not tell apart (weights in hundredths)."""
    rounded = np.ascontiguousarray(np.rint(100.0 * weights).astype(np.int8))
    return [bytes(row) for row in rounded.view(np.dtype((np.void, rounded.shape[1]))).ravel().tolist()]
