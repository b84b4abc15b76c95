"""The backend's files and process: its address is read, and it is started.

`launcher.json` in the plugin's folder (written by `apprentice up` and `apprentice plugin install`) says how to start
it: ``{"argv": [...], "data_dir": "..."}``. `backend.json` in the data folder says where it runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..native_paths import to_native
from ..vendored import data_folder, private_files

LAUNCHER_FILE = "launcher.json"
START_LOG = "backend-start.log"

# Krita's own libraries, Python and Qt plugins must not leak into another program.
_KRITAS_OWN = ("PYTHON", "LD_", "DYLD_", "QT_", "QML", "KRITA", "APPDIR", "APPIMAGE", "ARGV0", "OWD", "GIO_", "GTK_")
# The backend takes its arguments and file names for UTF-8 whatever the session's language is: it is what they are here.
_UTF8 = {"PYTHONUTF8": "1"}
_LAST_BYTES = 4096


@dataclass(frozen=True)
class Launcher:
    """The command line that starts the backend, and the backend's data folder, as this Python names files."""

    argv: tuple[str, ...]
    data_dir: Path


@dataclass(frozen=True)
class ServedFolder:
    """A data folder that a living backend holds: its address, None before it has written one, and its token."""

    address: data_folder.Address | None
    token: str = ""


def read_launcher(folder: Path) -> Launcher | None:
    """Read `launcher.json` in the plugin's folder; None where it is missing or malformed."""
    try:
        data = json.loads(private_files.read_plain(folder / LAUNCHER_FILE))
        argv, data_dir = data["argv"], data["data_dir"]
        if not isinstance(argv, list) or not argv or not isinstance(data_dir, str) or not data_dir:
            return None
        return Launcher(tuple(to_native(word) for word in argv), Path(to_native(data_dir)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def find(data_dir: Path) -> ServedFolder | None:
    """Look who serves a data folder, by its files alone; None where no living backend does. Nothing is sent.

    Raises:
        StoreError: others can change the folder: nothing in it can be trusted. The text says what to do.
    """
    # A folder that nobody holds is looked at when a backend is started: what its group may do there ends then.
    if not data_folder.is_served(data_dir):
        return None
    data_folder.check_private(data_dir)
    return ServedFolder(*data_folder.read_address_and_token(data_dir))


def start(launcher: Launcher, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the backend so that it outlives Krita; its standard error goes to `START_LOG` in the data folder.

    Raises:
        OSError: the program cannot be run.
        StoreError: the data folder cannot be made, or others can change it.
    """
    data_folder.make_private(launcher.data_dir)
    detached: dict[str, object] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        detached = {"creationflags": flags}
    with _start_log(launcher.data_dir / START_LOG) as log:
        return subprocess.Popen(
            launcher.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=clean_environment(environ) | _UTF8,
            cwd=launcher.data_dir,
            close_fds=True,
            **detached,
        )


def last_words(launcher: Launcher) -> str:
    """Return the last line of `START_LOG`, 300 characters at most; empty where it has none."""
    try:
        handle = private_files.open_plain(launcher.data_dir / START_LOG, os.O_RDONLY)
        with os.fdopen(handle, "rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - _LAST_BYTES))
            lines = log.read(_LAST_BYTES).decode("utf-8", "replace").strip().splitlines()
    except OSError:
        return ""
    return private_files.printable(lines[-1][:300]) if lines else ""


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the variables that Krita sets for itself."""
    return {name: value for name, value in environ.items() if not name.upper().startswith(_KRITAS_OWN)}


@contextmanager
def _start_log(path: Path) -> Iterator[int]:
    """Open the log anew; where something else is in its place, what the backend says is not kept."""
    try:
        handle = private_files.open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    except OSError:
        yield subprocess.DEVNULL
        return
    try:
        yield handle
    finally:
        os.close(handle)
