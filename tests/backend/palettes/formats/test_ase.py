"""Adobe Swatch Exchange."""

from __future__ import annotations

import struct

import pytest

from apprentice_backend.palettes.formats import PaletteFileError, SwatchGroup, ase
from apprentice_backend.palettes.swatch import Swatch


def color_block(name: str, model: bytes, *parts: float) -> bytes:
    """Return one colour block as Adobe's programs lay it out."""
    encoded = name.encode("utf-16-be") + b"\0\0"
    body = struct.pack(">H", len(encoded) // 2) + encoded + model + struct.pack(f">{len(parts)}fH", *parts, 0)
    return struct.pack(">HI", 1, len(body)) + body


def file_of(*blocks: bytes) -> bytes:
    return b"ASEF" + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)


@pytest.mark.parametrize(
    ("model", "parts", "expected"),
    [
        (b"RGB ", (1.0, 0.5, 0.0), "#ff8000"),
        (b"Gray", (0.5,), "#808080"),
        (b"CMYK", (0.0, 1.0, 1.0, 0.0), "#ff0000"),
        (b"LAB ", (1.0, 0.0, 0.0), "#ffffff"),
        (b"LAB ", (0.5429, 80.81, 69.89), "#ff0000"),
    ],
    ids=["rgb", "grey", "cmyk", "lab white", "lab red"],
)
def test_reads_every_colour_model(model: bytes, parts: tuple[float, ...], expected: str) -> None:
    """Each model of the format becomes sRGB."""
    (swatch,) = ase.read(file_of(color_block("x", model, *parts))).swatches
    assert swatch.name == "x"
    wanted = Swatch(expected).rgb
    assert swatch.rgb == pytest.approx(wanted, abs=4)


def test_reads_groups() -> None:
    """Groups are kept, and colours outside of groups too."""
    start = struct.pack(">HIH", 0xC001, 2 + 10, 5) + "Skin".encode("utf-16-be") + b"\0\0"
    end = struct.pack(">HI", 0xC002, 0)
    loose, inside = color_block("a", b"Gray", 0.0), color_block("b", b"Gray", 1.0)
    read = ase.read(file_of(loose, start, inside, inside, end))
    assert read.groups == (SwatchGroup("Skin", 1, 2),)
    assert len(read.swatches) == 3


def test_what_is_written_is_laid_out_as_adobe_does() -> None:
    """The file begins with the format's header, and its group has the palette's name."""
    data = ase.write((Swatch("#ff0000", name="é"),), "Warm")
    assert data[:12] == b"ASEF\x00\x01\x00\x00\x00\x00\x00\x03"
    assert data[12:14] == b"\xc0\x01"
    assert struct.pack(">4s3fH", b"RGB ", 1.0, 0.0, 0.0, 2) in data
    assert ase.read(data).name == "Warm"


@pytest.mark.parametrize("cut", [6, 11, 13, 20, 30, 45])
def test_a_file_cut_short_gets_its_sentence(cut: int) -> None:
    """A file that is cut short anywhere is refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^This Adobe swatch exchange file .*\.$"):
        ase.read(ase.write((Swatch("#ff0000", name="red"),), "n")[:cut])


@pytest.mark.parametrize(
    "block", [color_block("x", b"HSB ", 1.0, 1.0, 1.0), color_block("x", b"Gray", float("nan"))], ids=["model", "nan"]
)
def test_a_colour_that_is_none_gets_its_sentence(block: bytes) -> None:
    """An unknown model or a value that is no number is refused by the swatch's name."""
    with pytest.raises(PaletteFileError, match="'x'"):
        ase.read(file_of(block))
