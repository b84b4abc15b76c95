"""TIFF files with a directory of their own: the tags that the first picture needs, each of a sane length.

Source: TIFF 6.0, sections 2 and 8, and the BigTIFF file format (AWare Systems).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from .faults import Fault, PictureFault
from .spans import Piece, span_file
from .stripped import Stripped, size_of

SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_BYTES_OF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_WIDTH, _HEIGHT, _COMPRESSION, _ORIENTATION, _TILE_WIDTH, _TILE_HEIGHT = 256, 257, 259, 274, 322, 323
# Tags of one number: width, height, compression, photometry, fill order, samples, rows, planes, predictor, tiles.
_NUMBERS = {256, 257, 259, 262, 266, 274, 277, 278, 284, 317, 322, 323}
# Tags of many, with the most bytes: bits, places of strips and tiles, colours, samples, JPEG's tables, YCbCr, profile.
_LISTS = {258: 64, 338: 64, 339: 64, 529: 64, 530: 64, 531: 64, 532: 64, 347: 65536, 320: 6 * 65536} | {
    **dict.fromkeys((273, 279, 324, 325), 4 * 2**20),
    34675: 16 * 2**20,
}
# None, CCITT, LZW, JPEG, deflate, PackBits, Zstandard, WebP.
_COMPRESSIONS = {1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946, 50000, 50001}
_SAMPLES, _PLANES, _MOST_SAMPLES = 277, 284, 6
_MOST_TAGS = 4096
_TILE_PX = 1024


@dataclass(frozen=True)
class _Layout:
    """The layout of a directory: byte order, and the formats of its count, an entry's head and an offset."""

    order: str
    count: str
    head: str
    offset: str

    @property
    def inline(self) -> int:
        return struct.calcsize(self.offset)

    @property
    def entry(self) -> int:
        return struct.calcsize(f"={self.head}") + self.inline


def strip_tiff(file: BinaryIO) -> Stripped:
    """Give a file a new directory, of the first picture alone.

    Raises:
        PictureFault: the directory is damaged, a tile is much larger than the picture, or it is compressed oddly.
    """
    size = size_of(file)
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:4] in (b"+\0", b"\0+")
    layout = _Layout(order, "Q", "HHQ", "Q") if big else _Layout(order, "H", "HHI", "I")
    at_offset = 8 if big else 4
    entries, numbers = _read(file, layout, struct.unpack_from(order + layout.offset, head, at_offset)[0])
    _check(numbers)
    padding = bytes(-size % 8)
    directory = struct.pack(order + layout.count, len(entries)) + b"".join(entries) + bytes(layout.inline)
    new_head = head[:at_offset] + struct.pack(order + layout.offset, size + len(padding))
    pieces: list[Piece] = [new_head, (len(new_head), size - len(new_head)), padding + directory]
    orientation = numbers.get(_ORIENTATION, 1)
    return Stripped(span_file(file, pieces), orientation if 1 <= orientation <= 8 else 1)


def _read(file: BinaryIO, layout: _Layout, at: int) -> tuple[list[bytes], dict[int, int]]:
    """Return the entries that are kept, and the values of those of one number."""
    size = size_of(file)
    file.seek(at)
    counted = file.read(struct.calcsize(f"={layout.count}"))
    count = struct.unpack(layout.order + layout.count, counted)[0]
    if count > _MOST_TAGS:
        raise PictureFault(Fault.DAMAGED)
    table = file.read(count * layout.entry)
    entries: dict[int, bytes] = {}
    numbers: dict[int, int] = {}
    for start in range(0, len(table) - layout.entry + 1, layout.entry):
        entry = table[start : start + layout.entry]
        tag, kind, amount = struct.unpack_from(layout.order + layout.head, entry)
        length = amount * _BYTES_OF_TYPE.get(kind, 0)
        if tag in _NUMBERS and length:
            numbers[tag] = _number(file, layout, entry, kind, length)
            if tag != _ORIENTATION:
                value = struct.pack(layout.order + "I", numbers[tag]).ljust(layout.inline, b"\0")
                entries[tag] = struct.pack(layout.order + layout.head, tag, 4, 1) + value
        elif 0 < length <= _LISTS.get(tag, 0) and _inside(entry, layout, length, size):
            entries[tag] = entry
    return list(entries.values()), numbers


def _inside(entry: bytes, layout: _Layout, length: int, size: int) -> bool:
    """Tell whether an entry's list lies within the file."""
    (at,) = struct.unpack(layout.order + layout.offset, entry[-layout.inline :])
    return length <= layout.inline or at + length <= size


def _number(file: BinaryIO, layout: _Layout, entry: bytes, kind: int, length: int) -> int:
    """Return the first number of an entry."""
    content = entry[-layout.inline :]
    if length > layout.inline:
        file.seek(struct.unpack(layout.order + layout.offset, content)[0])
        content = file.read(8)
    formats = {1: "B", 3: "H", 4: "I", 16: "Q"}
    if kind not in formats:
        raise PictureFault(Fault.DAMAGED)
    number = struct.unpack_from(layout.order + formats[kind], content)[0]
    if number >= 2**32:
        raise PictureFault(Fault.DAMAGED)
    return number


def _check(numbers: dict[int, int]) -> None:
    if numbers.get(_COMPRESSION, 1) not in _COMPRESSIONS:
        raise PictureFault(Fault.NO_PICTURE)
    if numbers.get(_SAMPLES, 1) > _MOST_SAMPLES or numbers.get(_PLANES, 1) not in (1, 2):
        raise PictureFault(Fault.DAMAGED)
    for side, tile in ((_WIDTH, _TILE_WIDTH), (_HEIGHT, _TILE_HEIGHT)):
        if numbers.get(tile, 0) > numbers.get(side, 0) + _TILE_PX:
            raise PictureFault(Fault.TOO_LARGE)
