"""Paths as this Python names files, from text and back.

Krita's Python takes file names for ASCII under `LANG=C`, whatever is on the disk: a path with an ö in it must carry its
bytes (PEP 383, surrogateescape), or nothing can be opened by it. Files, JSON and messages hold paths as UTF-8 text.
"""

from __future__ import annotations

import os
import sys


def to_native(text: str) -> str:
    """Return a path, given as text, as this Python's own functions take it.

    Raises:
        ValueError: no file can have that name.
    """
    if "\0" in text:
        raise ValueError(f"a path holds no zero, got {text!r}")
    return text if sys.platform == "win32" else os.fsdecode(text.encode("utf-8", "surrogateescape"))


def to_text(native: str | os.PathLike[str]) -> str:
    """Return a path of this Python's as text; bytes that are no UTF-8 show as "�"."""
    return os.fspath(native) if sys.platform == "win32" else os.fsencode(native).decode("utf-8", "replace")
