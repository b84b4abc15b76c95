"""The reasons that the system gives where a file or a program cannot be used, in the language in use."""

from __future__ import annotations

import errno

from .language import later, tr

_TOO_MANY = later("too many files are open")
_FULL, _FORBIDDEN = later("the disk is full"), later("it is not allowed")
_WORDS = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOENT: later("it is not there"),
    errno.EISDIR: later("it is a folder"),
    errno.ENOTDIR: later("it is no folder"),
    errno.ENAMETOOLONG: later("its name is too long"),
    errno.EEXIST: later("there is something of that name"),
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EIO: later("the disk failed"),
}


def why_of(error: Exception) -> str:
    """Return why something could not be done, as a part of a sentence; of rare errors as the system says it."""
    words = _WORDS.get(getattr(error, "errno", None) or 0)
    return tr(words) if words else str(getattr(error, "strerror", None) or error)
