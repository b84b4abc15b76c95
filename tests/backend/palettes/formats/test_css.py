"""Style sheets."""

from __future__ import annotations

from apprentice_backend.palettes.formats import css
from apprentice_backend.palettes.swatch import Swatch


def test_what_is_written_is_read_back() -> None:
    """Colours, names, order and title survive, whatever the names hold."""
    palette = (Swatch("#102030", name="warm black"), Swatch("#c0ffee", name="a */ b"), Swatch("#ff0000"))
    read = css.read(css.write(palette, "Dusk; } /* */"))
    assert [swatch.hex for swatch in read.swatches] == ["#102030", "#c0ffee", "#ff0000"]
    assert [swatch.name for swatch in read.swatches] == ["warm black", "a * / b", ""]
    assert read.name == "Dusk; } /* * /"


def test_reads_style_sheets_of_others() -> None:
    """Short codes, alpha, rgb() and other properties among them are read for their colours."""
    sheet = ":root{--a:#abc; --b: #11223344; --c: rgb(1, 2, 3);--d:rgba(4 5 6 / 50%); --gap: 4px; color:#fff}"
    assert [swatch.hex for swatch in css.read(sheet.encode()).swatches] == ["#aabbcc", "#112233", "#010203", "#040506"]
