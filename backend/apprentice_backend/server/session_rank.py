"""The rank of the backend's session behind the artist's other programs, on Linux."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_NICENESS = 5
_AUTOGROUP = Path("/proc/self/autogroup")


def rank_behind_other_sessions(autogroup: Path = _AUTOGROUP) -> None:
    """Put the whole process behind other programs, for as long as it lives.

    With autogroups a thread's niceness counts only within its session, and Krita runs in another session. So the
    niceness of the session is raised, if the session holds this process alone: a backend that was started detached. A
    shell that someone types into keeps its rank.

    Source: sched(7), "The autogroup feature".
    """
    if sys.platform != "linux" or os.getsid(0) != os.getpid():
        return
    # No such file without the feature: then the threads' own niceness counts.
    with suppress(OSError):
        autogroup.write_text(str(_NICENESS), encoding="ascii")
