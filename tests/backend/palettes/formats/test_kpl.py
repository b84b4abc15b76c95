"""Krita's own palettes."""

from __future__ import annotations

import io
import zipfile

import pytest

from apprentice_backend.palettes.formats import NamedPalette, PaletteFileError, SwatchGroup, kpl
from apprentice_backend.palettes.swatch import Swatch

PALETTE = (Swatch("#c81e28", 0.6, "vivid <red> & co"), Swatch("#143cb4", 0.4), Swatch("#000000", name="é 黒"))


def kpl_of(colorset: str) -> bytes:
    """Return a `.kpl` around this colorset.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "krita/x-colorset")
        archive.writestr("colorset.xml", colorset)
    return buffer.getvalue()


def test_what_is_written_is_read_back() -> None:
    """Colours, names and order survive, whatever characters a name has."""
    read = kpl.read(kpl.write(PALETTE, "Sunset & <co>"))
    assert read.name == "Sunset & <co>"
    assert [swatch.hex for swatch in read.swatches] == [swatch.hex for swatch in PALETTE]
    assert [swatch.name for swatch in read.swatches] == ["vivid <red> & co", "#143cb4", "é 黒"]
    assert read.columns == 3


def test_every_byte_value_survives() -> None:
    """All 256 values of a channel come back to the last bit."""
    palette = tuple(Swatch(f"#{value:02x}{255 - value:02x}{value ^ 85:02x}") for value in range(256))
    assert [swatch.hex for swatch in kpl.read(kpl.write(palette, "all")).swatches] == [swatch.hex for swatch in palette]


def test_equal_palettes_give_equal_files() -> None:
    """No clock goes into the file."""
    assert kpl.write(PALETTE, "a") == kpl.write(PALETTE, "a")


def test_reads_groups_in_the_order_shown() -> None:
    """Ungrouped swatches come first, then each group, row by row."""
    entry = '<ColorSetEntry name="{0}"><sRGB r="0" g="0" b="0"/><Position row="{1}" column="{2}"/></ColorSetEntry>'
    body = entry.format("second", 1, 0) + entry.format("first", 0, 5)
    group = f'<Group name="Skin" rows="1">{entry.format("third", 0, 0)}</Group>'
    read = kpl.read(kpl_of(f'<Colorset name="n" columns="8">{body}{group}</Colorset>'))
    assert [swatch.name for swatch in read.swatches] == ["first", "second", "third"]
    assert read.groups == (SwatchGroup("Skin", 2, 1),)
    assert read.columns == 8


def test_groups_and_columns_survive() -> None:
    """A palette with groups comes back with them, ungrouped swatches first."""
    named = NamedPalette("n", PALETTE, 2, (SwatchGroup("Reds", 0, 1),))
    read = kpl.read(kpl.write_named(named))
    assert read.columns == 2
    assert [swatch.hex for swatch in read.swatches] == ["#143cb4", "#000000", "#c81e28"]
    assert read.groups == (SwatchGroup("Reds", 2, 1),)


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ('<RGB space="sRGB-elle-V2-srgbtrc.icc" r="1" g="0.502" b="0"/>', "#ff8000"),
        ('<RGB space="sRGB-elle-V2-g10.icc" r="1" g="0.21586" b="0"/>', "#ff8000"),
        ('<Gray space="Gray-D50-elle-V2-srgbtrc.icc" g="0.5"/>', "#808080"),
        ('<Lab space="Lab identity built-in" L="100" a="0" b="0"/>', "#ffffff"),
        ('<XYZ space="XYZ identity built-in" x="0.9642" y="1" z="0.8251"/>', "#ffffff"),
    ],
    ids=["srgb", "linear", "grey", "lab", "xyz"],
)
def test_reads_the_spaces_that_krita_has_built_in(color: str, expected: str) -> None:
    """Swatches of other spaces become sRGB."""
    entry = f'<ColorSetEntry name="x" bitdepth="F32">{color}</ColorSetEntry>'
    (swatch,) = kpl.read(kpl_of(f'<ColorSet version="2.0">{entry}</ColorSet>')).swatches
    assert swatch.hex == expected


@pytest.mark.parametrize("tag", ['CMYK c="0" m="0" y="0" k="0"', 'RGB r="0" g="0" b="0"'], ids=["inks", "wide"])
def test_a_profile_that_is_not_in_the_file_is_named(tag: str) -> None:
    """Colours whose profile is missing are refused by its name, not guessed."""
    entry = f'<ColorSetEntry name="x"><{tag} space="Odd Inc."/></ColorSetEntry>'
    with pytest.raises(PaletteFileError, match=r"'Odd Inc\.', which is not in the file"):
        kpl.read(kpl_of(f"<ColorSet>{entry}</ColorSet>"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 noise", id="no zip"),
        pytest.param(kpl.write(PALETTE, "a")[:200], id="cut short"),
        pytest.param(kpl_of("<Colorset"), id="cut xml"),
        pytest.param(kpl_of("<Colorset/>"), id="no colour"),
        pytest.param(kpl_of('<!DOCTYPE x [<!ENTITY a "b">]><Colorset name="&a;"/>'), id="entities"),
        pytest.param(
            kpl_of('<C><ColorSetEntry name="x"><sRGB r="red" g="0" b="0"/></ColorSetEntry></C>'), id="no number"
        ),
        pytest.param(
            kpl_of('<C><ColorSetEntry name="x"><sRGB r="nan" g="0" b="0"/></ColorSetEntry></C>'), id="not finite"
        ),
        pytest.param(kpl_of('<C><ColorSetEntry name="x"><Odd/></ColorSetEntry></C>'), id="unknown space"),
    ],
)
def test_a_damaged_file_gets_its_sentence(data: bytes) -> None:
    """A file that cannot be read is refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^[A-Z].*\.$"):
        kpl.read(data)
