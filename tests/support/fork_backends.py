"""Fork backends, which is fast: everything is imported once, and each line on standard input forks one more.

Each backend is a process, made by the same call as `apprentice serve`; it says "PID PORT" once clients can
connect. Run as ``python fork_backends.py FOLDER``.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import apprentice_backend.agents.bayes.agent
import apprentice_backend.engines.fake
import apprentice_backend.server.lifecycle  # noqa: F401 - loaded before the forks
from apprentice_backend.config import load
from apprentice_backend.server import run_backend
from apprentice_shared.errors import ApprenticeError


def main() -> None:
    """Fork a backend per line; end with standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    config = load({"data_dir": Path(sys.argv[1]), "engine": "fake", "port": 0}, {})
    for _ in sys.stdin:
        if os.fork() == 0:
            try:
                run_backend(config, lambda port: print(os.getpid(), port, flush=True))
            except ApprenticeError as exc:
                print("failed:", exc, flush=True)
            os._exit(0)


if __name__ == "__main__":
    main()
