"""Failures of a command, each as one sentence: what the system refused, and texts that a file's name cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from apprentice_shared.errors import ApprenticeError
from apprentice_shared.private_files import shown
from apprentice_shared.system_errors import why_of

_SHOWN = 300  # characters of a path in a sentence, its last


def told(error: ApprenticeError | OSError | UnicodeError) -> str:
    """Say what kept a command from its work, and what to do."""
    if isinstance(error, OSError):
        return _refused(error)
    return _no_text(error) if isinstance(error, UnicodeError) else str(error)


def _refused(error: OSError) -> str:
    name, why = _name(error.filename2) or _name(error.filename), _why(error)
    if name:
        return f"{name} cannot be used ({why}): mend that, or name another"
    # Standard output has no name.
    return f"reading or writing failed ({why}): mend that, or send the output elsewhere"


def _why(error: OSError) -> str:
    circle = error.strerror == os.strerror(errno.ELOOP)
    return "its symbolic links lead round in a circle" if circle else why_of(error)


def _no_text(error: UnicodeError) -> str:
    if isinstance(error, (UnicodeEncodeError, UnicodeDecodeError)):
        return f"{ascii(error.object)[:80]} is no text in {error.encoding}: give it another name"
    return f"a name is no text ({error}): give it another"


def _name(name: object) -> str:
    if not isinstance(name, (str, bytes)) or not name:
        return ""
    text = shown(Path(os.fsdecode(name)))
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
