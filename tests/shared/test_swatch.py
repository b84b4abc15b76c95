"""Colours as text."""

from __future__ import annotations

import pytest

from apprentice_shared.swatch import SwatchPart, is_hex_color


@pytest.mark.parametrize(
    ("text", "strict", "lenient"),
    [
        ("#1f2e3d", True, True),
        ("#1F2e3D", False, True),
        ("1f2e3d", False, False),
        ("#1f2e3", False, False),
        ("#1f2e3d\n", False, False),
        ("#1f2e3g", False, False),
    ],
)
def test_tells_a_colour_from_other_text(text: str, strict: bool, lenient: bool):
    """Capitals are digits only where an artist may write them."""
    assert (is_hex_color(text), is_hex_color(text, any_case=True)) == (strict, lenient)


def test_a_swatch_tells_its_components():
    """Red, green and blue, 0 to 255."""
    assert SwatchPart("#ff8001", 0.5, "orange").rgb == (255, 128, 1)
