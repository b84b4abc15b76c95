"""A process that has imported everything, and forks a real backend or a real plugin's link for each line it reads.

A line is a JSON object: `kind` ("backend" or "plugin"), `folder` (the data folder), `log` (a file for standard error)
and what the kind needs. On standard output, "forked PID" comes at once and "ready PID PORT" once clients can connect.
The child leads a process group of its own, so that it can be killed with all that it started.
"""

from __future__ import annotations

import asyncio
import ctypes
import faulthandler
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import apprentice_backend.agents.bayes.agent
import apprentice_backend.engines.fake
import apprentice_backend.engines.studies
import apprentice_backend.server.lifecycle  # noqa: F401 - loaded before the forks
from apprentice_backend.config import load
from apprentice_backend.server import run_backend
from apprentice_shared.errors import ApprenticeError
from campaigns import plugin_process


def main() -> None:
    """Fork a child per line; end with standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    # A line is read without a buffer that a child would inherit.
    while line := sys.stdin.readline():
        wish = json.loads(line)
        pid = os.fork()
        if pid:
            say("forked", pid)
            continue
        end_with_parent()
        os.setsid()
        log = os.open(wish["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 2)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            plugin_process.run(wish) if wish["kind"] == "plugin" else serve(wish)
        except ApprenticeError as exc:
            say("failed", os.getpid(), exc)
        os._exit(0)


def say(*words: object) -> None:
    """Print a line in one call of the system: who is killed in between leaves no half of it for the others' next."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def end_with_parent() -> None:
    """Be killed when the process that forks ends: nothing is left behind by a campaign that is stopped."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def serve(wish: Mapping[str, str]) -> None:
    """Serve a folder; a wish may name a `clock`, a file with the seconds by which the clock is wrong."""
    if wish.get("clock"):
        set_clock(Path(wish["clock"]))
    config = load({"data_dir": Path(wish["folder"]), "engine": wish.get("engine", "fake"), "port": 0}, {})
    tasks = Path(wish["tasks"]) if wish.get("tasks") else None

    def ready(port: int) -> None:
        if tasks is not None:
            count_tasks(asyncio.get_running_loop(), tasks)
        say("ready", os.getpid(), port)

    run_backend(config, ready)


def set_clock(file: Path) -> None:
    """Make `time.time` wrong by the seconds that a file holds, whenever it is asked."""
    right = time.time
    time.time = lambda: right() + float(file.read_text() or 0)


def count_tasks(loop: asyncio.AbstractEventLoop, file: Path) -> None:
    """Write the number of the event loop's tasks into a file, each second."""
    file.write_text(str(len(asyncio.all_tasks(loop))))
    loop.call_later(1.0, count_tasks, loop, file)


if __name__ == "__main__":
    main()
