"""A closed connection is an error for who writes to it, and not the end of Krita."""

from __future__ import annotations

import contextlib
import signal


def outlive_closed_pipes() -> None:
    """Let a write to a connection that the other side has closed raise `BrokenPipeError`; called on the main thread.

    Python ignores SIGPIPE when it is a program, but not inside of one: there the signal's default ends the whole
    process, Krita with all its paintings, when the backend ends while a canvas is on its way. Qt ignores it in the same
    manner once it has started a process or opened a socket. A handler of Krita's own stays.

    Source: Python's `Py_InitializeEx` (no signal handlers where `initsigs` is 0), signal(7).
    """
    pipe = getattr(signal, "SIGPIPE", None)  # Windows has none
    if pipe is not None and signal.getsignal(pipe) is signal.SIG_DFL:
        with contextlib.suppress(ValueError):  # not the main thread
            signal.signal(pipe, signal.SIG_IGN)
