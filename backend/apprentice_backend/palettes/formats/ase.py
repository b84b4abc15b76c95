"""Adobe Swatch Exchange, `.ase`.

Source: the format as documented by its readers: "ASEF", version 1.0, then blocks of a type, a length and a body, all
big-endian; names in UTF-16 with their length in code units, the closing NUL included.
"""

from __future__ import annotations

import struct

from ..swatch import Palette, Swatch
from .base import MAX_SWATCHES, NamedPalette, PaletteFileError, SwatchGroup, check_length, one_line, quoted, to_hex
from .spaces import cmyk_to_rgb, lab_to_rgb

_MAGIC = b"ASEF"
_MAX_BYTES = 16 * 2**20
_COLOR, _GROUP_START, _GROUP_END = 0x0001, 0xC001, 0xC002
_NORMAL = 2
_COMPONENTS = {b"RGB ": 3, b"CMYK": 4, b"LAB ": 3, b"Gray": 1}


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of an `.ase` file with one group of that name."""
    blocks = [_block(_GROUP_START, _name(name))]
    for swatch in palette:
        color = struct.pack(">4s3fH", b"RGB ", *(part / 255 for part in swatch.rgb), _NORMAL)
        blocks.append(_block(_COLOR, _name(swatch.name or swatch.hex) + color))
    blocks.append(_block(_GROUP_END, b""))
    return _MAGIC + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)


def read(data: bytes) -> NamedPalette:
    """Read an `.ase` file; the name of its only group is the name of the palette.

    Raises:
        PaletteFileError: it is no such file, is damaged, or holds no colour.
    """
    check_length(data, _MAX_BYTES, "Adobe swatch exchange file")
    if data[:4] != _MAGIC:
        raise PaletteFileError("This is not an Adobe swatch exchange file: it does not begin with 'ASEF'.")
    try:
        return _read_blocks(data)
    except struct.error as error:
        raise PaletteFileError("This Adobe swatch exchange file is damaged: a block of it is cut short.") from error


def _read_blocks(data: bytes) -> NamedPalette:
    (count,) = struct.unpack_from(">I", data, 8)
    swatches: list[Swatch] = []
    groups: list[SwatchGroup] = []
    at = 12
    for _ in range(min(count, 3 * MAX_SWATCHES)):
        kind, length = struct.unpack_from(">HI", data, at)
        body = data[at + 6 : at + 6 + length]
        at += 6 + length
        if kind == _COLOR:
            swatches.append(_swatch(body))
        elif kind == _GROUP_START:
            groups.append(SwatchGroup(_read_name(body)[0], len(swatches), -1))
        elif kind == _GROUP_END and groups and groups[-1].count < 0:
            groups[-1] = SwatchGroup(groups[-1].name, groups[-1].start, len(swatches) - groups[-1].start)
    if not swatches:
        raise PaletteFileError("This Adobe swatch exchange file holds no colour.")
    closed = tuple(group for group in groups if group.count >= 0)
    return NamedPalette(closed[0].name if len(closed) == 1 else "", tuple(swatches), groups=closed)


def _swatch(body: bytes) -> Swatch:
    name, rest = _read_name(body)
    model = rest[:4]
    if model not in _COMPONENTS:
        raise PaletteFileError(f"The swatch {quoted(name)} of this file is in a colour model that cannot be read.")
    parts = struct.unpack_from(f">{_COMPONENTS[model]}f", rest, 4)
    if not all(abs(part) < 1e4 for part in parts):
        raise PaletteFileError(f"The swatch {quoted(name)} of this file is damaged: it is no colour.")
    if model == b"CMYK":
        return Swatch(to_hex(*cmyk_to_rgb(*parts)), name=name)
    if model == b"LAB ":
        return Swatch(to_hex(*lab_to_rgb(parts[0] * 100.0, parts[1], parts[2])), name=name)
    return Swatch(to_hex(*(parts * 3 if model == b"Gray" else parts)), name=name)


def _block(kind: int, body: bytes) -> bytes:
    return struct.pack(">HI", kind, len(body)) + body


def _name(text: str) -> bytes:
    encoded = one_line(text)[:1000].encode("utf-16-be", "replace") + b"\0\0"
    return struct.pack(">H", len(encoded) // 2) + encoded


def _read_name(body: bytes) -> tuple[str, bytes]:
    (units,) = struct.unpack_from(">H", body)
    return body[2 : 2 + 2 * units].decode("utf-16-be", "replace").rstrip("\0"), body[2 + 2 * units :]
