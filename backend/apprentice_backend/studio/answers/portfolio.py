"""A portfolio: a folder of pictures, whose measures a taste can start from. No pixels are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from apprentice_shared.errors import ErrorCode, RequestError

from ...observe import LONGER_PX, measure
from ...picture_files.read import read_picture

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".kra", ".ora"})
# More say nothing new, and every one takes some tenths of a second.
MOST_PICTURES = 80
# The time for measuring, and the number of pictures that are measured however long they take.
LONGEST_S = 8.0
FEWEST_PICTURES = 6
# Files and folders looked at: a home folder, chosen by mistake, is not searched to its end.
MOST_LOOKED_AT = 5000
_THREADS = 2


def measure_folder(folder: str, clock: Callable[[], float] = time.monotonic) -> tuple[list[dict[str, float]], int]:
    """Measure the pictures in a folder and its subfolders, or a sample of them where they are many or large.

    Args:
        folder: an absolute path, "~" allowed.
        clock: seconds, to end in time.

    Returns:
        The measures of each picture, and how many pictures the folder holds.

    Raises:
        RequestError: there is no such folder, it cannot be read, or no picture in it can; one sentence.
    """
    path = Path(folder).expanduser()
    if not path.is_absolute() or not path.is_dir():
        raise _refused(f"There is no folder {folder}: choose one that holds pictures.")
    try:
        found = sorted(_pictures(path))
    except OSError as exc:
        raise _refused(f"The folder {folder} cannot be read ({exc.strerror}): choose another.") from exc
    if not found:
        raise _refused(f"There are no pictures in {folder}: choose a folder with PNG, JPEG, WebP or Krita files.")
    looked_at = _measure_some(found, clock)
    measured = [measures for measures in looked_at if measures]
    if not measured:
        raise _refused(f"None of the {len(found)} pictures in {folder} can be read: export them as PNG or JPEG.")
    return measured, len(found) - (len(looked_at) - len(measured))


def _measure_some(found: list[Path], clock: Callable[[], float]) -> list[dict[str, float]]:
    """Return the measures of a random sample, of as many pictures as there is time for; {} for a broken picture."""
    chosen = Random(len(found)).sample(found, min(len(found), MOST_PICTURES))
    until_s = clock() + LONGEST_S

    def measured_in_time(entry: tuple[int, Path]) -> dict[str, float] | None:
        place, path = entry
        return _measured(path) if place < FEWEST_PICTURES or clock() < until_s else None

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="portfolio") as threads:
        return [measures for measures in threads.map(measured_in_time, enumerate(chosen)) if measures is not None]


def _pictures(folder: Path) -> Iterator[Path]:
    """Yield the files that are pictures by their names; nothing hidden, and nothing beyond a link to a folder."""
    looked_at, waiting = 0, [folder]
    while waiting:
        for entry in sorted(waiting.pop(0).iterdir()):
            looked_at += 1
            if looked_at > MOST_LOOKED_AT:
                return
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink():
                waiting.append(entry)
            elif entry.suffix.lower() in SUFFIXES and entry.is_file():
                yield entry


def _measured(path: Path) -> dict[str, float]:
    """Return a picture's measures; {} where it cannot be read, for one bad file is no reason to stop."""
    try:
        return measure(read_picture(path, LONGER_PX))
    except (RequestError, OSError, MemoryError):
        return {}


def _refused(text: str) -> RequestError:
    return RequestError(text, ErrorCode.BAD_VALUE)
