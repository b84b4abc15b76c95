"""Files written whole or not at all, and questions about paths that a person or a client has named."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from apprentice_shared.language import tr
from apprentice_shared.private_files import write_private


def write_atomically(path: Path, content: bytes, *, mode: int | None = None, follow: bool = False) -> None:
    """Replace a file in one step, durably: a reader, or a power cut, meets the old content or the new one.

    Args:
        path: where.
        content: the whole new content.
        mode: the file's rights; None keeps those of the file that is there.
        follow: whether a symbolic link that a person has put there is followed, so that the file it names is replaced;
            else the link itself is.

    Raises:
        OSError: it cannot be written, or stands where something is that is no file; what was there is untouched. The
            error names `path`.
    """
    # Unlike `Path.resolve`, this leaves links that lead round in a circle as they are.
    target = Path(os.path.realpath(path)) if follow else path
    try:
        found = _kind_of(target)
        if found and not stat.S_ISREG(found) and (follow or not stat.S_ISLNK(found)):
            loops = stat.S_ISLNK(found)
            raise OSError(
                errno.ELOOP if loops else errno.EINVAL, tr("something that is not a file stands there"), str(path)
            )
        kept = stat.S_IMODE(found) & 0o777 if stat.S_ISREG(found) else 0o644
        write_private(target, content, kept if mode is None else mode)
    except OSError as exc:
        raise OSError(exc.errno, exc.strerror or str(exc), str(path)) from exc


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where there is none.

    Raises:
        OSError: it cannot be made, or something that is no folder stands there.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as exc:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from exc


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; False too where it cannot be followed, or no file can have that name."""
    with contextlib.suppress(OSError, ValueError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; False too where it cannot be followed, or none can have that name."""
    with contextlib.suppress(OSError, ValueError):
        return path.is_dir()
    return False


def expanded(path: str | Path) -> Path:
    """Return a path with the home folder for its "~"; as it is where there is no such user."""
    with contextlib.suppress(RuntimeError):
        return Path(path).expanduser()
    return Path(path)


def _kind_of(path: Path) -> int:
    """Return the kind and the rights of what stands at a path, as `st_mode`; 0 for nothing."""
    with contextlib.suppress(FileNotFoundError):
        return path.lstat().st_mode
    return 0
