"""Sorted and limited palettes."""

from __future__ import annotations

import pytest

from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.arrange import limit_palette, sort_palette

RED, DARK_RED, BLUE = Swatch("#d02020", 0.2), Swatch("#601010", 0.1), Swatch("#2040d0", 0.4)
GREY, WHITE = Swatch("#808080", 0.25), Swatch("#ffffff", 0.05)
PALETTE = (WHITE, RED, BLUE, GREY, DARK_RED)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("share", (BLUE, GREY, RED, DARK_RED, WHITE)),
        ("lightness", (DARK_RED, BLUE, RED, GREY, WHITE)),
        ("hue", (GREY, WHITE, DARK_RED, RED, BLUE)),
        ("chroma", (GREY, WHITE, DARK_RED, RED, BLUE)),
    ],
)
def test_sorts(order: str, expected: tuple[Swatch, ...]) -> None:
    """Each order is as its name says, greys first where hue or chroma count."""
    assert [swatch.hex for swatch in sort_palette(PALETTE, order)][:2] == [swatch.hex for swatch in expected][:2]
    assert set(sort_palette(PALETTE, order)) == set(PALETTE)
    if order != "chroma":
        assert sort_palette(PALETTE, order) == expected


def test_an_unknown_order_names_those_known() -> None:
    """The error lists the orders."""
    with pytest.raises(ValueError, match="lightness, hue, chroma, share"):
        sort_palette(PALETTE, "beauty")


def test_limits_by_merging_what_is_alike() -> None:
    """The look-alike goes, its share to its neighbour; the small far accent stays."""
    blues = (Swatch("#2040d0", 0.5), Swatch("#2848d8", 0.3), Swatch("#202020", 0.19), Swatch("#f02010", 0.01))
    limited = limit_palette(blues, 3)
    assert [swatch.hex for swatch in limited] == ["#2040d0", "#202020", "#f02010"]
    assert limited[0].share == pytest.approx(0.8)


@pytest.mark.parametrize("size", [1, 2, 5, 9])
def test_limiting_keeps_the_whole_share(size: int) -> None:
    """Shares still sum to 1, and a larger limit changes nothing."""
    limited = limit_palette(PALETTE, size)
    assert len(limited) == min(size, 5)
    assert sum(swatch.share for swatch in limited) == pytest.approx(1.0)
    if size >= 5:
        assert limited == PALETTE


def test_refuses_bad_arguments() -> None:
    """No swatch at all to keep is a ValueError."""
    with pytest.raises(ValueError, match="at least 1"):
        limit_palette(PALETTE, 0)
