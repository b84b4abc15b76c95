"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def write_atomically(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace a file in one step, durably: a reader, or a power cut, meets the old content or the new one.

    Args:
        path: where; a symbolic link is followed, so that the file it names is replaced.
        content: the whole new content.
        mode: the file's rights; None keeps those of the file that is there.

    Raises:
        OSError: it cannot be written; the old file is untouched.
    """
    target = path.resolve()
    if mode is None:
        with contextlib.suppress(FileNotFoundError):
            mode = target.stat().st_mode & 0o777
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644 if mode is None else mode)
        aside.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
