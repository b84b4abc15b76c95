"""The memory of paintings in its file: read once, written after each change, asked for paintings that were moved."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..file_lock import FileLock
from ..native_paths import to_native
from ..vendored import StoreError, data_folder, private_files
from .painting_memory import MOST_BYTES, PaintingMemory, StickyChoices, from_bytes

FILE = "paintings.json"
LOCK_FILE = "paintings.lock"
_TRIES, _PAUSE_S = 50, 0.02


class MemoryFile:
    """Keeps a `PaintingMemory` in the data folder; what is damaged is forgotten, what cannot be written is let be.

    The artist's files are not touched. Several Kritas share the file: each adds what was chosen in it, one at a
    time.

    Args:
        memory: the memory.
        folder: returns the data folder, None while there is none; called on the worker.
        do: has a job done on the worker: `App.do`.
        changed: called on Krita's thread when more is remembered than before.
    """

    def __init__(
        self,
        memory: PaintingMemory,
        folder: Callable[[], Path | None],
        do: Callable[[Callable[[], Any], Callable[[Any], None] | None], object],
        changed: Callable[[], None],
    ) -> None:
        self._memory, self._folder, self._do, self._changed = memory, folder, do, changed

    def load(self) -> None:
        """Begin to read the file."""
        self._do(self._read, self._loaded)

    def save(self) -> None:
        """Write what was chosen since the last time; without a change, nothing."""
        new = PaintingMemory()
        new.unsaved, self._memory.unsaved = self._memory.unsaved, set()
        new.last, new.paintings = self._memory.last, {path: self._memory.of(path) for path in new.unsaved if path}
        if new.unsaved:
            self._do(lambda: self._write(new), None)

    def look_for_moved(self, path: str, then: Callable[[StickyChoices], None]) -> None:
        """Look whether a file that is not known is one that had another name; `then` gets what goes with it."""
        self._do(lambda: self._moved(path), lambda kept: then(kept) if kept is not None else None)

    def _loaded(self, read: PaintingMemory) -> None:
        """Take over what was read; what was chosen meanwhile is newer."""
        read.add(self._memory)
        self._memory.last, self._memory.paintings = read.last, read.paintings
        self._changed()

    # On the worker ------------------------------------------------------------------------------------------------

    def _read(self) -> PaintingMemory:
        folder = self._folder()
        try:
            if folder is None:
                return PaintingMemory()
            data_folder.check_private(folder, (FILE,))
            return from_bytes(private_files.read_plain(folder / FILE, MOST_BYTES))
        except (OSError, StoreError) as exc:
            unread = PaintingMemory()
            unread.unread = isinstance(exc, OSError) and exc.errno not in (errno.ENOENT, errno.EFBIG)
            return unread

    def _write(self, new: PaintingMemory) -> None:
        folder = self._folder()
        if folder is None:
            return
        with contextlib.suppress(OSError, StoreError):
            data_folder.make_private(folder, (*data_folder.TRUSTED_FILES, FILE))
            with _alone(folder / LOCK_FILE):
                whole = self._read()
                if not whole.unread:
                    whole.add(new)
                    private_files.write_private(folder / FILE, whole.to_bytes(_mark))

    def _moved(self, path: str) -> StickyChoices | None:
        known, mark = self._read().paintings, _mark(path)
        if path in known:  # another Krita has written it since
            return known[path]
        same = (kept for other, kept in known.items() if mark and kept.mark == mark and not _mark(other))
        return next((dataclasses.replace(kept, mark="") for kept in same), None)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one Krita at a time read and write; one that keeps the others waiting for a second is waited for no longer.

    Raises:
        OSError: the lock's file cannot be made.
    """
    lock = FileLock(path)
    for _ in range(_TRIES):
        if lock.take():
            break
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        lock.release()


def _mark(path: str) -> str:
    """Return what the system knows a file by whatever its name is; empty where there is no file."""
    try:
        found = Path(to_native(path)).stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_dev}:{found.st_ino}" if found.st_ino else ""
