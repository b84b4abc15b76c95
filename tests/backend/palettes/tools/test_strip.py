"""Strips of labelled swatches."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.strip import draw_strip

PALETTE = (Swatch("#102030", 0.5, "warm black"), Swatch("#f0ffee", 0.3, "mint white"), Swatch("#c81e28", 0.2, "red"))


def test_swatches_stand_side_by_side_in_their_exact_colours() -> None:
    """Each has its width, and its corner is its colour."""
    strip = draw_strip(PALETTE, 301, 80)
    assert strip.shape == (80, 301, 4)
    assert [tuple(strip[0, x, :3]) for x in (0, 100, 201)] == [swatch.rgb for swatch in PALETTE]
    assert (strip[..., 3] == 255).all()


def test_labels_are_written_where_they_fit() -> None:
    """A wide swatch is written on, a narrow one and an unlabelled one are plain."""

    def colors(width: int, labels: bool) -> int:
        strip = draw_strip(PALETTE[:1], width, 120, labels=labels)
        return len(np.unique(strip.reshape(-1, 4), axis=0))

    assert colors(200, True) > 5
    assert colors(20, True) == 1
    assert colors(200, False) == 1


@pytest.mark.parametrize(
    ("palette", "width", "height"), [((), 10, 10), (PALETTE, 2, 10), (PALETTE, 10, 0), (PALETTE, 9000, 10)]
)
def test_refuses_bad_arguments(palette, width: int, height: int) -> None:
    """An argument out of range is a ValueError."""
    with pytest.raises(ValueError, match="must"):
        draw_strip(palette, width, height)
