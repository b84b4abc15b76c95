"""A model in one file: its weights tell which UNet it is, small files on disk give the rest.

Such a file holds no tokenizers and no configuration. These are the same for the whole SDXL family, and come from a
diffusers folder around the file or from SSD-1B's, which `apprentice models download ssd-1b-config` fetches (4 MB).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr

from .catalogue import CONFIGURATION_FILES
from .hub import locate

_UNET = "model.diffusion_model."
# The entries in which the configuration of SDXL's UNet differs from that of SSD-1B's.
_SDXL = {
    "mid_block_type": "UNetMidBlock2DCrossAttn",
    "transformer_layers_per_block": [1, 2, 10],
    "reverse_transformer_layers_per_block": None,
}


def open_single_file(kind: Any, path: Path, dtype: torch.dtype) -> Any:
    """Open a single file as a pipeline.

    Args:
        kind: the pipeline's class.
        path: a `.safetensors` file in the original naming of Stable Diffusion XL.
        dtype: the precision to load in.

    Raises:
        EngineNotReady: the file holds no model of the SDXL family, or the configuration is not here.
        Exception: any error of diffusers; `errors` translates it.
    """
    with safe_open(path, framework="pt") as file:
        names = set(file.keys())
    if not any(name.startswith("conditioner.embedders.1.") for name in names):
        raise EngineNotReady(
            tr("{name} holds no whole model of the SDXL family: use another file, or a folder", name=path.name)
        )
    beside = (path.parent / "model_index.json").is_file()
    known = path.parent if beside else locate("ssd-1b-config")
    with tempfile.TemporaryDirectory() as folder:
        _copy_configuration(known, Path(folder))
        if not beside and any(name.startswith(f"{_UNET}middle_block.1.") for name in names):
            _change(Path(folder) / "unet" / "config.json", _SDXL)
        return kind.from_single_file(
            str(path), config=folder, local_files_only=True, dtype=dtype, add_watermarker=False
        )


def _copy_configuration(source: Path, target: Path) -> None:
    for pattern in CONFIGURATION_FILES:
        for file in source.glob(pattern):
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def _change(path: Path, changes: dict[str, Any]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | changes), encoding="utf-8")
