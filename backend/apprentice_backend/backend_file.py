"""Files of a running backend in its data folder: a lock, a token, and `backend.json` with its address.

Only the backend writes them; `apprentice_shared.data_folder` reads them for everybody.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from apprentice_shared.data_folder import BACKEND_FILE, LOCK_FILE, TOKEN_FILE, Address, make_private, read_address
from apprentice_shared.errors import StoreError
from apprentice_shared.private_files import open_plain, shown, write_private
from apprentice_shared.system_errors import why_of

logger = logging.getLogger(__name__)

_PAUSE_S = 0.02


def write_address(folder: Path, address: Address) -> None:
    """Write `backend.json` at once and whole: a reader sees the old one or this one.

    Raises:
        StoreError: it cannot be written.
    """
    with _as_store_error(folder):
        write_private(folder / BACKEND_FILE, (json.dumps(asdict(address)) + "\n").encode())


def remove_address(folder: Path, address: Address) -> None:
    """Remove `backend.json`, unless another backend has written it since."""
    if read_address(folder) == address:
        with contextlib.suppress(OSError):
            (folder / BACKEND_FILE).unlink()


def write_new_token(folder: Path) -> str:
    """Make the token of this run of the backend, write it, and return it; an earlier one is worth nothing any more.

    Raises:
        StoreError: it cannot be written.
    """
    token = secrets.token_urlsafe(32)
    with _as_store_error(folder):
        write_private(folder / TOKEN_FILE, f"{token}\n".encode())
    return token


@contextmanager
def lock_folder(folder: Path, patience_s: float = 3.0) -> Iterator[None]:
    """Hold the data folder for this process. The system lets go of it however the process ends.

    The address that a killed backend has left behind is removed: whoever listens there now is another program.

    Args:
        folder: the data folder; made where there is none.
        patience_s: how long to wait for a backend that is just ending, or a client that just asks who serves.

    Raises:
        StoreError: another backend holds it, it cannot be written, or others can change it.
    """
    said = make_private(folder)
    if said:
        logger.warning("%s", said)
    with ExitStack() as stack:
        deadline = time.monotonic() + patience_s
        with _as_store_error(folder):
            while not (held := _hold(folder, stack)) and time.monotonic() < deadline:
                time.sleep(_PAUSE_S)
            if held:
                (folder / BACKEND_FILE).unlink(missing_ok=True)
        if not held:
            running = read_address(folder)
            where = f" (process {running.pid}, port {running.port})" if running else ""
            raise StoreError(f"A backend is running on {shown(folder)} already{where}: use it, or end it first.")
        yield


def _hold(folder: Path, stack: ExitStack) -> bool:
    """Take the lock of the folder and that of its lock file, or neither.

    The folder's own lock holds where somebody removes the lock file, which Windows forbids; the lock file's holds in
    folders that cannot be locked, as on some network drives.
    """
    with ExitStack() as taken:
        if sys.platform != "win32":
            place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            taken.callback(os.close, place)
            if not _try_lock(place, may_lack=True):
                return False
        file = open_plain(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT)
        taken.callback(os.close, file)
        if not _try_lock(file) or not _is_still(folder / LOCK_FILE, file):
            return False
        stack.push(taken.pop_all())
        return True


def _try_lock(handle: int, *, may_lack: bool = False) -> bool:
    """Lock an open file or folder; one that cannot be locked at all counts as locked where it `may_lack` the lock."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        return may_lack and not isinstance(exc, BlockingIOError)
    return True


def _is_still(path: Path, handle: int) -> bool:
    """Return whether a path still names the file that was opened there."""
    try:
        return sys.platform == "win32" or os.path.samestat(path.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


@contextmanager
def _as_store_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        sentence = f"The data folder {shown(folder)} cannot be written ({why_of(exc)}): free it or choose another."
        raise StoreError(sentence) from exc
