"""The backend's files and process: its address is read, and it is started.

`launcher.json` in the plugin's folder (written by `apprentice up` and `apprentice plugin install`) says how to start
it: ``{"argv": [...], "data_dir": "..."}``. `backend.json` in the data folder says where it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LAUNCHER_FILE = "launcher.json"
ADDRESS_FILE = "backend.json"
TOKEN_FILE = "token"
START_LOG = "backend-start.log"

# Krita's own libraries, Python and Qt plugins must not leak into another program.
_KRITAS_OWN = ("PYTHON", "LD_", "DYLD_", "QT_", "QML", "KRITA", "APPDIR", "APPIMAGE", "ARGV0", "OWD", "GIO_", "GTK_")


@dataclass(frozen=True)
class Launcher:
    """The command line that starts the backend, and the backend's data folder."""

    argv: tuple[str, ...]
    data_dir: Path


@dataclass(frozen=True)
class Address:
    """The address that a backend has written down, and the token that it wants."""

    port: int
    pid: int
    token: str
    host: str = "127.0.0.1"


def read_launcher(folder: Path) -> Launcher | None:
    """Read `launcher.json` in the plugin's folder; None where it is missing or malformed."""
    data = _read_object(folder / LAUNCHER_FILE)
    argv, data_dir = data.get("argv"), data.get("data_dir")
    if not isinstance(argv, list) or not argv or not all(isinstance(part, str) for part in argv):
        return None
    if not isinstance(data_dir, str) or not data_dir:
        return None
    return Launcher(tuple(argv), Path(data_dir))


def find(data_dir: Path) -> Address | None:
    """Read the address in a data folder; None where it is missing or malformed. Nothing is sent there."""
    data = _read_object(data_dir / ADDRESS_FILE)
    port, pid = data.get("port"), data.get("pid")
    if not isinstance(port, int) or not isinstance(pid, int):
        return None
    try:
        token = (data_dir / TOKEN_FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    host = data.get("host")
    return Address(port, pid, token, host if isinstance(host, str) and host else "127.0.0.1")


def start(launcher: Launcher, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the backend so that it outlives Krita; its standard error goes to `START_LOG` in the data folder.

    Raises:
        OSError: the program cannot be run, or the data folder cannot be made.
    """
    launcher.data_dir.mkdir(parents=True, exist_ok=True)
    detached: dict[str, object] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        detached = {"creationflags": flags}
    with (launcher.data_dir / START_LOG).open("wb") as log:
        return subprocess.Popen(
            launcher.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=clean_environment(environ),
            cwd=launcher.data_dir,
            close_fds=True,
            **detached,
        )


def last_words(launcher: Launcher) -> str:
    """Return the last line of `START_LOG`, 300 characters at most; empty where it has none."""
    try:
        lines = (launcher.data_dir / START_LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1][:300] if lines else ""


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the variables that Krita sets for itself."""
    return {name: value for name, value in environ.items() if not name.upper().startswith(_KRITAS_OWN)}


def _read_object(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
