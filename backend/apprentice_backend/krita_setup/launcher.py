"""`launcher.json`, the file by which the plugin starts the backend.

The file lies in the plugin's folder and holds two things: `argv`, the command that starts the backend, and `data_dir`,
the folder whose `backend.json` then says where it listens. Both are ASCII with escapes, which Krita's Python reads
whatever the language of the system; bytes that are no UTF-8 stand there as `surrogateescape` has them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from apprentice_backend.files import write_atomically

FILE_NAME = "launcher.json"
# The panel's backend ends so many seconds after its last client.
IDLE_EXIT_S = 60


def backend_command(data_dir: Path, options: Sequence[str] = (), *, idle_exit_s: int = IDLE_EXIT_S) -> list[str]:
    """Return the command that serves `data_dir` until its last client has been gone for `idle_exit_s` seconds."""
    # Names of files are UTF-8 for the backend, whatever language the system or Krita starts it in.
    python = [sys.executable, "-X", "utf8", "-m", "apprentice_backend"]
    return [*python, "serve", "--data-dir", str(data_dir), "--idle-exit-s", str(idle_exit_s), *options]


def utf8_text(word: str) -> str:
    """Return a word of a command line as the text that its bytes are in UTF-8, whatever this process takes them for."""
    return word if sys.platform == "win32" else os.fsencode(word).decode("utf-8", "surrogateescape")


def write_launcher(plugin: Path, data_dir: Path, options: Sequence[str] = ()) -> None:
    """Tell the plugin installed at `plugin` how to start the backend.

    Raises:
        OSError: it cannot be written.
    """
    words = [*backend_command(data_dir, options), str(data_dir)]
    *argv, folder = map(utf8_text, words)
    content = {"argv": argv, "data_dir": folder}
    write_atomically(plugin / FILE_NAME, json.dumps(content, indent=2).encode("ascii"), mode=0o600)
