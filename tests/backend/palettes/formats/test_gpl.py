"""GIMP palettes, our own and those that Krita ships."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from apprentice_backend.palettes.formats import PaletteFileError, gpl
from apprentice_backend.palettes.swatch import Swatch

KRITA = Path("/usr/share/krita")
PALETTE = (Swatch("#c81e28", 0.6, "vivid red"), Swatch("#143cb4", 0.4, "blue"), Swatch("#000000", name="é 黒"))


def test_what_is_written_is_read_back() -> None:
    """Colours, names, order and columns survive; shares are not part of the format."""
    read = gpl.read(gpl.write(PALETTE, "My sunset"))
    assert read.name == "My sunset"
    assert [(swatch.hex, swatch.name) for swatch in read.swatches] == [(s.hex, s.name) for s in PALETTE]
    assert read.columns == 3


def test_names_cannot_break_lines() -> None:
    """A line break in a name is a space in the file."""
    read = gpl.read(gpl.write((Swatch("#010203", name="a\nb\r# c"),), "x\n1 2 3"))
    assert read.name == "x 1 2 3"
    assert [swatch.name for swatch in read.swatches] == ["a b # c"]


@pytest.mark.skipif(not (KRITA / "palettes").is_dir(), reason="no Krita palettes here: apt-get install krita-data")
def test_reads_every_gpl_that_krita_ships() -> None:
    """The palettes of krita-data, loose and inside its bundles, have a name and as many swatches as colour lines."""
    loose = {path.name: path.read_bytes() for path in sorted((KRITA / "palettes").glob("*.gpl"))}
    bundled: dict[str, bytes] = {}
    for bundle in sorted((KRITA / "bundles").glob("*.bundle")):
        with zipfile.ZipFile(bundle) as archive:
            bundled |= {
                f"{bundle.name}:{name}": archive.read(name) for name in archive.namelist() if name.endswith(".gpl")
            }
    assert len(loose) == 13
    assert bundled
    for data in (loose | bundled).values():
        read = gpl.read(data)
        lines = [line for line in data.decode("utf-8", "replace").splitlines() if line.lstrip()[:1].isdigit()]
        assert read.name
        assert read.columns > 0
        assert len(read.swatches) == len(lines)


@pytest.mark.parametrize(
    ("text", "swatches"),
    [
        pytest.param("GIMP Palette\r\nName: a\r\n#\r\n1 2 3 x\r\n", [("#010203", "x")], id="windows lines"),
        pytest.param("\ufeffGIMP Palette\n1 2 3\n", [("#010203", "")], id="byte order mark, no headers"),
        pytest.param("GIMP Palette\nChannels: RGBA\n1 2 3 255 x y\n", [("#010203", "x y")], id="Aseprite with alpha"),
        pytest.param("GIMP Palette\nColumns: 0\n  1\t2\t3\tUntitled\n", [("#010203", "")], id="tabs and untitled"),
    ],
)
def test_reads_the_dialects(text: str, swatches: list[tuple[str, str]]) -> None:
    """Files of other programs are read too."""
    assert [(swatch.hex, swatch.name) for swatch in gpl.read(text.encode()).swatches] == swatches


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="a picture"),
        pytest.param(b"GIMP Palette\nName: a\n", id="no colour"),
        pytest.param(b"GIMP Palette\n1 2\n", id="two numbers"),
        pytest.param(b"GIMP Palette\n1 2 999 x\n", id="out of range"),
        pytest.param(b"GIMP Palette\n1 2 3 x\nnoise\n", id="noise after colours"),
    ],
)
def test_a_damaged_file_gets_its_sentence(data: bytes) -> None:
    """A file that cannot be read is refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^[A-Z].*\.$"):
        gpl.read(data)
