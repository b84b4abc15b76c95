"""A plain file, opened without waiting for anybody."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def open_plain_file(path: Path, most_bytes: int) -> BinaryIO:
    """Open a file for reading; a pipe, a device or a folder is refused before it can block.

    Args:
        path: where; links are followed.
        most_bytes: a longer file is refused.

    Raises:
        OSError: there is no such file, it is no plain file (`EINVAL`), or too long (`EFBIG`).
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    handle = os.open(path, flags)
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            what = "a directory" if stat.S_ISDIR(found.st_mode) else "no plain file"
            raise OSError(errno.EINVAL, f"this is {what}", str(path))
        if found.st_size > most_bytes:
            raise OSError(errno.EFBIG, f"this file is longer than {most_bytes / 2**20:.0f} MiB", str(path))
        return os.fdopen(handle, "rb")
    except OSError:
        os.close(handle)
        raise
