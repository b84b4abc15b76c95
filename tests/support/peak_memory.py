"""The peak memory and the time of a piece of Python in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

_AROUND = """
import json, resource, sys, time
sys.path[:0] = json.loads(sys.argv[1])
{before}
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
{measured}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held)
"""


@dataclass(frozen=True)
class Taken:
    """What a piece of Python took and said.

    Args:
        peak_mb: the growth of its peak memory, in MB.
        said: its lines.
        warned: its standard error.
    """

    peak_mb: float
    said: list[str]
    warned: str


def measure_apart(before: str, measured: str, *, limit_mb: int = 4096, timeout_s: float = 120) -> Taken:
    """Run `before`, then `measured` under a limit of its address space, in a process with this one's paths.

    Raises:
        AssertionError: it failed; the text is its standard error.
        subprocess.TimeoutExpired: it took longer.
    """
    script = _AROUND.format(before=before, measured=measured, limit=limit_mb * 2**20)
    command = [sys.executable, "-c", script, json.dumps(sys.path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    assert done.returncode == 0, done.stderr
    *said, peak = done.stdout.splitlines()
    return Taken(int(peak) / 1024, said, done.stderr)
