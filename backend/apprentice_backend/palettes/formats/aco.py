"""Photoshop swatches, `.aco`.

Source: Adobe Photoshop File Formats Specification, "Color Swatches": a version 1 block for old readers, then a
version 2 block of the same colours with names.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from ..swatch import Palette, Swatch
from .base import NamedPalette, PaletteFileError, check_length, one_line, to_hex
from .spaces import Rgb, cmyk_to_rgb, hsb_to_rgb, lab_to_rgb

_FULL = 65535
_MAX_BYTES = 16 * 2**20


def write(palette: Palette, name: str) -> bytes:  # noqa: ARG001 -- the format has no place for a palette's name
    """Return the bytes of an `.aco` file; the format keeps the swatches' names and not the palette's."""
    colors = [struct.pack(">5H", 0, *(part * 257 for part in swatch.rgb), 0) for swatch in palette]
    named = [color + _name(swatch.name or swatch.hex) for color, swatch in zip(colors, palette, strict=True)]
    count = len(palette)
    return struct.pack(">HH", 1, count) + b"".join(colors) + struct.pack(">HH", 2, count) + b"".join(named)


def read(data: bytes) -> NamedPalette:
    """Read an `.aco` file of version 1, 2 or both.

    Raises:
        PaletteFileError: it is no such file, is damaged, or holds a colour in a space that cannot be read.
    """
    check_length(data, _MAX_BYTES, "Photoshop swatch file")
    try:
        version, count = struct.unpack_from(">HH", data)
        if version == 1 and len(data) > 4 + 10 * count + 4:
            at = 4 + 10 * count
            version, count = struct.unpack_from(">HH", data, at)
            data = data[at:]
        if version not in (1, 2):
            raise PaletteFileError("This is not a Photoshop swatch file: its version is neither 1 nor 2.")
        swatches = _read_swatches(data, version, count)
    except struct.error as error:
        raise PaletteFileError("This Photoshop swatch file is damaged: it is cut short.") from error
    if not swatches:
        raise PaletteFileError("This Photoshop swatch file holds no colour.")
    return NamedPalette("", tuple(swatches))


def _read_swatches(data: bytes, version: int, count: int) -> list[Swatch]:
    swatches = []
    at = 4
    for _ in range(count):
        space, *parts = struct.unpack_from(">H4H", data, at)
        at += 10
        name = ""
        if version == 2:
            (units,) = struct.unpack_from(">I", data, at)
            name = data[at + 4 : at + 4 + 2 * units].decode("utf-16-be", "replace").rstrip("\0")
            at += 4 + 2 * units
        if space not in _SPACES:
            raise PaletteFileError("This Photoshop swatch file holds a colour in a space that cannot be read.")
        swatches.append(Swatch(to_hex(*_SPACES[space](parts)), name=name))
    return swatches


def _lab(parts: list[int]) -> Rgb:
    a, b = (part - 65536 if part > 32767 else part for part in parts[1:3])
    return lab_to_rgb(parts[0] / 100.0, a / 100.0, b / 100.0)


def _grey(parts: list[int]) -> Rgb:
    return (parts[0] / 10000.0,) * 3


# Space number -> its four words to sRGB. Inks are stored as what they leave of the light.
_SPACES: dict[int, Callable[[list[int]], Rgb]] = {
    0: lambda parts: (parts[0] / _FULL, parts[1] / _FULL, parts[2] / _FULL),
    1: lambda parts: hsb_to_rgb(parts[0] / _FULL, parts[1] / _FULL, parts[2] / _FULL),
    2: lambda parts: cmyk_to_rgb(*(1.0 - part / _FULL for part in parts)),
    7: _lab,
    8: _grey,
}


def _name(text: str) -> bytes:
    encoded = one_line(text)[:1000].encode("utf-16-be", "replace") + b"\0\0"
    return struct.pack(">I", len(encoded) // 2) + encoded
