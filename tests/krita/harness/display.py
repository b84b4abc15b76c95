"""A virtual screen of our own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SCREEN = "1600x1000x24"


@contextmanager
def virtual_display(screen: str = SCREEN) -> Iterator[str]:
    """Run an Xvfb on a display number that it picks itself, so that several can run on one machine.

    Yields:
        The display's name, e.g. ":1".

    Raises:
        RuntimeError: Xvfb ended before it was ready.
    """
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as stream:
            number = stream.readline().strip()
        if not number:
            raise RuntimeError("Xvfb ended before it was ready; try it by hand: Xvfb -displayfd 1")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
