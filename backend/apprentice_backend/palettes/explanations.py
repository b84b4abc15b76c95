"""The one line that says why a palette is recommended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..color.oklab import Floats
from .candidates import Candidate
from .convert import palette_to_oklab
from .measures import MEASURES, measure_palettes, palette_distances
from .palette_taste import PaletteTaste, RatedPalette

# A feature is named as a reason where it is expected to add this many stars over the canvas as it is.
_TELLING = 0.2
# Palettes within this mean ΔE OK are close enough to be named as the reason.
_CLOSE = 0.1
_NUMBERS = ("", "one", "two", "three", "four", "five")


class PaletteExplanations:
    """Says why, for one canvas and one taste.

    Args:
        rated: what was rated, with its stars.
        taste: what was learned from it.
        canvas: the canvas palette, OKLab, shape (n, 3).
    """

    def __init__(self, rated: Sequence[RatedPalette], taste: PaletteTaste, canvas: Floats) -> None:
        self._rated = [(palette_to_oklab(palette), stars) for palette, stars in rated]
        self._weights = np.array(list(taste.weights().values()))
        self._canvas_features = measure_palettes(canvas)

    def of(self, candidate: Candidate, shown: Floats, *, exploring: bool) -> str:
        """Return one line for a candidate as it is shown, OKLab, shape (n, 3).

        Args:
            candidate: how it was made.
            shown: what is shown of it.
            exploring: whether it is shown to learn from rather than to please.
        """
        if exploring:
            return f"{candidate.words}: a step outside what is known"
        near = self._neighbours(shown)
        if near:
            return f"{candidate.words}; {near}"
        liked = self._features(shown)
        if not liked:
            return candidate.words
        # What was done is not said twice.
        return candidate.words + (", " if liked in candidate.words else f"; {liked}, ") + "as you have liked it"

    def _neighbours(self, shown: Floats) -> str:
        for stars in (5, 4):
            near = sum(
                round(given) == stars and palette_distances(shown[None], palette)[0] < _CLOSE
                for palette, given in self._rated
            )
            if near:
                number = _NUMBERS[near] if near < len(_NUMBERS) else str(near)
                return f"close to the {number} you gave {stars}"
        return ""

    def _features(self, shown: Floats) -> str:
        if not self._rated:
            return ""
        change = measure_palettes(shown) - self._canvas_features
        gains = self._weights * change
        best = int(gains.argmax())
        if gains[best] < _TELLING:
            return ""
        return MEASURES[best].more if change[best] > 0 else MEASURES[best].less
