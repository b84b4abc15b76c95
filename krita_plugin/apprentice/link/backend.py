"""The backend as the plugin sees it: where it is, and how it is started.

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
    """How to start the backend."""

    argv: tuple[str, ...]
    data_dir: Path


@dataclass(frozen=True)
class Address:
    """Where a backend says that it runs, and the token that it wants."""

    port: int
    pid: int
    token: str
    host: str = "127.0.0.1"


def read_launcher(folder: Path) -> Launcher | None:
    """Read `launcher.json` in the plugin's folder; None where there is none that can be used."""
    data = _read_object(folder / LAUNCHER_FILE)
    argv, data_dir = data.get("argv"), data.get("data_dir")
    if not isinstance(argv, list) or not argv or not all(isinstance(part, str) for part in argv):
        return None
    if not isinstance(data_dir, str) or not data_dir:
        return None
    return Launcher(tuple(argv), Path(data_dir))


def find(data_dir: Path) -> Address | None:
    """Read where the backend of a data folder runs; None where none has said so. Nothing is probed."""
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
    """Start the backend so that it outlives Krita; what it says on standard error goes to a file in the data folder.

    Raises:
        OSError: the program or the data folder is not there.
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
    """Return the last line that the backend said while it started; empty where it said none."""
    try:
        lines = (launcher.data_dir / START_LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1][:300] if lines else ""


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what Krita has set for itself."""
    return {name: value for name, value in environ.items() if not name.upper().startswith(_KRITAS_OWN)}


def _read_object(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
