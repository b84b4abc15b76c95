"""Custom properties of a style sheet, `.css`."""

from __future__ import annotations

import re

from apprentice_shared.swatch import rgb_to_hex

from ..swatch import Palette, Swatch
from .base import MAX_SWATCHES, NamedPalette, PaletteFileError, one_line

_MAX_BYTES = 4 * 1024 * 1024
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+);[ \t]*(?:/\*[ \t]*(.*?)[ \t]*\*/)?")
_TITLE = re.compile(r"\s*/\*\s*(.*?)\s*\*/")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/][^)]*)?\)")


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a style sheet with one custom property per swatch, in order."""
    lines = [f"/* {_comment(name)} */", ":root {"]
    for place, swatch in enumerate(palette, start=1):
        slug = re.sub(r"[^a-z0-9]+", "-", swatch.name.lower()).strip("-")
        lines.append(f"  --color-{place}{f'-{slug}' if slug else ''}: {swatch.hex}; /* {_comment(swatch.name)} */")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def read(data: bytes) -> NamedPalette:
    """Read every custom property that is a colour, in order.

    Raises:
        PaletteFileError: it is no text, too long, or without a custom property that is a colour.
    """
    if len(data) > _MAX_BYTES:
        raise PaletteFileError("This style sheet is too long to be a palette.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaletteFileError("This is not a style sheet: it is not text in UTF-8.") from error
    swatches = [
        Swatch(color, name=match[3] or "") for match in _PROPERTY.finditer(text) if (color := _hex(match[2].strip()))
    ]
    if not swatches:
        raise PaletteFileError("This style sheet holds no custom property that is a colour.")
    if len(swatches) > MAX_SWATCHES:
        raise PaletteFileError(f"This palette holds more than {MAX_SWATCHES} colours and was not read.")
    title = _TITLE.match(text)
    return NamedPalette(title[1] if title else "", tuple(swatches))


def _hex(value: str) -> str | None:
    """Return "#rrggbb" of a hex colour or of `rgb(…)`, alpha left out; None where the value is neither."""
    if match := _HEX.fullmatch(value):
        digits = match[1].lower()
        full = "".join(2 * digit for digit in digits) if len(digits) < 6 else digits
        return f"#{full[:6]}"
    if match := _RGB.fullmatch(value):
        parts = [int(match[part]) for part in (1, 2, 3)]
        return rgb_to_hex(*parts) if max(parts) <= 255 else None
    return None


def _comment(text: str) -> str:
    return one_line(text).replace("*/", "* /")
