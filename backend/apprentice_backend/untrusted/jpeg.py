"""JPEG files stripped to the segments of their first picture.

Source: ITU-T T.81, annex B: a marker is FF and a byte; most are followed by a length, which counts itself.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from .faults import Fault, PictureFault
from .spans import Piece, span_file
from .stripped import Stripped, exif_orientation, size_of

SIGNATURE = b"\xff\xd8\xff"
_SCAN, _END = 0xDA, 0xD9
_TABLES = {0xC4, 0xCC, 0xDB, 0xDD}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# JFIF, Exif, a part of a colour profile, and Adobe's colour transform, by their markers.
_NAMES = {0xE0: b"JFIF\0", 0xE1: b"Exif\0\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MOST_SEGMENTS = 2000
_BLOCK_BYTES = 1 << 20


def strip_jpeg(file: BinaryIO) -> Stripped:
    """Leave out all but tables, the frame, the scans, the colour profile and the colour transform.

    Raises:
        PictureFault: it has no scan, two frames, or too many segments.
    """
    pieces: list[Piece] = [b"\xff\xd8"]
    orientation, frames, at = 1, 0, 2
    for _ in range(_MOST_SEGMENTS):
        marker, at, length = _segment(file, at)
        if marker == _SCAN:
            pieces.append((at, size_of(file) - at))
            if frames != 1:
                break
            return Stripped(span_file(file, pieces), orientation, passes=_scans(file, at))
        if marker == _END:
            break
        file.seek(at + 4)
        named = marker in _NAMES and file.read(len(_NAMES[marker])) == _NAMES[marker]
        if named and marker == 0xE1:
            orientation = exif_orientation(file.read(length - 2 - 6))
        elif named or marker in _TABLES or marker in _FRAMES:
            pieces.append((at, 2 + length))
        frames += marker in _FRAMES
        at += 2 + length
    raise PictureFault(Fault.DAMAGED)


def _segment(file: BinaryIO, at: int) -> tuple[int, int, int]:
    """Return the next marker from a position on, its own position, and the segment's length after the marker."""
    at = _next_marker(file, at)
    file.seek(at)
    head = file.read(4)
    if len(head) < 4 or head[1] == _END:
        return _END, at, 0
    # FF D8 and FF 01 stand alone.
    length = 0 if head[1] in (0xD8, 0x01) else max(2, int.from_bytes(head[2:4], "big"))
    return head[1], at, length


def _next_marker(file: BinaryIO, at: int) -> int:
    """Return the position of the next marker, or the file's length."""
    file.seek(at)
    while True:
        block = file.read(_BLOCK_BYTES)
        if found := _MARKER.search(block):
            return at + found.start()
        if len(block) < 2:
            return at + len(block)
        at += len(block) - 1
        file.seek(at)


def _scans(file: BinaryIO, at: int) -> int:
    """Return the number of scans from the first one on.

    Raises:
        PictureFault: there are too many segments.
    """
    scans = 0
    for _ in range(_MOST_SEGMENTS):
        marker, at, length = _segment(file, at)
        if marker == _END:
            return scans
        scans += marker == _SCAN
        at += 2 + length
    raise PictureFault(Fault.DAMAGED)
