"""Explanations: the one line that says why a palette is recommended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..color.oklab import Floats
from .candidates import Candidate
from .convert import palette_to_oklab
from .measures import MEASURES, measure_palettes, palette_distances
from .palette_taste import PaletteTaste, RatedPalette

# A measure is named where it is expected to add at least this many stars to those of the canvas' palette.
_TELLING = 0.2
# A rated palette within this mean ΔE OK is named.
_CLOSE = 0.1
_NUMBERS = ("", "one", "two", "three", "four", "five")


class PaletteExplanations:
    """Explains candidates for one canvas palette, OKLab, shape (n, 3), by one taste."""

    def __init__(self, rated: Sequence[RatedPalette], taste: PaletteTaste, canvas: Floats) -> None:
        self._rated = [(palette_to_oklab(palette), stars) for palette, stars in rated]
        self._weights = np.array(list(taste.weights().values()))
        self._canvas_measures = measure_palettes(canvas)

    def explain(self, candidate: Candidate, shown: Floats, *, exploring: bool) -> str:
        """Return one line for a candidate as it is shown, OKLab, shape (n, 3); `exploring`: to learn, not to please."""
        if exploring:
            return f"{candidate.words}: a step outside what is known"
        near = self._neighbours(shown)
        if near:
            return f"{candidate.words}; {near}"
        liked = self._liked_measure(shown)
        if not liked:
            return candidate.words
        # The candidate's words may name the measure already.
        return candidate.words + (", " if liked in candidate.words else f"; {liked}, ") + "as you have liked it"

    def _neighbours(self, shown: Floats) -> str:
        """Name the well rated palettes close to this one; empty where none is."""
        for stars in (5, 4):
            near = sum(
                round(given) == stars and palette_distances(shown[None], palette)[0] < _CLOSE
                for palette, given in self._rated
            )
            if near:
                number = _NUMBERS[near] if near < len(_NUMBERS) else str(near)
                return f"close to the {number} you gave {stars}"
        return ""

    def _liked_measure(self, shown: Floats) -> str:
        """Name the change of a measure against the canvas that adds most stars; empty where it adds too few."""
        if not self._rated:
            return ""
        change = measure_palettes(shown) - self._canvas_measures
        gains = self._weights * change
        best = int(gains.argmax())
        if gains[best] < _TELLING:
            return ""
        return MEASURES[best].more if change[best] > 0 else MEASURES[best].less
