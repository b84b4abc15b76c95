"""Memory goes back to the system, whichever thread has taken it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

# Twelve threads that take memory at once; then what glibc says of its pools.
POOLS = """
import ctypes, sys, threading
from apprentice_backend.server.memory import share_pools
if sys.argv[1] == "shared":
    share_pools()
together, kept = threading.Barrier(12), []
def work():
    together.wait()
    for _ in range(200):
        kept.append(bytearray(3000))
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


def pools(how: str) -> int:
    """Return how many pools of memory twelve threads have taken."""
    said = subprocess.run([sys.executable, "-c", POOLS, how], capture_output=True, text=True, check=True).stdout
    return len(re.findall("<heap nr=", said))


@pytest.mark.skipif(sys.platform != "linux", reason="pools of memory are glibc's")
def test_threads_share_pools_of_memory() -> None:
    """A dozen threads take from four pools of memory, where glibc would give them more."""
    assert pools("shared") <= 4 < pools("as glibc does")
