"""Files that are their owner's alone: opened only where they are plain files, written whole or not at all.

Symbolic links are never followed, so that nothing planted in a folder reaches a file elsewhere.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from .language import tr

MAX_BYTES = 2**16
_LONG_NAME = 240


def open_plain(path: Path, flags: int, *, follow: bool = False) -> int:
    """Open a plain file, made with mode 0600 where `flags` has O_CREAT; return its descriptor, not inherited.

    Raises:
        OSError: it cannot be opened, or is no plain file, or a symbolic link that is not to be followed.
    """
    safe = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not follow:
        safe |= getattr(os, "O_NOFOLLOW", 0)
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            raise OSError(errno.ELOOP, tr("it is a symbolic link"), str(path))
    handle = os.open(path, flags | safe, 0o600)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, tr("it is no plain file"), str(path))
    return handle


def read_plain(path: Path, limit: int = MAX_BYTES, *, follow: bool = False) -> bytes:
    """Read a plain file of at most `limit` bytes; not through a symbolic link, unless it is to be followed.

    Raises:
        OSError: it cannot be read, or is another kind of file, or longer.
    """
    with os.fdopen(open_plain(path, os.O_RDONLY, follow=follow), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, tr("it is too long"), str(path))
    return content


def write_private(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace what stands at a path in one step, durably; a symbolic link is replaced, never followed.

    Args:
        path: where; its folder exists.
        content: the whole new content.
        mode: the file's rights.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    token = secrets.token_hex(4)
    # A name of 255 bytes, which systems take, leaves no room for more.
    is_long = len(os.fsencode(path.name)) > _LONG_NAME
    aside = path.with_name(f".apprentice.{token}" if is_long else f".{path.name}.{token}")
    handle = open_plain(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode)
        aside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def shown(path: Path) -> str:
    """Return a path as one line of readable text, whatever bytes are in its name."""
    return printable(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """Return a text as one line: control and direction characters, lone surrogates and line ends become escapes."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text
    )
