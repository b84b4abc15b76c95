"""LoRA weights: fused into a model, or refused where they were made for another one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from diffusers.utils import convert_unet_state_dict_to_peft

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr, tr_n

from ....files import is_file, is_folder


def fuse(pipe: Any, path: Path) -> None:
    """Fuse a LoRA into a pipeline's weights.

    diffusers loads the layers that fit and passes over the rest with a warning; here such a LoRA is refused.

    Raises:
        EngineNotReady: the file is missing, or changes layers that this model does not have.
    """
    if not (is_file(path) or is_folder(path)):
        raise EngineNotReady(tr("there is no LoRA {path}: check the setting lora", path=path))
    folder, name = (path, None) if path.is_dir() else (path.parent, path.name)
    where = {"weight_name": name, "local_files_only": True, "use_safetensors": True}
    layers = dict(pipe.unet.named_modules())
    changed = _changed_layers(pipe.lora_state_dict(str(folder), unet_config=pipe.unet.config, **where)[0])
    strangers = sorted(changed - layers.keys())
    if strangers or not changed:
        if not strangers:
            raise EngineNotReady(
                tr("the LoRA {name} was made for another model: use one for this model", name=path.name)
            )
        raise EngineNotReady(
            tr_n(
                "the LoRA {name} was made for another model (its layer {layer} is not in this one): use one for this"
                " model",
                "the LoRA {name} was made for another model ({count} of its layers, such as {layer}, are not in this"
                " one): use one for this model",
                len(strangers),
                name=path.name,
                layer=strangers[0],
            )
        )
    pipe.load_lora_weights(str(folder), **where)
    # Fused, because an adapter beside the weights costs time; unloaded, because a disabled one keeps the next one off.
    pipe.fuse_lora()
    pipe.unload_lora_weights()


def _changed_layers(state: Any) -> set[str]:
    """Return the UNet layers that a LoRA changes, by the names that the UNet gives them."""
    own = {key.removeprefix("unet."): tensor for key, tensor in state.items() if key.startswith("unet.")}
    if not any(".lora_A." in key for key in own):
        own = convert_unet_state_dict_to_peft(own)
    return {re.split(r"\.lora_[AB]\.|\.lora_magnitude_vector|\.alpha$", key)[0] for key in own}
