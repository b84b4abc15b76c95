"""A read-only file made of runs of another file and of bytes between them."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from typing import BinaryIO

# Bytes, or (start, length) in the other file.
Piece = bytes | tuple[int, int]
_BUFFER_BYTES = 256 * 1024


def span_file(source: BinaryIO, pieces: Sequence[Piece]) -> BinaryIO:
    """Join pieces to one file; nothing is copied before it is read.

    Args:
        source: the file that the runs lie in; it stays open as long as the result is read.
        pieces: in order; neighbours are joined.
    """
    return io.BufferedReader(_Spans(source, pieces), _BUFFER_BYTES)


class _Spans(io.RawIOBase):
    def __init__(self, source: BinaryIO, pieces: Sequence[Piece]) -> None:
        self._source = source
        self._pieces: list[Piece] = []
        self._starts: list[int] = []
        self._size = 0
        for piece in pieces:
            self._add(piece)
        self._at = 0

    def _add(self, piece: Piece) -> None:
        last = self._pieces[-1] if self._pieces else None
        if isinstance(piece, tuple) and isinstance(last, tuple) and sum(last) == piece[0]:
            self._pieces[-1] = (last[0], last[1] + piece[1])
        else:
            self._pieces.append(piece)
            self._starts.append(self._size)
        self._size += piece[1] if isinstance(piece, tuple) else len(piece)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        index = bisect_right(self._starts, self._at) - 1
        piece, inside = self._pieces[index], self._at - self._starts[index]
        if isinstance(piece, tuple):
            self._source.seek(piece[0] + inside)
            found = self._source.read(min(len(buffer), piece[1] - inside))
        else:
            found = piece[inside : inside + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
