"""Explanations: the one line that says why a palette is recommended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from apprentice_shared.language import tr

from ..color.oklab import Floats
from .candidates import Candidate
from .convert import palette_to_oklab
from .measures import MEASURES, measure_palettes, palette_distances
from .palette_taste import PaletteTaste, RatedPalette

# A measure is named where it is expected to add at least this many stars to those of the canvas' palette.
_TELLING = 0.2
# A rated palette within this mean ΔE OK is named.
_CLOSE = 0.1


class PaletteExplanations:
    """Explains candidates for one canvas palette, OKLab, shape (n, 3), by one taste."""

    def __init__(self, rated: Sequence[RatedPalette], taste: PaletteTaste, canvas: Floats) -> None:
        self._rated = [(palette_to_oklab(palette), stars) for palette, stars in rated]
        self._weights = np.array(list(taste.weights().values()))
        self._canvas_measures = measure_palettes(canvas)

    def explain(self, candidate: Candidate, shown: Floats, *, exploring: bool) -> str:
        """Return one line for a candidate as it is shown, OKLab, shape (n, 3); `exploring`: to learn, not to please."""
        words = candidate.words
        if exploring:
            return tr("{words}: a step outside what is known", words=words)
        if stars := self._stars_nearby(shown):
            # What was rated may be a palette, or a suggestion that has these colours.
            return tr("{words}; close to colours that you gave {stars} stars", words=words, stars=stars)
        liked = self._liked_measure(shown)
        if not liked:
            return words
        if liked in candidate.template:
            return tr("{words}, as you have liked it", words=words)
        return tr("{words}; {change}, as you have liked it", words=words, change=tr(liked))

    def _stars_nearby(self, shown: Floats) -> int:
        """Return the stars, 5 or 4, of the best rated palette that is close to this one; 0 where none is."""
        near = [round(given) for palette, given in self._rated if palette_distances(shown[None], palette)[0] < _CLOSE]
        return next((stars for stars in (5, 4) if stars in near), 0)

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
