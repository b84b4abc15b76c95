"""`launcher.json`, the file by which the plugin starts the backend.

The file lies in the plugin's folder and holds two things: `argv`, the command that starts the backend, and `data_dir`,
the folder whose `backend.json` then says where it listens.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from apprentice_backend.files import write_atomically

FILE_NAME = "launcher.json"
# The panel's backend ends so many seconds after its last client.
IDLE_EXIT_S = 60


def backend_command(data_dir: Path, options: Sequence[str] = (), *, idle_exit_s: int = IDLE_EXIT_S) -> list[str]:
    """Return the command that serves `data_dir` until its last client has been gone for `idle_exit_s` seconds."""
    serve = ["-m", "apprentice_backend", "serve", "--data-dir", str(data_dir), "--idle-exit-s", str(idle_exit_s)]
    return [sys.executable, *serve, *options]


def write_launcher(plugin: Path, data_dir: Path, options: Sequence[str] = ()) -> None:
    """Tell the plugin installed at `plugin` how to start the backend.

    Raises:
        OSError: it cannot be written.
    """
    content = {"argv": backend_command(data_dir, options), "data_dir": str(data_dir)}
    write_atomically(plugin / FILE_NAME, json.dumps(content, indent=2).encode("ascii"), mode=0o600)
