"""GIMP palettes, `.gpl`, which Krita, Inkscape, GIMP and many others read.

Source: GIMP's developer documentation, "GIMP palette file format": a magic line, "Name:" and "Columns:" headers,
"#" comments, then one "red green blue name" line per swatch.
"""

from __future__ import annotations

from apprentice_shared.swatch import rgb_to_hex

from ..swatch import Palette, Swatch
from .base import MAX_COLUMNS, MAX_SWATCHES, NamedPalette, PaletteFileError, check_length, one_line, whole_number

_MAGIC = "GIMP Palette"
_MAX_BYTES = 8 * 2**20


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a `.gpl` file, UTF-8."""
    lines = [_MAGIC, f"Name: {one_line(name)}", f"Columns: {min(len(palette), MAX_COLUMNS)}", "#"]
    for swatch in palette:
        red, green, blue = swatch.rgb
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{one_line(swatch.name) or swatch.hex}")
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes) -> NamedPalette:
    """Read a `.gpl` file.

    Raises:
        PaletteFileError: it is no GIMP palette, holds no colour, or a line of it is damaged.
    """
    check_length(data, _MAX_BYTES, "GIMP palette")
    lines = _decode(data).splitlines()
    if not lines or lines[0].strip() != _MAGIC:
        raise PaletteFileError("This is not a GIMP palette: its first line is not 'GIMP Palette'.")
    headers: dict[str, str] = {}
    swatches: list[Swatch] = []
    for number, line in enumerate(lines[1:], start=2):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        key, colon, value = text.partition(":")
        if colon and not swatches and key.strip().replace("_", "x").isalnum():
            headers[key.strip().lower()] = value.strip()
            continue
        swatches.append(_parse_swatch(text, number, with_alpha=headers.get("channels") == "RGBA"))
        if len(swatches) > MAX_SWATCHES:
            raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    if not swatches:
        raise PaletteFileError("This GIMP palette holds no colour.")
    return NamedPalette(headers.get("name", ""), tuple(swatches), whole_number(headers.get("columns", "")) or 0)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Some palettes are older than UTF-8; Latin-1 reads any byte.
        return data.decode("latin-1")


def _parse_swatch(text: str, number: int, *, with_alpha: bool) -> Swatch:
    red, green, blue, name = [*text.split(None, 3), "", "", "", ""][:4]
    parts = [part for part in map(whole_number, (red, green, blue)) if part is not None and part <= 255]
    if len(parts) < 3:
        raise PaletteFileError(
            f"Line {number} of this GIMP palette is damaged: it should hold three numbers up to 255."
        )
    name = name.strip()
    if with_alpha:
        name = name.partition(" ")[2].strip() if name[:1].isdigit() else name
    return Swatch(rgb_to_hex(*parts), name="" if name == "Untitled" else name)
