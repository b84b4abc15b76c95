"""Files of a running backend in its data folder: a lock, a token, and `backend.json` with its address."""

from __future__ import annotations

import contextlib
import json
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from apprentice_shared.errors import StoreError

from .files import write_atomically

BACKEND_FILE = "backend.json"
TOKEN_FILE = "token"
LOCK_FILE = "backend.lock"

_PAUSE_S = 0.02


@dataclass(frozen=True)
class BackendFile:
    """The address of a running backend, as `backend.json` holds it; `host` reaches it from this machine."""

    port: int
    pid: int
    protocol: int
    host: str = "127.0.0.1"

    def write(self, folder: Path) -> None:
        """Write the file at once and whole: a reader sees the old one or this one."""
        with _as_store_error(folder):
            write_atomically(folder / BACKEND_FILE, (json.dumps(asdict(self)) + "\n").encode())

    @classmethod
    def read(cls, folder: Path) -> BackendFile | None:
        """Read the file; None where it is missing or not readable as one."""
        try:
            data = json.loads((folder / BACKEND_FILE).read_text(encoding="utf-8"))
            return cls(int(data["port"]), int(data["pid"]), int(data["protocol"]), str(data.get("host", cls.host)))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def remove(self, folder: Path) -> None:
        """Remove the file, unless another backend has written it since."""
        if BackendFile.read(folder) == self:
            with contextlib.suppress(OSError):
                (folder / BACKEND_FILE).unlink()


def read_or_make_token(folder: Path) -> str:
    """Return the folder's token, made where the folder has none; only the user can read its file.

    Raises:
        StoreError: the token can be neither read nor written.
    """
    path = folder / TOKEN_FILE
    with _as_store_error(folder):
        if path.exists():
            if sys.platform != "win32":
                path.chmod(0o600)
            token = path.read_text(encoding="ascii", errors="replace").strip()
            if len(token) >= 32 and token.isascii():
                return token
        token = secrets.token_urlsafe(32)
        write_atomically(path, f"{token}\n".encode(), mode=0o600)
        return token


@contextmanager
def lock_folder(folder: Path, patience_s: float = 3.0) -> Iterator[None]:
    """Hold the data folder for this process. The system lets go of it however the process ends.

    Args:
        folder: the data folder; made where there is none.
        patience_s: how long to wait for a backend that is just ending.

    Raises:
        StoreError: another backend holds it, or the folder cannot be written.
    """
    with _as_store_error(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (folder / LOCK_FILE).open("a+b")
    with file:
        deadline = time.monotonic() + patience_s
        while not (held := _try_lock(file)) and time.monotonic() < deadline:
            time.sleep(_PAUSE_S)
        if not held:
            running = BackendFile.read(folder)
            where = f" (process {running.pid}, port {running.port})" if running else ""
            raise StoreError(f"A backend is running on {folder} already{where}: use it, or end it first.")
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _as_store_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        sentence = f"The data folder {folder} cannot be written ({exc.strerror}): free it or choose another."
        raise StoreError(sentence) from exc
