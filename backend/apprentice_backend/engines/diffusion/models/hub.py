"""Models on the hub: finding, measuring, downloading, checking and repairing their files on this machine.

Downloads go to the hub's cache, which other programs share; a file in it is named by its checksum. `download` and
`missing_bytes` alone use the network.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import huggingface_hub
from huggingface_hub import constants
from huggingface_hub.errors import LocalEntryNotFoundError

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr

from ..errors import translated
from .catalogue import CatalogueEntry, entry
from .fetch import Tally, checksum, fetch

_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class FileCheck:
    """The check of one file.

    Args:
        path: below the model's folder.
        good: whether its content has the checksum that the hub gave.
    """

    path: str
    good: bool


def cache_folder() -> Path:
    """Return the folder in which the hub's files lie on this machine."""
    return Path(constants.HF_HUB_CACHE)


def locate(model: str) -> Path:
    """Return the folder of a downloaded model, without the network.

    Raises:
        EngineNotReady: the model is not here; the text names the command that downloads it.
    """
    wanted = entry(model)
    try:
        folder = Path(_snapshot(wanted, local_files_only=True))
    except LocalEntryNotFoundError as error:
        raise wanted.is_missing() from error
    weights = any(pattern.endswith(".safetensors") for pattern in wanted.files)
    if weights and not any(folder.rglob("*.safetensors")):
        text = tr(
            "the download of {name} is not complete: run 'apprentice models download {name}' again", name=wanted.name
        )
        raise EngineNotReady(text)
    return folder


def missing_bytes(model: str) -> int:
    """Ask the hub for the number of bytes of a model that are not here yet.

    Raises:
        EngineNotReady: the hub cannot be reached, or lacks the model.
    """
    with translated():
        return sum(int(file.file_size or 0) for file in _missing(_as_kept(entry(model))))


def download(model: str, on_progress: Callable[[int, int], None]) -> Path:
    """Download a model and return its folder; files, and parts of a file, that are here are not fetched again.

    `on_progress` is called with bytes done and bytes in all.

    Raises:
        EngineNotReady: the hub cannot be reached or refuses.
        EngineError: the disk is full.
    """
    wanted = _as_kept(entry(model))
    with translated():
        missing = _missing(wanted)
        tally = Tally(sum(int(file.file_size or 0) for file in missing), on_progress)
        folder = cache_folder() / f"models--{wanted.repo.replace('/', '--')}"
        for file in missing:
            if file.filename.endswith(".safetensors"):
                fetch(wanted.repo, file.commit_hash, file.filename, folder, tally)
        found = Path(_snapshot(wanted))
        tally.finish()
    return found


def verify(model: str) -> Iterator[FileCheck]:
    """Check every file of a downloaded model against its checksum, without the network.

    Yields:
        One result per file, in the order of their paths.

    Raises:
        EngineNotReady: the model is not here, or the cache does not name files by their checksums.
    """
    folder = locate(model)
    for path in sorted(file for file in folder.rglob("*") if not file.is_dir()):
        wanted = path.resolve().name
        if len(wanted) not in (40, 64):
            raise EngineNotReady(
                tr("{name} carries no checksum here: download the model again to be sure", name=path.name)
            )
        with translated():
            good = path.exists() and checksum(path, git=len(wanted) == 40) == wanted
        yield FileCheck(path.relative_to(folder).as_posix(), good)


def repair(model: str, damaged: list[FileCheck]) -> None:
    """Remove damaged files, so that the next download fetches them again."""
    folder = locate(model)
    for check in damaged:
        path = folder / check.path
        blob = path.resolve()
        path.unlink(missing_ok=True)
        blob.unlink(missing_ok=True)


def _as_kept(wanted: CatalogueEntry) -> CatalogueEntry:
    """Return an entry at the commit of its first download where the catalogue pins none."""
    try:
        folder = Path(_snapshot(wanted, local_files_only=True))
    except LocalEntryNotFoundError:
        return wanted
    return dataclasses.replace(wanted, revision=folder.name)


def _snapshot(wanted: CatalogueEntry, **options: Any) -> Any:
    return huggingface_hub.snapshot_download(
        wanted.repo,
        revision=wanted.revision,
        allow_patterns=list(wanted.files),
        cache_dir=cache_folder(),
        **options,
    )


def _missing(wanted: CatalogueEntry) -> list[Any]:
    """Ask the hub for the files that are not here yet."""
    _hush()
    # A plain question first: without a network, the download would try for half a minute.
    huggingface_hub.HfApi().model_info(wanted.repo, revision=wanted.revision, timeout=_TIMEOUT_S)
    planned: Any = _snapshot(wanted, dry_run=True)
    return [file for file in planned if file.will_download]


def _hush() -> None:
    """Keep the hub's client from writing to the terminal: our events and errors say all that matters."""
    huggingface_hub.utils.logging.set_verbosity_error()
    huggingface_hub.utils.disable_progress_bars()
