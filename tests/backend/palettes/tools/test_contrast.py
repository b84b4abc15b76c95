"""Readings of contrast."""

from __future__ import annotations

import pytest
from coloraide import Color

from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.contrast import contrast_ratio, read_contrast


@pytest.mark.parametrize(
    ("first", "second"),
    [("#000000", "#ffffff"), ("#777777", "#ffffff"), ("#c81e28", "#143cb4"), ("#10a0f0", "#10a0f0")],
)
def test_the_ratio_is_the_one_of_wcag(first: str, second: str) -> None:
    """The ratio is the one of an independent library, in either order."""
    expected = Color(first).contrast(Color(second), method="wcag21")
    assert contrast_ratio(Swatch(first), Swatch(second)) == pytest.approx(expected, rel=1e-3)
    assert contrast_ratio(Swatch(second), Swatch(first)) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("colors", "says"),
    [
        pytest.param(("#808080", "#8a8070", "#788890"), "close in value", id="flat"),
        pytest.param(("#000000", "#808080", "#ffffff"), "full range", id="full"),
        pytest.param(("#0a0a0a", "#fafafa"), "wide gap", id="gap"),
        pytest.param(("#404040", "#a0a0a0", "#a2a0a0"), "1 pair is hard to tell apart", id="alike"),
    ],
)
def test_says_what_a_painter_needs_to_know(colors: tuple[str, ...], says: str) -> None:
    """Flatness, range, gaps and look-alikes are told in one line."""
    assert says in read_contrast(tuple(Swatch(color) for color in colors)).text


def test_one_swatch_has_no_contrast() -> None:
    """A palette of one reads as flat; an empty one is a ValueError."""
    reading = read_contrast((Swatch("#123456"),))
    assert (reading.ratio, reading.light_span, reading.alike) == (1.0, 0.0, ())
    with pytest.raises(ValueError, match="at least one"):
        read_contrast(())
