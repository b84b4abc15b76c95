"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path

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
        OSError: it cannot be written; the old file is untouched.
    """
    target = path.resolve() if follow else path
    if mode is None:
        mode = 0o644
        with contextlib.suppress(FileNotFoundError):
            found = target.lstat().st_mode
            mode = stat.S_IMODE(found) & 0o777 if stat.S_ISREG(found) else mode
    write_private(target, content, mode)
