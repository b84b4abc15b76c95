"""A lock on a file, which the system takes from its holder however the holder ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

# A planted link is not followed, a planted pipe is not waited for, and a backend that is started inherits nothing.
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class FileLock:
    """One file that at most one process holds. `take` makes the file, `release` removes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    @property
    def is_held(self) -> bool:
        """True while this object holds the file that lies at its path."""
        return self._file is not None and _is_at(self.path, self._file)

    def take(self) -> bool:
        """Hold the file, at once or not at all; return whether it is held.

        Raises:
            OSError: the file cannot be made or opened.
        """
        if self.is_held:
            return True
        self.let_go()
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | _SAFELY, 0o600)
        # One that was removed since it was opened says nothing: its holder has let go of it, and others make another.
        if _lock(file) and _is_at(self.path, file):
            self._file = file
            return True
        os.close(file)
        return False

    def release(self) -> None:
        """Remove the file and let go of it; without effect where it is not held."""
        held = self.is_held
        if held and sys.platform != "win32":
            with contextlib.suppress(OSError):
                self.path.unlink()
        self.let_go()
        if held and sys.platform == "win32":  # which removes no open file
            with contextlib.suppress(OSError):
                self.path.unlink()

    def let_go(self) -> None:
        """Let go of the file, which stays where it is."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_at(path: Path, file: int) -> bool:
    """Return whether the file at a path is the open one."""
    try:
        there, here = path.lstat(), os.fstat(file)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)
