"""The folder of the outbox: a file of lines for each Krita process, and what earlier processes have left there.

`NAME.jsonl` holds the lines of the process NAME, which holds `NAME.lock` for as long as it lives: only the files of
processes that are gone are taken over. `NAME.kept` holds lines that nobody could read so far. Whatever else lies there
is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..file_lock import FileLock
from ..vendored import data_folder, private_files, tr

LINES, KEPT, LOCK = ".jsonl", ".kept", ".lock"
# Hundreds of thousands of ratings: what is larger was not written here.
MOST_BYTES = 64 * 2**20
# So many files, and bytes in them, are taken over at a time; the others wait for the next time.
MOST_FILES, MOST_BYTES_A_TIME = 1000, 16 * 2**20
# A file that was being written, as `write_private` names it.
_PART = re.compile(r"\.(?P<stem>.+)\.(jsonl|kept)\.[0-9a-f]{8}")
_LOOKS, _PAUSE_S = 50, 0.01


@dataclass
class LeftFile:
    """A file of a process that is gone: its lines, and its lock, which is held."""

    path: Path
    lines: tuple[bytes, ...]
    lock: FileLock = field(repr=False)

    @property
    def is_kept(self) -> bool:
        """True for a file of lines that nobody could read so far."""
        return self.path.suffix == KEPT


class OutboxFolder:
    """The files of one folder, as one process may touch them.

    Args:
        path: the folder; made, for its owner alone, with the first file.
        owner: names this process; no other process ever has the same name.
    """

    def __init__(self, path: Path, owner: str) -> None:
        self.path = path
        # The names of what lies here and is no readable file of lines.
        self.left_out: set[str] = set()
        self._owner = owner
        self._lock = FileLock(path / f"{owner}{LOCK}")

    def write(self, lines: Iterable[str]) -> None:
        """Make these the lines of this process, whole and on disk, or remove its file where there are none.

        Raises:
            OSError: the file cannot be written; the one before stays.
            StoreError: others can change the folder.
        """
        content = "".join(f"{line}\n" for line in lines)
        path = self.path / f"{self._owner}{LINES}"
        if not content:
            path.unlink(missing_ok=True)
            self._lock.release()
            return
        data_folder.make_private(self.path.parent)
        data_folder.make_private(self.path, ())
        self._hold()
        _write(path, content.encode())

    def take(self) -> Iterator[LeftFile]:
        """Yield each file of a process that is gone; end it with `finish` or `give_back`.

        Raises:
            OSError: the folder cannot be read.
            StoreError: others can change it.
        """
        if not self.path.is_dir():
            return
        data_folder.make_private(self.path.parent)
        data_folder.make_private(self.path, ())
        everything = sorted(entry.name for entry in os.scandir(self.path))
        self._sweep(everything)
        names = [name for name in everything if name.endswith((LINES, KEPT)) and not name.startswith(".")]
        taken_bytes = 0
        for path in [self.path / name for name in names[:MOST_FILES]]:
            left = self._take(path) if path.stem != self._owner and taken_bytes < MOST_BYTES_A_TIME else None
            if left is not None:
                taken_bytes += sum(map(len, left.lines))
                yield left

    def finish(self, left: LeftFile, unread: tuple[bytes, ...]) -> None:
        """Remove a file that was taken, once its lines that could not be read are kept beside it.

        Raises:
            OSError: they cannot be kept; the file stays as it was.
        """
        kept = left.path.with_suffix(KEPT)
        if left.is_kept:
            if not unread:
                kept.unlink(missing_ok=True)
            elif unread != left.lines:
                _write(kept, b"".join(line + b"\n" for line in unread))
        else:
            if unread:
                _write(kept, b"".join(line + b"\n" for line in unread))
            left.path.unlink(missing_ok=True)
        left.lock.release()

    def give_back(self, left: LeftFile) -> None:
        """Leave a file that was taken where it is, for the next one who looks."""
        left.lock.let_go()

    def close(self) -> None:
        """Let go of this process' file: whoever looks may take it over."""
        self._lock.let_go()

    def _take(self, path: Path) -> LeftFile | None:
        """Return a file with its lines; None where its process lives, or where it is no file of lines."""
        lock = FileLock(path.with_suffix(LOCK))
        try:
            if not lock.take():
                return None
            content = private_files.read_plain(path, MOST_BYTES)
        except OSError:
            lock.release()
            # One that is gone was taken over by another process meanwhile.
            if os.path.lexists(path):
                self.left_out.add(path.name)
            return None
        return LeftFile(path, tuple(line for line in content.split(b"\n") if line.strip()), lock)

    def _sweep(self, names: list[str]) -> None:
        """Remove what processes that were killed while they wrote have left: parts of files, and locks of none."""
        for name in names:
            part = _PART.fullmatch(name)
            stem = part["stem"] if part else Path(name).stem
            is_lock = name.endswith(LOCK) and not {f"{stem}{LINES}", f"{stem}{KEPT}"} & set(names)
            if stem != self._owner and (part or is_lock):
                lock = FileLock(self.path / f"{stem}{LOCK}")
                with contextlib.suppress(OSError):
                    if lock.take() and part:
                        (self.path / name).unlink()
                lock.release()

    def _hold(self) -> None:
        """Hold this process' lock; one who just looks whether it is free lets go of it at once."""
        for _ in range(_LOOKS):
            if self._lock.take():
                return
            time.sleep(_PAUSE_S)
        raise BlockingIOError(0, tr("another program uses it"), str(self._lock.path))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, and have it and its name reach the disk."""
    private_files.write_private(path, content)
    if sys.platform != "win32":  # which keeps folders by itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
