"""The catalogue: the models that the engine knows by a short name, each with its purpose and its terms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr

CONFIGURATION_FILES = ("model_index.json", "*/*.json", "*/*.txt")
_PIPELINE_FILES = (*CONFIGURATION_FILES, "*/*.fp16.safetensors")
_PART = r"\w(?:[\w.-]{0,94}\w)?"
_HUB_ID = re.compile(rf"{_PART}/{_PART}(?<!\.git)(?:@\w[\w./+-]{{0,199}})?", re.ASCII)
_SHOWN = 100  # characters of an unknown name in a sentence
_HALF_OR_PLAIN = ("config.json", "diffusion_pytorch_model.safetensors")


@dataclass(frozen=True)
class CatalogueEntry:
    """One model that the engine knows by a short name.

    Args:
        name: as `apprentice models` takes it.
        repo: its id on the hub.
        revision: the commit; "main" where none is pinned, and the commit of the first download is then kept.
        files: patterns of the files that are needed.
        purpose: its use, in a few words.
        terms: its licence and training data, in plain words, with a link.
    """

    name: str
    repo: str
    revision: str
    files: tuple[str, ...]
    purpose: str
    terms: str

    def is_missing(self) -> EngineNotReady:
        """Return the error of a model that is not here; its text names the command that downloads it."""
        return EngineNotReady(
            tr("the model {name} is not downloaded yet: run 'apprentice models download {name}'", name=self.name)
        )


CATALOGUE = (
    CatalogueEntry(
        "ssd-1b",
        "segmind/SSD-1B",
        "60987f37e94cd59c36b1cba832b9f97b57395a10",
        # Without the single-file checkpoints at the repository's root, which are another 4.5 GB of the same weights.
        _PIPELINE_FILES,
        "the model itself",
        "SSD-1B is an AI image model by Segmind, made by distilling Stable Diffusion XL. Its card tags it Apache-2.0; "
        "Stable Diffusion XL, from which it is derived, is under the OpenRAIL++ licence with its rules of use. "
        "Its card says that it was trained on GRIT and on pictures made with Midjourney. There is no safety checker. "
        "Read more: https://huggingface.co/segmind/SSD-1B",
    ),
    CatalogueEntry(
        "ssd-1b-config",
        "segmind/SSD-1B",
        "60987f37e94cd59c36b1cba832b9f97b57395a10",
        CONFIGURATION_FILES,
        "tokenizers and configuration, to open single .safetensors files",
        "Small files of SSD-1B, without its weights; Apache-2.0 by its card. https://huggingface.co/segmind/SSD-1B",
    ),
    CatalogueEntry(
        "lcm-lora-ssd-1b",
        "latent-consistency/lcm-lora-ssd-1b",
        # No commit of it is published that could be pinned, so that of the first download is kept.
        "main",
        ("pytorch_lora_weights.safetensors",),
        "four steps instead of twenty-five (setting lcm=on)",
        "Few-step weights for SSD-1B, distilled from it; its terms come on top of SSD-1B's. "
        "Read them: https://huggingface.co/latent-consistency/lcm-lora-ssd-1b",
    ),
    CatalogueEntry(
        "taesdxl",
        "madebyollin/taesdxl",
        "b20258aaef75ef61e659c1e0f14f251cf0ad153e",
        _HALF_OR_PLAIN,
        "sharper previews, and fast decoding (setting fast_decode=on)",
        "A small decoder for Stable Diffusion XL's latents. Its terms: https://huggingface.co/madebyollin/taesdxl",
    ),
    CatalogueEntry(
        "sdxl-vae-fp16-fix",
        "madebyollin/sdxl-vae-fp16-fix",
        "207b116dae70ace3637169f1ddd2434b91b3a8cd",
        _HALF_OR_PLAIN,
        "decoding in half precision, with half the memory",
        "Stable Diffusion XL's own decoder, made safe in half precision; MIT. "
        "Its terms: https://huggingface.co/madebyollin/sdxl-vae-fp16-fix",
    ),
)


def is_hub_id(model: str) -> bool:
    """Return whether a text is "owner/name" as the hub takes it, with "@revision" or without."""
    return ".." not in model and "--" not in model.partition("@")[0] and _HUB_ID.fullmatch(model) is not None


def entry(model: str) -> CatalogueEntry:
    """Return a catalogue entry by its short name or hub id, or one made for any other hub id.

    Args:
        model: "ssd-1b", "segmind/SSD-1B", or "owner/name" with "@revision" or without.

    Raises:
        EngineNotReady: `model` is neither a known name nor a hub id.
    """
    for known in CATALOGUE:
        if model in (known.name, known.repo):
            return known
    if not is_hub_id(model):
        names = ", ".join(known.name for known in CATALOGUE)
        shown = ascii(model[:_SHOWN])
        raise EngineNotReady(f"unknown model {shown}: choose from {names}, or give a hub id such as owner/name")
    repo, _, revision = model.partition("@")
    terms = f"Apprentice does not know this model: read its card first. https://huggingface.co/{repo}"
    return CatalogueEntry(model, repo, revision or "main", _PIPELINE_FILES, "a model of the SDXL family", terms)
