"""TOML of a person's own file, read within bounds of time and memory."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from apprentice_shared.private_files import read_plain

MOST_CHARACTERS = 2**16
MOST_BYTES = 4 * MOST_CHARACTERS
# Python's reader keeps every beginning of a dotted key: one of 32,000 parts takes it 4 GB. A key ends with its line.
_MOST_DOTS = 200
_DOTS = re.compile(rf"^(?:[^.\n]*\.){{{_MOST_DOTS + 1}}}", re.MULTILINE)


class NotTomlError(ValueError):
    """The text is no TOML; the message says why."""


def read_toml(text: str) -> dict[str, Any]:
    """Read TOML text.

    Raises:
        NotTomlError: the text is no TOML.
        ValueError: it is too long or too deep; in words that follow the file's name.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"is too long: it may have {MOST_CHARACTERS} characters")
    dotted = _DOTS.search(text)
    if dotted is not None:
        line = text.count("\n", 0, dotted.start()) + 1
        raise ValueError(f"has more than {_MOST_DOTS} dots in line {line}: break it into several")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("has too many brackets in brackets: take some away") from None
    except tomllib.TOMLDecodeError as exc:
        raise NotTomlError(str(exc)) from exc
    except ValueError:  # an integer of thousands of digits
        raise NotTomlError("a number has too many digits") from None


def toml_of(content: bytes) -> dict[str, Any]:
    """Read the content of a file as TOML text in UTF-8; errors as `read_toml`."""
    try:
        return read_toml(content.decode())
    except UnicodeDecodeError:
        raise NotTomlError("it is no text in UTF-8") from None


def read_toml_file(path: Path) -> dict[str, Any]:
    """Read a plain file, or one that a link leads to, as TOML.

    Raises:
        OSError: it cannot be read, is no plain file, or far too long.
        NotTomlError, ValueError: as `toml_of`.
    """
    return toml_of(read_plain(path, MOST_BYTES, follow=True))
