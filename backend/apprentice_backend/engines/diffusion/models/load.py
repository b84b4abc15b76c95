"""The load of a model: weights from disk to device, in the precision that suits the device. It uses no network."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, StableDiffusionXLImg2ImgPipeline, StableDiffusionXLPipeline

from apprentice_shared.errors import EngineNotReady
from apprentice_shared.language import tr

from ....files import expanded
from ..memory.ladder import Residency
from ..sampling.latents import LatentCodec
from ..settings import Settings
from .hub import locate
from .lora import fuse
from .single_file import open_single_file
from .source import ModelSource

_log = logging.getLogger(__name__)


class TextToImage(StableDiffusionXLPipeline):  # type: ignore[misc]  # diffusers ships no types
    """The pipeline without a canvas. It computes on the device of its UNet: with offload, other parts lie elsewhere."""

    @property
    def _execution_device(self) -> torch.device:
        return torch.device(self.unet.device)


class _ImageToImage(StableDiffusionXLImg2ImgPipeline):  # type: ignore[misc]  # diffusers ships no types
    """The pipeline from a canvas, which computes on the device of its UNet too."""

    @property
    def _execution_device(self) -> torch.device:
        return torch.device(self.unet.device)


@dataclass(frozen=True)
class LoadedModel:
    """A model that is ready to render.

    Args:
        text_to_image: the pipeline without a canvas.
        image_to_image: the pipeline from a canvas; shares every module with the other.
        codec: between pictures and latents.
        residency: the devices on which the parts lie.
        device: torch's name of the device.
        native_px: side of the square that the model was trained on.
        latent_factor: pixels per latent.
    """

    text_to_image: Any
    image_to_image: Any
    codec: LatentCodec
    residency: Residency
    device: str
    native_px: int
    latent_factor: int

    @property
    def unet(self) -> Any:
        """The UNet of both pipelines."""
        return self.text_to_image.unet


def choose_device(wanted: str) -> str:
    """Return torch's name of the device to compute on; "auto" or nothing takes the best there is.

    Raises:
        EngineNotReady: a device is asked for that this torch does not see.
    """
    if wanted in ("", "auto"):
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    kind = wanted.partition(":")[0]
    seen = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not seen.get(kind, False):
        raise EngineNotReady(
            tr(
                "torch cannot use “{wanted}” here: start with --device cpu, or install torch for your graphics card",
                wanted=wanted,
            )
        )
    return wanted


def device_title(device: str) -> str:
    """Return a device's name for the artist to read."""
    return f"{device} {torch.cuda.get_device_name(device)}" if device.startswith("cuda") else device


def load(source: ModelSource, device: str, settings: Settings) -> LoadedModel:
    """Load a model from this machine.

    Raises:
        EngineNotReady: weights that a setting asks for are not downloaded.
        Exception: any error of diffusers on damaged or foreign weights; `errors` translates it.
    """
    half = not device.startswith("cpu")
    dtype = torch.float16 if half else torch.float32
    pipe = _open(source, dtype)
    if settings.lcm:
        fuse(pipe, locate("lcm-lora-ssd-1b"))
    if settings.lora:
        fuse(pipe, expanded(settings.lora))
    if half:
        pipe.vae = _half_precision_vae(pipe.vae)
    fast = _find_optional("taesdxl", AutoencoderTiny, dtype)
    if settings.fast_decode and fast is None:
        raise EngineNotReady(tr("fast_decode needs TAESDXL: run 'apprentice models download taesdxl'"))
    return assemble(pipe, fast, device, settings)


def assemble(pipe: Any, fast: Any, device: str, settings: Settings) -> LoadedModel:
    """Build the model that the engine renders with, from a pipeline.

    Args:
        pipe: a text-to-image pipeline with its weights, on any device.
        fast: a fast decoder for its latents, or None.
        device: torch's name of the device to compute on.
        settings: only `compile` counts here.
    """
    half = not device.startswith("cpu")
    pipe.set_progress_bar_config(disable=True)
    if half:
        pipe.unet.to(memory_format=torch.channels_last)
    if settings.compile:
        pipe.unet.compile()
    codec = LatentCodec(pipe.vae, fast, device)
    return LoadedModel(
        pipe,
        _sharing(pipe),
        codec,
        Residency(pipe, codec, device),
        device,
        native_px=int(pipe.unet.config.sample_size) * pipe.vae_scale_factor,
        latent_factor=pipe.vae_scale_factor,
    )


def _open(source: ModelSource, dtype: torch.dtype) -> Any:
    if source.path.suffix == ".safetensors":
        return open_single_file(TextToImage, source.path, dtype)
    half_files = any(source.path.glob("unet/*.fp16.safetensors"))
    return TextToImage.from_pretrained(
        str(source.path),
        dtype=dtype,
        variant="fp16" if half_files else None,
        use_safetensors=True,
        local_files_only=True,
        add_watermarker=False,
    )


def _sharing(pipe: Any) -> Any:
    """Make the image-to-image pipeline of the same modules.

    diffusers' `from_pipe` would cast every module to single precision and share the scheduler.
    """
    parts = {name: part for name, part in pipe.components.items() if name != "scheduler"}
    scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config)
    shared = _ImageToImage(**parts, scheduler=scheduler, add_watermarker=False)
    shared.set_progress_bar_config(disable=True)
    return shared


def _half_precision_vae(own: Any) -> Any:
    """Return a VAE that is safe in half precision: the fixed one if it is here, else its own in full precision."""
    if not own.config.force_upcast:
        return own
    fixed = _find_optional("sdxl-vae-fp16-fix", AutoencoderKL, torch.float16)
    return fixed if fixed is not None else own.to(torch.float32)


def _find_optional(name: str, kind: Any, dtype: torch.dtype) -> Any:
    """Load a small extra model if it was downloaded, else return None."""
    try:
        folder = locate(name)
    except EngineNotReady:
        return None
    _log.info("using %s from %s", name, folder)
    return kind.from_pretrained(str(folder), dtype=dtype, use_safetensors=True, local_files_only=True)
