"""A picture file stripped to what its picture needs."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

_ORIENTATION, _SHORT = 0x0112, 3
_MOST_TAGS = 1000


@dataclass(frozen=True)
class Stripped:
    """A picture file without metadata.

    Args:
        file: the file that Pillow opens.
        orientation: 1 to 8, as EXIF counts.
        profile: the ICC profile where it was taken out; None leaves it to Pillow.
        passes: how often a decoder goes over all pixels.
    """

    file: BinaryIO
    orientation: int = 1
    profile: bytes | None = None
    passes: int = 1


def size_of(file: BinaryIO) -> int:
    """Return the length of a file in bytes."""
    return file.seek(0, 2)


def exif_orientation(exif: bytes) -> int:
    """Return the orientation, 1 to 8, from an EXIF block; 1 where it holds none, however damaged it is.

    Source: TIFF 6.0, section 2: a directory of twelve bytes for each tag.
    """
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return 1
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    if at + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    for index in range(min(count, _MOST_TAGS)):
        entry = exif[at + 2 + 12 * index : at + 14 + 12 * index]
        if len(entry) < 12:
            return 1
        tag, kind, _, value = struct.unpack(f"{order}HHIH2x", entry)
        if tag == _ORIENTATION and kind == _SHORT:
            return value if 1 <= value <= 8 else 1
    return 1
