"""Palettes as JSON, `.json`: the swatches that `apprentice palette --json` prints, with a name."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..swatch import Palette, Swatch
from .base import MAX_SWATCHES, NamedPalette, PaletteFileError, check_length

_MAX_BYTES = 8 * 2**20
# The most characters of an error that is passed on: a value of the file stands in it.
_MAX_TOLD = 80


def write(palette: Palette, name: str) -> bytes:
    """Return ``{"name": …, "swatches": [{"hex", "share", "name"}, …]}`` in UTF-8."""
    swatches = [asdict(swatch) for swatch in palette]
    return (json.dumps({"name": name, "swatches": swatches}, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> NamedPalette:
    """Read what `write` writes, or a plain list of "#rrggbb".

    Raises:
        PaletteFileError: it is no JSON, or no palette.
    """
    check_length(data, _MAX_BYTES, "JSON file")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PaletteFileError("This is not a JSON file: it cannot be read as one.") from error
    entries = content.get("swatches") if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries or len(entries) > MAX_SWATCHES:
        raise PaletteFileError('This JSON file holds no palette: it needs a list of "swatches".')
    name = content.get("name", "") if isinstance(content, dict) else ""
    return NamedPalette(_whole(name) if isinstance(name, str) else "", tuple(_swatch(entry) for entry in entries))


def _swatch(entry: Any) -> Swatch:
    fields = {"hex": entry} if isinstance(entry, str) else entry
    if not isinstance(fields, dict) or not isinstance(fields.get("hex"), str):
        raise PaletteFileError('This JSON palette is damaged: a swatch of it has no "hex".')
    share, name = fields.get("share", 0.0), fields.get("name", "")
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not isinstance(name, str):
        raise PaletteFileError("This JSON palette is damaged: a share or a name of it is of another type.")
    try:
        return Swatch(fields["hex"].lower(), float(share), _whole(name))
    except (ValueError, OverflowError) as error:
        told = "a number is too large" if isinstance(error, OverflowError) else str(error)[:_MAX_TOLD]
        raise PaletteFileError(f"This JSON palette is damaged: {told}.") from error


def _whole(text: str) -> str:
    """Return a text without halves of characters, which JSON can spell and UTF-8 cannot."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
