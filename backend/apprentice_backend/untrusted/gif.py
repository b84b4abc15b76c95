"""GIF files stripped to their first picture.

Source: Graphics Interchange Format, version 89a, sections 18 to 26.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from .faults import Fault, PictureFault
from .spans import span_file
from .stripped import Stripped, size_of

SIGNATURES = (b"GIF87a", b"GIF89a")
_EXTENSION, _PICTURE, _CONTROL = b"!", b",", 0xF9
_BUFFERED = 1 << 16


def strip_gif(file: BinaryIO) -> Stripped:
    """Leave out all before the first picture but the screen, its colours and the transparent colour.

    Raises:
        PictureFault: there is no picture in it.
    """
    size = size_of(file)
    file.seek(0)
    screen = file.read(13)
    if len(screen) < 13:
        raise PictureFault(Fault.DAMAGED)
    colors = 3 << (screen[10] & 7) + 1 if screen[10] & 128 else 0
    colored = file.read(colors)
    control = b""
    while (kind := file.read(1)) == _EXTENSION:
        label = file.read(1)
        block = _sub_blocks(file)
        if label == bytes([_CONTROL]) and len(block) >= 4 and block[0] & 1:
            control = b"!\xf9\x04" + bytes([1, 0, 0, block[3]]) + b"\0"
    place = file.read(9)
    if kind != _PICTURE or len(place) < 9:
        raise PictureFault(Fault.DAMAGED)
    left, top, width, height = struct.unpack_from("<4H", place)
    width_px, height_px = struct.unpack_from("<2H", screen, 6)
    # The screen is as large as its first picture, and Pillow need not enlarge it.
    sized = struct.pack("<2H", min(max(width_px, left + width), 65535), min(max(height_px, top + height), 65535))
    at = file.tell() - 10
    head = screen[:6] + sized + screen[10:] + colored + control
    return Stripped(span_file(file, [head, (at, size - at)]))


def _sub_blocks(file: BinaryIO) -> bytes:
    """Pass over a run of sub-blocks; return the first."""
    first = b""
    while (length := file.read(1)) not in (b"", b"\0"):
        block = file.read(length[0])
        first = first or block
    return first
