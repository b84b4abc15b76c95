"""Variations around locked swatches."""

from __future__ import annotations

import pytest

from apprentice_backend.palettes.convert import palette_to_oklab
from apprentice_backend.palettes.measures import palette_distances
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.vary import vary_palette

PALETTE = tuple(Swatch(color, 0.2) for color in ("#d02020", "#601010", "#2040d0", "#808080", "#f0e0c0"))


@pytest.mark.parametrize("locked", [(), (0,), (1, 3), (0, 1, 2, 3)])
def test_locked_swatches_stay_to_the_bit(locked: tuple[int, ...]) -> None:
    """Locked swatches are the same in every variation, and the others have moved."""
    for varied in vary_palette(PALETTE, 4, locked=locked, amount=0.6, seed=1):
        assert len(varied) == len(PALETTE)
        assert all(varied[place] == PALETTE[place] for place in locked)
        assert [swatch.hex for swatch in varied] != [swatch.hex for swatch in PALETTE]


def test_variations_differ_from_each_other() -> None:
    """No two of a set look the same."""
    labs = [palette_to_oklab(varied) for varied in vary_palette(PALETTE, 6, seed=2)]
    for index, lab in enumerate(labs[1:], start=1):
        assert min(palette_distances(lab[None], other)[0] for other in labs[:index]) > 0.02


def test_a_larger_amount_goes_farther() -> None:
    """The mean distance from the palette grows with the amount."""

    def mean_distance(amount: float) -> float:
        varied = vary_palette(PALETTE, 8, amount=amount, seed=3)
        start = palette_to_oklab(PALETTE)
        return float(sum(palette_distances(palette_to_oklab(one)[None], start)[0] for one in varied))

    assert mean_distance(0.0) < mean_distance(0.5) < mean_distance(1.0)


def test_same_seed_same_variations() -> None:
    """The same seed gives the same variations."""
    assert vary_palette(PALETTE, 3, seed=7) == vary_palette(PALETTE, 3, seed=7)
    assert vary_palette(PALETTE, 3, seed=7) != vary_palette(PALETTE, 3, seed=8)


@pytest.mark.parametrize(("count", "locked", "amount"), [(0, (), 0.5), (4, (5,), 0.5), (4, (), 1.1)])
def test_refuses_bad_arguments(count: int, locked: tuple[int, ...], amount: float) -> None:
    """An argument out of range is a ValueError."""
    with pytest.raises(ValueError, match="must"):
        vary_palette(PALETTE, count, locked=locked, amount=amount)
