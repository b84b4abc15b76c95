"""The way to a folder: the folders and symbolic links from the root to it, none of which others may put there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from .errors import StoreError
from .language import tr
from .private_files import shown

# Windows tells rights by lists that Python does not read: there the folder of the user's profile keeps others out.
HAS_OWNERS = hasattr(os, "geteuid")
_MAX_LINKS = 40


def checked_way(folder: Path) -> Path | None:
    """Follow the way to a folder; return the folder without symbolic links, None where it does not exist.

    Raises:
        OSError: the way cannot be followed.
        StoreError: others can change a symbolic link on the way, or everybody a folder.
    """
    if not HAS_OWNERS:
        return folder.resolve() if folder.exists() else None
    here, todo, links = Path("/"), list(reversed(folder.absolute().parts[1:])), 0
    while todo:
        part = todo.pop()
        if part == "..":
            here = here.parent
            continue
        try:
            above, found = here.lstat(), (here / part).lstat()
        except FileNotFoundError:
            return None
        _check_step(folder, here / part, found, above)
        if not stat.S_ISLNK(found.st_mode):
            here = here / part
            continue
        links += 1
        if links > _MAX_LINKS:
            raise OSError(errno.ELOOP, tr("it is reached through too many symbolic links"))
        target = (here / part).readlink()
        here = Path("/") if target.is_absolute() else here
        todo += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return here


def _check_step(folder: Path, here: Path, found: os.stat_result, above: os.stat_result) -> None:
    if _everybody_changes(above):
        raise StoreError(
            tr(
                "The data folder {folder} lies in {place}, which every user can change: choose another"
                " folder, or take that right away (chmod o-w).",
                folder=shown(folder),
                place=shown(here.parent),
            )
        )
    if stat.S_ISLNK(found.st_mode) and not (_is_trusted(found.st_uid) and _is_trusted(above.st_uid)):
        raise StoreError(
            tr(
                "The data folder {folder} is reached through the symbolic link {link}, which another user"
                " can change: name the folder itself, or choose another.",
                folder=shown(folder),
                link=shown(here),
            )
        )


def _everybody_changes(folder: os.stat_result) -> bool:
    """Return whether every user can rename what is in a folder."""
    return bool(folder.st_mode & stat.S_IWOTH) and not folder.st_mode & stat.S_ISVTX


def _is_trusted(owner: int) -> bool:
    """Return whether an owner is this user or the system's administrator."""
    return owner in (0, os.geteuid()) or owner == _hidden_root()


def _hidden_root() -> int | None:
    """Return the number that stands for the administrator in a sandbox that hides them, as Flatpak's does; else None.

    Source: user_namespaces(7), "Unmapped user and group IDs".
    """
    try:
        stand_in = int(Path("/proc/sys/kernel/overflowuid").read_text(encoding="ascii"))
        lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
        shown_users = [(int(line.split()[0]), int(line.split()[2])) for line in lines]
    except (OSError, ValueError, IndexError):
        return None
    known = (any(first <= user < first + count for first, count in shown_users) for user in (0, stand_in))
    return None if any(known) else stand_in
