"""All formats, found by extension."""

from __future__ import annotations

import random
import re

import pytest

from apprentice_backend.palettes import formats
from apprentice_backend.palettes.swatch import Swatch

PALETTE = tuple(Swatch(color, name=color) for color in ("#102030", "#c0ffee", "#ff0000"))


@pytest.mark.parametrize("extension", formats.EXTENSIONS)
def test_every_format_reads_what_it_writes(extension: str) -> None:
    """The colours of each format come back in order and to the last bit."""
    found = formats.by_extension(extension)
    assert [swatch.hex for swatch in found.read(found.write(PALETTE, "n")).swatches] == [s.hex for s in PALETTE]


@pytest.mark.parametrize("extension", formats.EXTENSIONS)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"noise" * 100, bytes(range(256))], ids=["empty", "nul", "noise", "bytes"]
)
def test_every_format_refuses_noise_in_one_sentence(extension: str, data: bytes) -> None:
    """Noise is a PaletteFileError in every format, never another exception."""
    with pytest.raises(formats.PaletteFileError, match=r"^[A-Z].*\.$"):
        formats.by_extension(extension).read(data)


@pytest.mark.parametrize("extension", formats.EXTENSIONS)
def test_every_format_survives_damage_anywhere(extension: str) -> None:
    """Bytes changed, lost or added at random give another palette or one sentence, nothing else."""
    rng = random.Random(extension)
    found = formats.by_extension(extension)
    whole = found.write(PALETTE, "n")
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(rng.choice((1, 3, 20))):
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.choice((0, 1, 5))] = rng.randbytes(rng.choice((0, 1, 3)))
        try:
            assert found.read(bytes(damaged)).swatches
        except formats.PaletteFileError as error:
            assert re.fullmatch(r"[A-Z].*\.", str(error))


@pytest.mark.parametrize("extension", ["gpl", ".GPL", "Kpl"])
def test_extensions_are_found_with_dot_and_in_any_case(extension: str) -> None:
    """A file's suffix is an extension, with its dot and in any case."""
    assert formats.by_extension(extension)


def test_an_unknown_extension_names_those_that_are_known() -> None:
    """The error lists the formats."""
    with pytest.raises(ValueError, match="gpl, kpl"):
        formats.by_extension("doc")


@pytest.mark.parametrize("extension", formats.EXTENSIONS)
def test_names_of_every_kind_can_be_written(extension: str) -> None:
    """Line ends, NUL and direction marks in names, as another palette may bring them, leave a file that is read."""
    names = ("a\nb", "\0\x1b", "\u202ec")
    palette = tuple(Swatch(swatch.hex, name=name) for swatch, name in zip(PALETTE, names, strict=True))
    found = formats.by_extension(extension)
    written = found.write(palette, "d\n\0e")
    assert [swatch.hex for swatch in found.read(written).swatches] == [s.hex for s in PALETTE]
