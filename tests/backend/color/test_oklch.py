"""OKLCH."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.color.oklch import hue_direction, oklab_to_oklch, oklch_to_oklab


@pytest.mark.parametrize("color", ["#ff0000", "#00ff7f", "#123456", "#fedcba", "#8a2be2"])
def test_agrees_with_coloraide(color: str) -> None:
    """Lightness, chroma and hue are those of an independent library."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.uint8)
    expected = Color(color).convert("oklch").coords()
    assert oklab_to_oklch(srgb_bytes_to_oklab(rgb)) == pytest.approx(expected, abs=0.05)


def test_goes_there_and_back() -> None:
    """OKLab comes back from OKLCH."""
    lab = np.random.default_rng(0).uniform((0, -0.3, -0.3), (1, 0.3, 0.3), (50, 3)).astype(np.float32)
    assert oklch_to_oklab(oklab_to_oklch(lab)) == pytest.approx(lab, abs=1e-6)


@pytest.mark.parametrize("hue_deg", [0.0, 62.0, 245.0, -30.0])
def test_direction_of_a_hue_is_its_colour_of_chroma_1(hue_deg: float) -> None:
    """The vector is the a and b of that hue in OKLab."""
    lch = np.array([0.5, 1.0, hue_deg], np.float32)
    assert hue_direction(hue_deg) == pytest.approx(oklch_to_oklab(lch)[1:], abs=1e-6)
