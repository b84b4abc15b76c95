"""The backend behind the artist's other programs, where Linux ranks sessions rather than threads."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_NICENESS = 5
_AUTOGROUP = Path("/proc/self/autogroup")


def rank_behind_other_sessions(autogroup: Path = _AUTOGROUP) -> None:
    """Put the whole process behind other programs, for as long as it lives.

    With autogroups a thread's niceness counts only against its own session, and Krita is another. So the session's
    own number is raised, if the session is this process' alone: a backend that was started detached. A shell that
    someone types into keeps its rank.

    Args:
        autogroup: the kernel's file that holds the number.

    Source: sched(7), "The autogroup feature".
    """
    if sys.platform != "linux" or os.getsid(0) != os.getpid():
        return
    # No such file without the feature: then the threads' own niceness counts.
    with suppress(OSError):
        autogroup.write_text(str(_NICENESS), encoding="ascii")
