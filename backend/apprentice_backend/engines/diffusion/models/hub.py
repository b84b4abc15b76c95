"""Models on the hub: what there is, what is here, getting it, and checking it.

Downloads go to the hub's own cache, which other programs share; every file there is named by its checksum. Nothing but
`download` and `size` ever uses the network.
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

from ..errors import translated
from .fetch import Tally, checksum, fetch

CONFIGURATION_FILES = ("model_index.json", "*/*.json", "*/*.txt")
_PIPELINE_FILES = (*CONFIGURATION_FILES, "*/*.fp16.safetensors")
_HALF_OR_PLAIN = ("config.json", "diffusion_pytorch_model.safetensors")
_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Entry:
    """One model that the engine knows by a short name.

    Args:
        name: as `apprentice models` takes it.
        repo: its id on the hub.
        revision: the commit that is used; "main" where none is pinned: what the first download finds is then kept.
        files: patterns of the files that are needed.
        purpose: what it is for, in a few words.
        terms: its licence and what it was trained on, in plain words, with the link.
    """

    name: str
    repo: str
    revision: str
    files: tuple[str, ...]
    purpose: str
    terms: str


CATALOGUE = (
    Entry(
        "ssd-1b",
        "segmind/SSD-1B",
        "60987f37e94cd59c36b1cba832b9f97b57395a10",
        # Not the single-file checkpoints at the repository's root: they are another 4.5 GB of the same.
        _PIPELINE_FILES,
        "the model itself",
        "SSD-1B is an AI image model by Segmind, made by distilling Stable Diffusion XL. Its card tags it Apache-2.0; "
        "Stable Diffusion XL, from which it is derived, is under the OpenRAIL++ licence with its rules of use. "
        "Its card says that it was trained on GRIT and on pictures made with Midjourney. There is no safety checker. "
        "Read more: https://huggingface.co/segmind/SSD-1B",
    ),
    Entry(
        "ssd-1b-config",
        "segmind/SSD-1B",
        "60987f37e94cd59c36b1cba832b9f97b57395a10",
        CONFIGURATION_FILES,
        "tokenizers and configuration, to open single .safetensors files",
        "Small files of SSD-1B, without its weights; Apache-2.0 by its card. https://huggingface.co/segmind/SSD-1B",
    ),
    Entry(
        "lcm-lora-ssd-1b",
        "latent-consistency/lcm-lora-ssd-1b",
        # No commit of it is published that could be pinned: the one of the first download is kept.
        "main",
        ("pytorch_lora_weights.safetensors",),
        "four steps instead of twenty-five (setting lcm=on)",
        "Few-step weights for SSD-1B, distilled from it; its terms come on top of SSD-1B's. "
        "Read them: https://huggingface.co/latent-consistency/lcm-lora-ssd-1b",
    ),
    Entry(
        "taesdxl",
        "madebyollin/taesdxl",
        "b20258aaef75ef61e659c1e0f14f251cf0ad153e",
        _HALF_OR_PLAIN,
        "sharper previews, and fast decoding (setting fast_decode=on)",
        "A small decoder for Stable Diffusion XL's latents. Its terms: https://huggingface.co/madebyollin/taesdxl",
    ),
    Entry(
        "sdxl-vae-fp16-fix",
        "madebyollin/sdxl-vae-fp16-fix",
        "207b116dae70ace3637169f1ddd2434b91b3a8cd",
        _HALF_OR_PLAIN,
        "decoding in half precision, with half the memory",
        "Stable Diffusion XL's own decoder, made safe in half precision; MIT. "
        "Its terms: https://huggingface.co/madebyollin/sdxl-vae-fp16-fix",
    ),
)


@dataclass(frozen=True)
class FileCheck:
    """What `verify` found of one file.

    Args:
        path: below the model's folder.
        good: whether its content has the checksum that the hub gave for it.
    """

    path: str
    good: bool


def entry(model: str) -> Entry:
    """Return a catalogue entry by its short name or hub id, or one made for any other hub id.

    Args:
        model: "ssd-1b", "segmind/SSD-1B", or "owner/name" with "@revision" or without.

    Raises:
        EngineNotReady: it is neither a known name nor a hub id.
    """
    for known in CATALOGUE:
        if model in (known.name, known.repo):
            return known
    repo, _, revision = model.partition("@")
    if repo.count("/") != 1 or not all(repo.split("/")):
        names = ", ".join(known.name for known in CATALOGUE)
        raise EngineNotReady(f"unknown model {model!r}: choose from {names}, or give a hub id such as owner/name")
    terms = f"Apprentice does not know this model: read its card first. https://huggingface.co/{repo}"
    return Entry(model, repo, revision or "main", _PIPELINE_FILES, "a model of the SDXL family", terms)


def cache_folder() -> Path:
    """Return the folder in which the hub's files lie on this machine."""
    return Path(constants.HF_HUB_CACHE)


def locate(model: str) -> Path:
    """Return the folder of a downloaded model, without the network.

    Raises:
        EngineNotReady: it is not here; the text names the command that gets it.
    """
    wanted = entry(model)
    try:
        folder = Path(_snapshot(wanted, local_files_only=True))
    except LocalEntryNotFoundError as error:
        text = f"the model {wanted.name} is not downloaded yet: run 'apprentice models download {wanted.name}'"
        raise EngineNotReady(text) from error
    weights = any(pattern.endswith(".safetensors") for pattern in wanted.files)
    if weights and not any(folder.rglob("*.safetensors")):
        text = f"the download of {wanted.name} is not complete: run 'apprentice models download {wanted.name}' again"
        raise EngineNotReady(text)
    return folder


def size(model: str) -> int:
    """Ask the hub how many bytes a model has that are not here yet.

    Raises:
        EngineNotReady: the hub cannot be reached, or lacks the model.
    """
    with translated():
        return sum(int(file.file_size or 0) for file in _missing(_as_kept(entry(model))))


def download(model: str, on_progress: Callable[[int, int], None]) -> Path:
    """Get a model's files; what is already here, part of a file included, is not fetched again.

    Args:
        model: as `entry` takes it.
        on_progress: called with bytes done and bytes in all.

    Returns:
        The model's folder.

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
            raise EngineNotReady(f"{path.name} carries no checksum here: download the model again to be sure")
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


def _as_kept(wanted: Entry) -> Entry:
    """Return an entry at the commit that an earlier download of it found, where it is not pinned to one anyway."""
    try:
        folder = Path(_snapshot(wanted, local_files_only=True))
    except LocalEntryNotFoundError:
        return wanted
    return dataclasses.replace(wanted, revision=folder.name)


def _snapshot(wanted: Entry, **options: Any) -> Any:
    return huggingface_hub.snapshot_download(
        wanted.repo,
        revision=wanted.revision,
        allow_patterns=list(wanted.files),
        cache_dir=cache_folder(),
        **options,
    )


def _missing(wanted: Entry) -> list[Any]:
    """Ask the hub which files are not here yet."""
    _hush()
    # One plain question first: without a network the download itself would try for half a minute.
    huggingface_hub.HfApi().model_info(wanted.repo, revision=wanted.revision, timeout=_TIMEOUT_S)
    planned: Any = _snapshot(wanted, dry_run=True)
    return [file for file in planned if file.will_download]


def _hush() -> None:
    """Keep the hub's client from writing to the terminal; what matters is an event or an error of ours."""
    huggingface_hub.utils.logging.set_verbosity_error()
    huggingface_hub.utils.disable_progress_bars()
