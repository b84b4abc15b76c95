"""A portfolio: a folder of pictures, whose measures a taste can start from. No pixels are kept."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from itertools import islice
from pathlib import Path
from random import Random

from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import tr, tr_n
from apprentice_shared.system_errors import why_of

from ...observe import LONGER_PX, measure
from ...picture_files.read import read_picture

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".kra", ".ora"})
# More say nothing new, and every one takes some tenths of a second.
MOST_PICTURES = 80
# The time for measuring, and the number of pictures that are measured however long they take.
LONGEST_S = 8.0
FEWEST_PICTURES = 6
# Files and folders looked at, and names of one folder: a home folder, chosen by mistake, is not searched to its end.
MOST_LOOKED_AT = 5000
MOST_NAMES = 100_000
_THREADS = 2


def measure_folder(
    folder: str, clock: Callable[[], float] = time.monotonic, unread: list[Path] | None = None
) -> tuple[list[dict[str, float]], int]:
    """Measure the pictures in a folder and its subfolders, or a sample of them where they are many or large.

    Args:
        folder: an absolute path, "~" allowed.
        clock: seconds, to end in time.
        unread: gets the pictures that cannot be read and were left out.

    Returns:
        The measures of each picture, and how many pictures the folder holds; those that cannot be read do not count.

    Raises:
        RequestError: there is no such folder, it cannot be read, or no picture in it can; one sentence.
    """
    path = _folder(folder)
    try:
        found = sorted(_pictures(path))
    except OSError as exc:
        raise _refused(
            tr("The folder {folder} cannot be read ({why}): choose another.", folder=folder, why=why_of(exc))
        ) from exc
    if not found:
        raise _refused(
            tr("There are no pictures in {folder}: choose a folder with PNG, JPEG, WebP or Krita files.", folder=folder)
        )
    looked_at = _measure_some(found, clock)
    measured = [measures for _, measures in looked_at if measures]
    if not measured:
        raise _refused(
            tr_n(
                "The {count} picture in {folder} cannot be read: export it as PNG or JPEG.",
                "None of the {count} pictures in {folder} can be read: export them as PNG or JPEG.",
                len(found),
                folder=folder,
            )
        )
    if unread is not None:
        unread += [file for file, measures in looked_at if not measures]
    return measured, len(found) - (len(looked_at) - len(measured))


def _folder(folder: str) -> Path:
    try:
        path = Path(folder).expanduser()
        if path.is_absolute() and path.is_dir():
            return path
    except (OSError, RuntimeError, ValueError):
        # No rights on the way, no such user after "~", NUL in a name.
        pass
    raise _refused(tr("There is no folder {folder}: choose one that holds pictures.", folder=folder))


def _measure_some(found: list[Path], clock: Callable[[], float]) -> list[tuple[Path, dict[str, float]]]:
    """Return the measures of a random sample, of as many pictures as there is time for; {} for a broken picture.

    Where none of the sample can be read, the other pictures are looked at, until one can or the time is over.
    """
    chosen = Random(len(found)).sample(found, min(len(found), MOST_PICTURES))
    others = sorted(set(found).difference(chosen))
    until_s = clock() + LONGEST_S

    def measured_in_time(entry: tuple[int, Path]) -> tuple[Path, dict[str, float]] | None:
        place, path = entry
        return (path, _measured(path)) if place < FEWEST_PICTURES or clock() < until_s else None

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="portfolio") as threads:
        looked_at = [found for found in threads.map(measured_in_time, enumerate(chosen)) if found is not None]
        while others and clock() < until_s and not any(measures for _, measures in looked_at):
            chosen, others = others[:MOST_PICTURES], others[MOST_PICTURES:]
            looked_at += zip(chosen, threads.map(_measured, chosen), strict=True)
    return looked_at


def _pictures(folder: Path) -> Iterator[Path]:
    """Yield the plain files that are pictures by their names; no leftovers, and nothing beyond a link to a folder.

    Raises:
        OSError: the folder cannot be read; one inside it that cannot is passed over.
    """
    looked_at, waiting = 0, deque([folder])
    while waiting:
        here = waiting.popleft()
        with suppress(OSError) if here != folder else nullcontext(), os.scandir(here) as listed:
            for entry in sorted(islice(listed, MOST_NAMES), key=lambda entry: entry.name):
                looked_at += 1
                if looked_at > MOST_LOOKED_AT:
                    return
                if _is_leftover(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry))
                elif Path(entry.name).suffix.lower() in SUFFIXES and _is_plain(entry):
                    yield Path(entry)


def _is_leftover(name: str) -> bool:
    """Return whether a file is hidden, or Krita's own: a copy that it saves by itself, a lock, the version before."""
    return name.startswith(".") or name.endswith("~") or Path(name).stem.endswith("-autosave")


def _is_plain(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link to itself.
        return False


def _measured(path: Path) -> dict[str, float]:
    """Return a picture's measures; {} where it cannot be read, for one bad file is no reason to stop."""
    try:
        return measure(read_picture(path, LONGER_PX))
    except (RequestError, OSError, MemoryError):
        return {}


def _refused(text: str) -> RequestError:
    return RequestError(text, ErrorCode.BAD_VALUE)
