"""PNG files stripped to the chunks of their first picture.

Source: Portable Network Graphics (PNG) Specification, third edition, section 5.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .faults import Fault, PictureFault
from .spans import Piece, span_file
from .stripped import Stripped, exif_orientation

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_BEFORE, _MOST_DATA = 10_000, 300_000
_MOST_HEAD_BYTES, _MOST_EXIF_BYTES = 4096, 65536
_MOST_PROFILE_BYTES = 16 * 2**20
_KEPT = (b"IHDR", b"PLTE", b"tRNS")


class Chunk(NamedTuple):
    """A chunk's name, where its content starts, and the length of its content in bytes."""

    name: bytes
    start: int
    length: int


def chunks(file: BinaryIO) -> Iterator[Chunk]:
    """Yield the chunks of a PNG file; their contents are not read."""
    at = len(SIGNATURE)
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head)
        yield Chunk(name, at + 8, length)
        at += 12 + length


def strip_png(file: BinaryIO) -> Stripped:
    """Leave out all but the header, the palette, the transparency and the first picture's data.

    Raises:
        PictureFault: there are too many chunks, or the colour profile is a bomb.
    """
    pieces: list[Piece] = [SIGNATURE]
    orientation, profile, data = 1, None, 0
    for number, (name, start, length) in enumerate(chunks(file)):
        if data > _MOST_DATA or number - data > _MOST_BEFORE:
            raise PictureFault(Fault.DAMAGED)
        if name == b"IDAT":
            data += 1
            pieces.append((start - 8, length + 12))
        elif data or name == b"IEND":
            break
        elif name in _KEPT and length <= _MOST_HEAD_BYTES:
            pieces.append((start - 8, length + 12))
        elif name == b"eXIf":
            file.seek(start)
            orientation = exif_orientation(file.read(min(length, _MOST_EXIF_BYTES)))
        elif name == b"iCCP" and profile is None and length <= _MOST_PROFILE_BYTES:
            file.seek(start)
            profile = _profile(file.read(length))
    return Stripped(span_file(file, [*pieces, b"\0\0\0\0IEND\xaeB`\x82"]), orientation, profile)


def inflate(data: bytes, most_bytes: int) -> bytes:
    """Inflate up to a bound.

    Raises:
        PictureFault: it would be more.
        zlib.error: it is damaged.
    """
    stream = zlib.decompressobj()
    found = stream.decompress(data, most_bytes)
    if stream.unconsumed_tail:
        raise PictureFault(Fault.TOO_LARGE)
    return found


def _profile(content: bytes) -> bytes | None:
    """Return the profile of an iCCP chunk: a name, NUL, the method 0, and the profile deflated; None if damaged."""
    _, _, rest = content.partition(b"\0")
    try:
        return inflate(rest[1:], _MOST_PROFILE_BYTES)
    except zlib.error:
        return None
