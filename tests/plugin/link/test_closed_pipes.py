"""A backend that ends while something is sent to it does not end Krita."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from apprentice.link import closed_pipes
from apprentice.link.closed_pipes import outlive_closed_pipes

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system has no SIGPIPE")

# Python as it is inside Krita, where nothing has ignored the signal, and a peer that is gone.
_SENDS = """
import signal, socket, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
{first}
ours, theirs = socket.socketpair()
theirs.close()
try:
    ours.sendall(b"a canvas")
except BrokenPipeError:
    print("told")
"""


@pytest.fixture
def as_in_krita() -> Iterator[None]:
    """Give the signal its default, as inside Krita, and put it back."""
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGPIPE, before)


def _send(first: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SENDS.format(first=first)], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_write_to_a_closed_connection_is_an_error() -> None:
    """Without the plugin's call the process is gone; with it the write is refused."""
    assert _send("").returncode == -signal.SIGPIPE
    outlived = _send(f"import runpy; runpy.run_path({closed_pipes.__file__!r})['outlive_closed_pipes']()")
    assert (outlived.returncode, outlived.stdout.strip()) == (0, "told"), outlived.stderr


@pytest.mark.usefixtures("as_in_krita")
def test_the_default_alone_is_replaced() -> None:
    """A handler that somebody chose stays."""
    outlive_closed_pipes()
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN
    signal.signal(signal.SIGPIPE, print)
    outlive_closed_pipes()
    assert signal.getsignal(signal.SIGPIPE) is print
