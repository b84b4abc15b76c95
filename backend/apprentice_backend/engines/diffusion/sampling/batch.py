"""One batch through the pipeline: embeddings and noise in, clean latents out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from ..models.load import LoadedModel
from ..steering.fabric import ReferenceLatents, taught
from ..words.embeddings import Conditioning
from .noise import generators, starting_noise
from .schedule import StepPlan, make_scheduler, noisy_start
from .sizes import SizePlan

OnStep = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class BatchInputs:
    """The inputs that all images of a request have in common.

    Args:
        size: the model's canvas.
        steps: the number of steps.
        guidance: strength of the words; at 1 or less the negative embedding is not used.
        canvas: the encoded canvas, shape (1, channels, height, width); None to start from noise alone.
        references: the liked and disliked pictures, or None.
        near_seed: a seed to whose noise the images' noise is turned, or None.
        nearness: share of the way to it, 0 to 1.
        lcm: whether the model takes latent consistency steps.
    """

    size: SizePlan
    steps: StepPlan
    guidance: float
    canvas: torch.Tensor | None
    references: ReferenceLatents | None
    near_seed: int | None
    nearness: float
    lcm: bool


def sample(
    model: LoadedModel, inputs: BatchInputs, seeds: tuple[int, ...], conditioning: Conditioning, on_step: OnStep
) -> torch.Tensor:
    """Denoise a batch.

    An error that `on_step` raises after a step ends the batch.

    Each image has noise by its seed, so but for rounding it does not depend on the other images of the batch.

    Returns:
        Scaled latents, shape (images, channels, height, width).
    """
    pipe = model.text_to_image if inputs.canvas is None else model.image_to_image
    scheduler = make_scheduler(pipe.scheduler.config, lcm=inputs.lcm)
    pipe.scheduler = scheduler
    height, width = inputs.size.model_height_px, inputs.size.model_width_px
    shape = (int(model.unet.config.in_channels), height // model.latent_factor, width // model.latent_factor)
    noise = starting_noise(seeds, shape, inputs.near_seed, inputs.nearness).to(model.device)
    if inputs.canvas is None:
        options: dict[str, Any] = {"height": height, "width": width, "latents": noise.to(model.unet.dtype)}
    else:
        # The canvas is noised here: the pipeline would encode it again for every image.
        started = noisy_start(scheduler, inputs.steps, inputs.canvas.to(model.device), noise)
        options = {
            "image": inputs.canvas.to(model.device),
            "latents": started.to(model.unet.dtype),
            "strength": inputs.steps.strength,
        }
    guided = inputs.guidance > 1.0
    with taught(model.unet, inputs.references, scheduler.alphas_cumprod, guided=guided):
        result = pipe(
            prompt_embeds=conditioning.words,
            pooled_prompt_embeds=conditioning.pooled,
            negative_prompt_embeds=conditioning.negative_words,
            negative_pooled_prompt_embeds=conditioning.negative_pooled,
            num_inference_steps=inputs.steps.total,
            guidance_scale=inputs.guidance,
            generator=generators(seeds),
            original_size=(height, width),
            target_size=(height, width),
            callback_on_step_end=on_step,
            callback_on_step_end_tensor_inputs=["latents"],
            output_type="latent",
            return_dict=False,
            **options,
        )
    return result[0]
