"""Members of a zip file by name; what else the file holds, and how much of it, does not matter.

Source: APPNOTE.TXT, the .ZIP file format, sections 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from .spans import Piece, span_file
from .stripped import size_of

SIGNATURE = b"PK\x03\x04"
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_BYTES, _ENTRY_BYTES, _MOST_COMMENT_BYTES = 22, 46, 65535
_MOST_DIRECTORY_BYTES = 16 * 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


class MissingMember(Exception):
    """A zip file without the member that is asked for."""


class DamagedZip(Exception):
    """A zip file that cannot be unpacked: damaged, encrypted, packed in an odd way, or too large."""


@contextmanager
def opened_zip(file: BinaryIO, *names: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip file that shows the named members alone; exceptions inside about the file are translated.

    Raises:
        DamagedZip: it cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(_only(file, {name.encode() for name in names})) as archive:
            yield archive
    except _DAMAGE as error:
        raise DamagedZip(str(error)) from error


def member(archive: zipfile.ZipFile, name: str, most_bytes: int) -> BinaryIO:
    """Open a member; it is unpacked as it is read, and never more than `most_bytes` of it.

    Raises:
        MissingMember: there is none of that name.
        DamagedZip: it is larger, or packed in another way than stored or deflated.
    """
    if name not in archive.NameToInfo:
        raise MissingMember(name)
    found = archive.getinfo(name)
    if found.file_size > most_bytes or found.compress_type not in _METHODS:
        raise DamagedZip(f"{name} has {found.file_size} bytes by method {found.compress_type}")
    return archive.open(found)  # type: ignore[return-value]


def _only(file: BinaryIO, names: set[bytes]) -> BinaryIO:
    """Return the file with a directory that holds the named members alone."""
    size = size_of(file)
    file.seek(max(0, size - _END_BYTES - _MOST_COMMENT_BYTES))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise zipfile.BadZipFile("no directory")
    length, offset = struct.unpack_from("<2I", tail, place + 12)
    start = size - len(tail) + place - length
    if length > _MOST_DIRECTORY_BYTES or start < 0:
        raise zipfile.BadZipFile("no such directory")
    file.seek(start)
    kept = [entry for entry, name in _entries(file.read(length)) if name in names]
    entries = b"".join(kept)
    end = struct.pack("<4s4H2IH", _END, 0, 0, len(kept), len(kept), len(entries), offset, 0)
    pieces: list[Piece] = [(0, start), entries + end]
    return span_file(file, pieces)


def _entries(directory: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the entries of a directory with their names."""
    at = 0
    while directory[at : at + 4] == _ENTRY and len(directory) - at >= _ENTRY_BYTES:
        lengths = struct.unpack_from("<3H", directory, at + 28)
        end = at + _ENTRY_BYTES + sum(lengths)
        yield directory[at:end], directory[at + _ENTRY_BYTES : at + _ENTRY_BYTES + lengths[0]]
        at = end
