"""Palettes as JSON."""

from __future__ import annotations

import pytest

from apprentice_backend.palettes.formats import PaletteFileError, json_file
from apprentice_backend.palettes.swatch import Swatch


def test_what_is_written_is_read_back_with_shares() -> None:
    """Colours, shares and names survive."""
    palette = (Swatch("#102030", 0.75, "warm black"), Swatch("#c0ffee", 0.25, "é 黒"))
    read = json_file.read(json_file.write(palette, "Dusk"))
    assert (read.name, read.swatches) == ("Dusk", palette)


def test_reads_a_plain_list() -> None:
    """A list of codes is a palette."""
    assert [swatch.hex for swatch in json_file.read(b'["#102030", "#C0FFEE"]').swatches] == ["#102030", "#c0ffee"]


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "3",
        '{"swatches": 3}',
        '["red"]',
        '[{"hex": 3}]',
        '[{"hex": "#102030", "share": "half"}]',
        '[{"hex": "#102030", "share": 7}]',
        '[{"hex": "#102030", "share": NaN}]',
        '[{"hex": "#102030", "share": 1' + "0" * 400 + "}]",
        "[" * 100_000,
    ],
    ids=["object", "list", "number", "no list", "word", "hex type", "share type", "share", "nan", "huge", "deep"],
)
def test_a_damaged_file_gets_its_sentence(text: str) -> None:
    """JSON that is no palette is refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^This .*\.$"):
        json_file.read(text.encode())
