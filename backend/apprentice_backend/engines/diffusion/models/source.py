"""The source of a model, from `--model`: a diffusers folder, a single file, or a hub id; all on this machine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import constants

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr

from ....files import expanded, is_file, is_folder
from .catalogue import entry, is_hub_id

DEFAULT_MODEL = "segmind/SSD-1B"
_FAMILY = ("StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline", "StableDiffusionXLInpaintPipeline")


@dataclass(frozen=True)
class ModelSource:
    """A model on this machine.

    Args:
        path: a diffusers folder, or a single `.safetensors` file.
        name: its name for the artist.
    """

    path: Path
    name: str


def find(model: str) -> ModelSource:
    """Find a model on this machine, without the network.

    Args:
        model: a folder, a `.safetensors` file or a hub id, with "@revision" or without; empty for SSD-1B.

    Raises:
        EngineNotReady: the model is not here, or not of the SDXL family; the text says what to do.
    """
    model = model or DEFAULT_MODEL
    path = expanded(model)
    if path.suffix in (".ckpt", ".pt", ".bin"):
        raise EngineNotReady(
            tr("{name} may run code when it is opened: use safetensors weights instead", name=path.name)
        )
    if path.suffix == ".safetensors":
        if not is_file(path):
            raise EngineNotReady(tr("there is no file {path}: check --model", path=path))
        return ModelSource(path, path.stem)
    if is_folder(path):
        _check_family(path)
        return ModelSource(path, path.name)
    if path.is_absolute() or model.startswith((".", "~")) or not is_hub_id(model):
        raise EngineNotReady(tr("there is no folder {path}: check --model", path=path))
    folder = _downloaded(model)
    _check_family(folder)
    return ModelSource(folder, model)


def _downloaded(model: str) -> Path:
    """Return the folder of a downloaded model.

    The hub's client takes seconds to import: a model of which nothing is here is told without it.
    """
    wanted = entry(model)
    if not is_folder(Path(constants.HF_HUB_CACHE) / f"models--{wanted.repo.replace('/', '--')}"):
        raise wanted.is_missing()
    from .hub import locate  # noqa: PLC0415

    return locate(model)


def _check_family(folder: Path) -> None:
    try:
        index = json.loads((folder / "model_index.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineNotReady(
            tr("{folder} holds no model (no model_index.json): check --model", folder=folder)
        ) from None
    except (OSError, ValueError) as error:
        raise EngineNotReady(
            tr("{file} cannot be read: download the model again", file=folder / "model_index.json")
        ) from error
    found = index.get("_class_name") if isinstance(index, dict) else None
    if found not in _FAMILY:
        raise EngineNotReady(tr("{name} is another kind of model: use one of the SDXL family", name=folder.name))
