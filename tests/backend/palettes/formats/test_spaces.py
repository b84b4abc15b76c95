"""The colour spaces that palette files use."""

from __future__ import annotations

import pytest
from coloraide import Color

from apprentice_backend.palettes.formats.spaces import cmyk_to_rgb, hsb_to_rgb, lab_to_rgb, xyz_to_rgb


@pytest.mark.parametrize("color", ["#c81e28", "#143cb4", "#f0dc5a", "#808080", "#000000", "#ffffff", "#05070a"])
@pytest.mark.parametrize(("space", "convert"), [("lab", lab_to_rgb), ("xyz-d50", xyz_to_rgb)])
def test_agrees_with_coloraide(color: str, space: str, convert) -> None:
    """CIELAB and XYZ under D50 agree with an independent library."""
    parts = Color(color).convert(space).coords()
    assert convert(*parts) == pytest.approx(Color(color).coords(), abs=1e-4)


def test_clips_what_srgb_cannot_show() -> None:
    """A colour outside sRGB is clipped to its border."""
    assert all(0.0 <= part <= 1.0 for part in lab_to_rgb(60.0, 120.0, -120.0))


def test_inks_and_hues() -> None:
    """Full inks are their complements, and hues run round the circle."""
    assert cmyk_to_rgb(0.0, 1.0, 1.0, 0.0) == (1.0, 0.0, 0.0)
    assert cmyk_to_rgb(0.2, 0.4, 0.6, 1.0) == (0.0, 0.0, 0.0)
    assert hsb_to_rgb(1 / 3, 1.0, 1.0) == pytest.approx((0.0, 1.0, 0.0))
