"""Swatch sheets."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from apprentice_backend.palettes.formats import PaletteFileError, png
from apprentice_backend.palettes.swatch import Swatch

PALETTE = (Swatch("#102030", 0.75, "warm black"), Swatch("#c0ffee", 0.25, "é 黒"))


def png_of(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_the_sheet_carries_the_palette() -> None:
    """Shares and names survive in the text chunk."""
    read = png.read(png.write(PALETTE, "Dusk"))
    assert (read.name, read.swatches) == ("Dusk", PALETTE)


@pytest.mark.parametrize("count", [1, 5, 8, 9, 20])
def test_the_sheet_shows_the_palette(count: int) -> None:
    """Eight swatches to a row, each in its exact colour."""
    palette = tuple(Swatch(f"#{value * 12:02x}40{255 - value:02x}") for value in range(count))
    with Image.open(io.BytesIO(png.write(palette, "n"))) as image:
        shown = np.array(image.convert("RGBA"))
    assert shown.shape == (200 * -(-count // 8), 160 * min(count, 8), 4)
    for place, swatch in enumerate(palette):
        assert tuple(shown[200 * (place // 8), 160 * (place % 8)]) == (*swatch.rgb, 255)


def test_reads_a_picture_of_few_colours() -> None:
    """A row of pixels, as pixel artists share palettes, is read in its order."""
    row = np.array([[(200, 0, 0), (0, 0, 10), (200, 0, 0), (0, 90, 0)]], dtype=np.uint8)
    assert [swatch.hex for swatch in png.read(png_of(row)).swatches] == ["#c80000", "#00000a", "#005a00"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png_of(np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)), id="a painting"),
        pytest.param(png_of(np.zeros((4, 4, 4), dtype=np.uint8)), id="nothing on it"),
        pytest.param(png.write(PALETTE, "n")[:400], id="cut short"),
        pytest.param(png.write(PALETTE, "n")[:16] + b"\x00\x00\xea\x60" * 2 + b"\x08\x06\x00\x00\x00", id="huge"),
    ],
)
def test_what_is_no_palette_gets_its_sentence(data: bytes) -> None:
    """Paintings, empty, damaged and huge pictures are refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^This .*\.$"):
        png.read(data)
