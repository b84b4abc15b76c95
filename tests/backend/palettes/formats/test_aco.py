"""Photoshop swatches."""

from __future__ import annotations

import struct

import pytest

from apprentice_backend.palettes.formats import PaletteFileError, aco
from apprentice_backend.palettes.swatch import Swatch


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((0, 65535, 32896, 0, 0), "#ff8000"),
        ((1, 0, 65535, 65535, 0), "#ff0000"),
        ((2, 65535, 0, 0, 65535), "#ff0000"),
        ((7, 10000, 0, 0, 0), "#ffffff"),
        ((8, 10000, 0, 0, 0), "#ffffff"),
    ],
    ids=["rgb", "hsb", "cmyk", "lab", "grey"],
)
def test_reads_every_space_in_version_1(words: tuple[int, ...], expected: str) -> None:
    """Each space of the format becomes sRGB."""
    (swatch,) = aco.read(struct.pack(">HH5H", 1, 1, *words)).swatches
    assert swatch == Swatch(expected)


def test_negative_lab_words_are_read_as_such() -> None:
    """Greens and blues have negative components."""
    (swatch,) = aco.read(struct.pack(">HHHHhhH", 1, 1, 7, 5000, -5000, 3000, 0)).swatches
    red, green, blue = swatch.rgb
    assert green > red
    assert green > blue


def test_holds_both_versions_and_names() -> None:
    """Old readers find version 1, new ones the names of version 2."""
    palette = (Swatch("#102030", name="ink"), Swatch("#c0ffee", name="é 黒"))
    data = aco.write(palette, "n")
    assert struct.unpack_from(">HH", data) == (1, 2)
    assert struct.unpack_from(">HH", data, 24) == (2, 2)
    assert aco.read(data).swatches == palette
    assert [swatch.hex for swatch in aco.read(data[:24]).swatches] == ["#102030", "#c0ffee"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(struct.pack(">HH", 1, 0), id="no colour"),
        pytest.param(struct.pack(">HH5H", 1, 2, 0, 1, 2, 3, 0), id="fewer than said"),
        pytest.param(struct.pack(">HH5H", 3, 1, 0, 1, 2, 3, 0), id="version"),
        pytest.param(struct.pack(">HH5H", 1, 1, 9, 1, 2, 3, 0), id="space"),
        pytest.param(struct.pack(">HH5HI", 2, 1, 0, 1, 2, 3, 0, 1 << 30)[:-2], id="cut in a name"),
    ],
)
def test_a_damaged_file_gets_its_sentence(data: bytes) -> None:
    """A file that cannot be read is refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^This Photoshop swatch file .*\.$|^This is not .*\.$"):
        aco.read(data)
