"""Previews of colour-vision deficiencies."""

from __future__ import annotations

import pytest
from coloraide import Color

from apprentice_backend.palettes.convert import palette_to_bytes
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.palettes.tools.vision import KINDS, confused_pairs, preview_vision


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("color", ["#c81e28", "#2e8b57", "#143cb4", "#f0dc5a", "#808080"])
def test_agrees_with_coloraide(kind: str, color: str) -> None:
    """The simulation is the one of an independent library, to a bit or two."""
    expected = Color(color).filter(kind, method="machado").convert("srgb").clip()
    (seen,) = preview_vision((Swatch(color, 0.5),), kind)
    wanted = [round(part * 255) for part in expected.coords()]
    assert palette_to_bytes((seen,))[0].tolist() == pytest.approx(wanted, abs=2)
    assert seen.share == 0.5


def test_finds_the_red_and_green_that_some_eyes_confuse() -> None:
    """A red and a green of one lightness are a pair for deutan eyes, and none for tritan ones."""
    palette = (Swatch("#b5651d"), Swatch("#6b8e23"), Swatch("#1e3a8a"))
    assert confused_pairs(palette, "deutan") == [(0, 1)]
    assert confused_pairs(palette, "tritan") == []


def test_an_unknown_kind_names_those_known() -> None:
    """The error lists the kinds."""
    with pytest.raises(ValueError, match="protan, deutan, tritan"):
        preview_vision((Swatch("#102030"),), "dog")
