"""GIMP palettes, `.gpl`, which Krita, Inkscape, GIMP and many others read.

Source: GIMP's developer documentation, "GIMP palette file format": a magic line, "Name:" and "Columns:" headers,
"#" comments, then one "red green blue name" line per swatch.
"""

from __future__ import annotations

import re

from apprentice_shared.swatch import rgb_to_hex

from ..swatch import Palette, Swatch
from .base import MAX_COLUMNS, MAX_SWATCHES, NamedPalette, PaletteFileError, one_line

_MAGIC = "GIMP Palette"
_HEADER = re.compile(r"(\w+)\s*:\s*(.*)")
_SWATCH = re.compile(r"(\d{1,5})\s+(\d{1,5})\s+(\d{1,5})(?:\s+(.*))?")


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
    lines = _decode(data).splitlines()
    if not lines or lines[0].strip() != _MAGIC:
        raise PaletteFileError("This is not a GIMP palette: its first line is not 'GIMP Palette'.")
    headers: dict[str, str] = {}
    swatches: list[Swatch] = []
    for number, line in enumerate(lines[1:], start=2):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        header = _HEADER.fullmatch(text)
        if header and not swatches:
            headers[header[1].lower()] = header[2].strip()
            continue
        swatches.append(_parse_swatch(text, number, with_alpha=headers.get("channels") == "RGBA"))
        if len(swatches) > MAX_SWATCHES:
            raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    if not swatches:
        raise PaletteFileError("This GIMP palette holds no colour.")
    columns = headers.get("columns", "")
    return NamedPalette(headers.get("name", ""), tuple(swatches), int(columns) if columns.isdigit() else 0)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Some palettes are older than UTF-8; Latin-1 reads any byte.
        return data.decode("latin-1")


def _parse_swatch(text: str, number: int, *, with_alpha: bool) -> Swatch:
    match = _SWATCH.fullmatch(text)
    if match is None or any(int(match[part]) > 255 for part in (1, 2, 3)):
        raise PaletteFileError(
            f"Line {number} of this GIMP palette is damaged: it should hold three numbers up to 255."
        )
    name = (match[4] or "").strip()
    if with_alpha:
        name = name.partition(" ")[2].strip() if name[:1].isdigit() else name
    red, green, blue = (int(match[part]) for part in (1, 2, 3))
    return Swatch(rgb_to_hex(red, green, blue), name="" if name == "Untitled" else name)
