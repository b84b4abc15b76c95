"""The data folder as backend, command line and panel see it: who serves it, and whether it is its owner's alone.

All three read the folder through this module, so that they agree. It does I/O, with `private_files` and `private_way`:
the only modules of this package that do.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import StoreError
from .language import later, tr
from .private_files import read_plain, shown
from .private_way import HAS_OWNERS, checked_way
from .system_errors import why_of

BACKEND_FILE = "backend.json"
TOKEN_FILE = "token"
LOCK_FILE = "backend.lock"
TRUSTED_FILES = (BACKEND_FILE, TOKEN_FILE, LOCK_FILE)

_PORTS = range(1, 2**16)


@dataclass(frozen=True)
class Address:
    """The address of a backend as `backend.json` holds it; `host` is a loopback address."""

    host: str
    port: int
    pid: int
    protocol: int

    @property
    def url(self) -> str:
        """The address as a web socket's."""
        return f"ws://[{self.host}]:{self.port}/" if ":" in self.host else f"ws://{self.host}:{self.port}/"


def read_address(folder: Path) -> Address | None:
    """Read `backend.json`; None where it is missing, no plain file, or no address on this machine."""
    try:
        data = json.loads(read_plain(folder / BACKEND_FILE))
        address = Address(data.get("host", "127.0.0.1"), data["port"], data["pid"], data["protocol"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    whole = all(type(number) is int for number in (address.port, address.pid, address.protocol))
    return address if whole and address.port in _PORTS and is_loopback(address.host) else None


def read_token(folder: Path) -> str:
    """Read the token of the folder's backend; empty where there is none."""
    try:
        return read_plain(folder / TOKEN_FILE).decode("ascii").strip()
    except (OSError, ValueError):
        return ""


def is_loopback(host: object) -> bool:
    """Return whether a numeric address is reached from this machine alone."""
    try:
        return isinstance(host, str) and ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_served(folder: Path) -> bool:
    """Return whether a living backend holds the folder.

    The question takes the lock for an instant, shared with others who ask: a backend that starts just then tries again.
    """
    if sys.platform == "win32":
        return _is_held(folder / LOCK_FILE, os.O_RDWR)
    plain = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    return _is_held(folder, os.O_RDONLY | os.O_DIRECTORY) or _is_held(folder / LOCK_FILE, plain)


def find_backend(folder: Path) -> tuple[Address, str] | None:
    """Return the address and the token of the backend that serves a folder; None where none does.

    Raises:
        StoreError: one does, but others can change the folder: nothing in it can be trusted.
    """
    if read_address(folder) is None or not is_served(folder):
        return None
    check_private(folder)
    address, token = read_address_and_token(folder)
    return (address, token) if address is not None else None


def read_address_and_token(folder: Path) -> tuple[Address | None, str]:
    """Read the address and the token of one backend; None and an empty text where there are none, or just not yet.

    A backend removes the address of the one before it, then writes its token, then its address. So an address that is
    read between two looks at one token belongs to that token, and an old address never comes with a new token: whoever
    sits at the old address could pass a greeting with the new token on.
    """
    token, address = read_token(folder), read_address(folder)
    together = address is not None and bool(token) and token == read_token(folder)
    return (address, token) if together else (None, "")


def check_private(folder: Path, files: Iterable[str] = TRUSTED_FILES) -> None:
    """Check that nobody but this user can change the folder, the way to it, or the named files in it.

    What does not exist passes. On the way, a symbolic link counts that others can change, and a folder that everybody
    can change.

    Raises:
        StoreError: others can; the text says what to do.
    """
    try:
        place = checked_way(folder)
        if place is None:
            return
        _check_folder(folder, place.lstat(), forbidden=0o022)
        for name in files:
            with contextlib.suppress(FileNotFoundError):
                _check_file(place / name, forbidden=0o022)
    except (OSError, ValueError) as exc:
        raise StoreError(_unusable(folder, exc)) from exc


def make_private(folder: Path, files: Iterable[str] = TRUSTED_FILES) -> str:
    """Make the folder where there is none, and take every right of others from it and from the named files.

    Returns:
        One sentence for the log where others could write there before; else empty.

    Raises:
        StoreError: the folder cannot be made, or is one that `check_private` refuses and that stays so.
    """
    try:
        checked_way(folder)
        _make(folder)
        place = checked_way(folder) or folder
        before = place.lstat()
        _check_folder(folder, before, forbidden=stat.S_IWOTH)
        _check_is_spare(folder, place, before)
        _close(place, 0o700, before)
        for name in files:
            with contextlib.suppress(FileNotFoundError):
                _close(place / name, 0o600, _check_file(place / name, forbidden=0))
    except (OSError, ValueError) as exc:
        raise StoreError(_unusable(folder, exc)) from exc
    if HAS_OWNERS and before.st_mode & stat.S_IWGRP:
        return tr("The folder {folder} could be changed by its group: that right was taken away.", folder=shown(folder))
    return ""


def _is_held(path: Path, flags: int) -> bool:
    """Return whether somebody holds the lock on a file or a folder alone."""
    try:
        handle = os.open(path, flags)
    except (OSError, ValueError):
        return False
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as exc:
        return sys.platform == "win32" or isinstance(exc, (BlockingIOError, PermissionError))
    finally:
        os.close(handle)
    return False


def _check_folder(folder: Path, found: os.stat_result, *, forbidden: int) -> None:
    name = shown(folder)
    if not stat.S_ISDIR(found.st_mode):
        raise StoreError(
            tr("The data folder {name} cannot be used, because it is no folder: choose another.", name=name)
        )
    if not HAS_OWNERS:
        return
    if found.st_uid != os.geteuid():
        raise StoreError(tr("The data folder {name} belongs to another user: choose one of your own.", name=name))
    if found.st_mode & forbidden:
        raise StoreError(
            tr(
                "The data folder {name} can be changed by other users: choose another, or look through it"
                " and take that right away (chmod 700).",
                name=name,
            )
        )


def _check_is_spare(folder: Path, place: Path, found: os.stat_result) -> None:
    """Check that closing a folder to others does not close the home folder, or all that lies around it."""
    try:
        home = Path.home().resolve()
    except RuntimeError:  # a user without one, as in some containers
        return
    if HAS_OWNERS and found.st_mode & 0o077 and (place == home or place in home.parents):
        raise StoreError(
            tr(
                "The data folder {folder} would be closed to other users, with all else that is in it:"
                " name a folder that holds nothing else.",
                folder=shown(folder),
            )
        )


def _check_file(path: Path, *, forbidden: int) -> os.stat_result:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        if stat.S_ISLNK(found.st_mode):
            text = later("{path} is a symbolic link, which Apprentice did not make: take it away and start again.")
        else:
            text = later("{path} is no plain file, which Apprentice did not make: take it away and start again.")
        raise StoreError(tr(text, path=shown(path)))
    if HAS_OWNERS and found.st_uid != os.geteuid():
        raise StoreError(tr("{path} belongs to another user: take it away and start again.", path=shown(path)))
    if HAS_OWNERS and found.st_mode & forbidden:
        raise StoreError(tr("{path} can be changed by other users: take it away and start again.", path=shown(path)))
    return found


def _make(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        with contextlib.suppress(FileExistsError):
            missing.mkdir(0o700)


def _close(path: Path, rights: int, found: os.stat_result) -> None:
    """Leave of the rights of a file or folder only these; a file system that keeps no rights keeps its own."""
    if HAS_OWNERS and found.st_mode & 0o077:
        with contextlib.suppress(OSError):
            path.chmod(found.st_mode & rights)


def _unusable(folder: Path, exc: OSError | ValueError) -> str:
    return tr(
        "The data folder {folder} cannot be used ({why}): mend that or choose another.",
        folder=shown(folder),
        why=why_of(exc),
    )
