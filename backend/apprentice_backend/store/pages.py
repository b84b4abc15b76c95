"""The cells of an SQLite file read page by page, whatever its header, its schema and its b-trees say.

So rows are found that SQLite no longer reaches: below a broken page, in a file whose header is gone, in frames of the
journal behind a torn one. What a cell says is checked by its row's checksum, not here.

Source: "Database File Format", https://www.sqlite.org/fileformat2.html, sections 1.6, 2.1 and 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PAGE_SIZES = tuple(1 << bits for bits in range(9, 17))
_PAGE_SIZE = 4096  # SQLite's own, where the header does not tell
_WAL_HEADER, _FRAME_HEADER = 32, 24
_LEAF_TABLE, _INNER_TABLE, _LEAF_INDEX, _INNER_INDEX = 13, 5, 10, 2
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True)
class Cell:
    """One cell of a page: the values of a table's row, or of an index' entry, which ends with the row's place."""

    page: int
    rowid: int
    values: tuple[Any, ...]
    in_index: bool


class RawPages:
    """The pages of a file and of its journal.

    Args:
        path: the file; its journal is looked for beside it.
    """

    def __init__(self, path: Path) -> None:
        content = path.read_bytes() if path.exists() else b""
        self.size = _page_size(content, len(content))
        self._file = {
            number: content[start : start + self.size]
            for number, start in enumerate(range(0, len(content), self.size), 1)
        }
        journal = path.with_name(path.name + "-wal")
        self._frames = _frames(journal.read_bytes(), self.size) if journal.exists() else []
        self._latest = {**self._file, **dict(self._frames)}

    def cells(self) -> Iterator[Cell]:
        """Yield every cell that can be read: those of the file, then those of the journal, the oldest first."""
        for pages, layer in ((self._file.items(), self._file), (self._frames, self._latest)):
            seen: set[bytes] = set()
            for number, page in pages:
                yield from self._cells_of(number, page, layer, seen)

    def _cells_of(self, number: int, page: bytes, layer: Mapping[int, bytes], seen: set[bytes]) -> Iterator[Cell]:
        start = 100 if number == 1 else 0
        if len(page) < start + 12:
            return
        kind = page[start]
        if kind == _INNER_TABLE:
            return
        in_index = kind in (_LEAF_INDEX, _INNER_INDEX)
        first = start + (12 if kind == _INNER_INDEX else 8)
        count = min(int.from_bytes(page[start + 3 : start + 5], "big"), (len(page) - first) // 2)
        for place in struct.unpack_from(f">{count}H", page, first):
            if place >= len(page):
                continue
            try:
                found = self._cell(page, place + (4 if kind == _INNER_INDEX else 0), layer, seen, in_index)
            except (IndexError, ValueError, struct.error):  # no cell, or a damaged one
                continue
            if found is not None:
                yield Cell(number, *found, in_index)

    def _cell(
        self, page: bytes, place: int, layer: Mapping[int, bytes], seen: set[bytes], in_index: bool
    ) -> tuple[int, tuple[Any, ...]] | None:
        size, at = _varint(page, place)
        rowid, at = (0, at) if in_index else _varint(page, at)
        local = self._local(size, in_index)
        payload = page[at : at + local]
        # Of the many copies of a page in the journal, most cells are equal.
        key = rowid.to_bytes(8, "big", signed=True) + page[at : at + local + 4]
        if key in seen:
            return None
        seen.add(key)
        following = int.from_bytes(page[at + local : at + local + 4], "big") if local < size else 0
        left, parts = size - local, [payload]
        while following and left > 0:
            part = layer.get(following, b"")
            if not part or left > 64 * 2**20:
                raise ValueError("a page is missing")
            parts.append(part[4 : 4 + min(left, self.size - 4)])
            left, following = left - (self.size - 4), int.from_bytes(part[:4], "big")
        payload = b"".join(parts)
        if len(payload) < size:
            raise ValueError("the cell is cut")
        return rowid, _values(payload)

    def _local(self, size: int, in_index: bool) -> int:
        """Return how many bytes of a cell's content stand in its own page."""
        most = (self.size - 12) * 64 // 255 - 23 if in_index else self.size - 35
        if size <= most:
            return size
        least = (self.size - 12) * 32 // 255 - 23
        some = least + (size - least) % (self.size - 4)
        return some if some <= most else least


def _page_size(content: bytes, length: int) -> int:
    """Return the header's size of a page where it fits its number of pages and the file; else SQLite's own."""
    size = int.from_bytes(content[16:18], "big")
    size = 65536 if size == 1 else size
    pages = int.from_bytes(content[28:32], "big")
    return size if size in _PAGE_SIZES and pages * size == length else _PAGE_SIZE


def committed_frames(path: Path) -> int:
    """Return up to which frame a file's journal holds whole transactions, whatever the checksums of its frames say."""
    journal = path.with_name(f"{path.name}-wal")
    if not journal.exists():
        return 0
    with path.open("rb") as file:
        size = _page_size(file.read(100), path.stat().st_size)
    return len(_frames(journal.read_bytes(), size))


def _frames(content: bytes, size: int) -> list[tuple[int, bytes]]:
    """Return the pages of a journal up to the end of its last transaction.

    Frames of another round of the journal have another salt. Checksums of frames are not looked at: a row has its own,
    and what was acknowledged may stand behind a torn frame.
    """
    frames, ended = [], 0
    # Where the header is damaged, the first frame tells which round this is.
    salt = content[16:24] if _is_header(content[:_WAL_HEADER]) else content[_WAL_HEADER + 8 : _WAL_HEADER + 16]
    for start in range(_WAL_HEADER, len(content) - _FRAME_HEADER, _FRAME_HEADER + size):
        number, pages = struct.unpack_from(">II", content, start)
        page = content[start + _FRAME_HEADER : start + _FRAME_HEADER + size]
        if content[start + 8 : start + 16] != salt:
            continue
        frames.append((number, page))
        if pages:
            ended = len(frames)
    return frames[:ended]


def _is_header(header: bytes) -> bool:
    """Return whether a journal's header has the checksum that it says.

    Source: "Database File Format", section 4.2, Checksum Algorithm.
    """
    if len(header) < _WAL_HEADER:
        return False
    words = struct.unpack(">6I" if header[3] & 1 else "<6I", header[:24])
    first = second = 0
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.pack(">2I", first, second) == header[24:]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        byte = page[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    value = value << 8 | page[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def _values(payload: bytes) -> tuple[Any, ...]:
    """Read a record: a header of types, then the values."""
    end, at = _varint(payload, 0)
    if not 0 < end <= len(payload):
        raise ValueError("no record")
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    values, at = [], end
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise ValueError("no type")
    length = 8 if kind == 7 else _INTEGER_BYTES.get(kind) or (kind - 12) // 2
    part = payload[at : at + length]
    if len(part) < length or length < 0:
        raise ValueError("the record is cut")
    if kind == 7:
        return struct.unpack(">d", part)[0], at + length
    if kind < 7:
        return int.from_bytes(part, "big", signed=True), at + length
    return (part.decode() if kind % 2 else part), at + length
