"""The renderer: images from requests, with a loaded model. The engine lets one request in at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

import numpy as np
import torch

from apprentice_shared.errors import Cancelled, EngineOutOfMemory
from apprentice_shared.language import tr

from ...picture_size import scaled_size
from ..base import Image, Noticed, Pixels, Progressed, Rendered, RenderEvent, RenderRequest
from .errors import translated
from .memory.ladder import Footing, release_cached
from .models.load import LoadedModel
from .sampling.batch import BatchInputs, sample
from .sampling.progress import RenderProgress
from .sampling.schedule import plan_steps
from .sampling.sizes import Rgb, SizePlan, is_blank, over_paper, plan
from .sampling.step_callback import StepWatcher, Watched
from .settings import Settings, switched
from .steering.fabric import MOST, ReferenceLatents
from .steering.palette import PaletteTarget, mixed_target, picked_target
from .words.embeddings import Conditioning, EmbeddingCache, stack
from .words.phrases import Phrases
from .words.prompts import Prompter

Result = TypeVar("Result")

_GRID_PX = 8
_LCM_GUIDANCE = 1.5  # the least guidance at which few-step weights heed a negative prompt


@dataclass(frozen=True)
class _RunningRequest:
    """A request while it is rendered."""

    request: RenderRequest
    on_event: Callable[[RenderEvent], None]
    cancelled: Event
    progress: RenderProgress

    def check(self) -> None:
        """Raise `Cancelled` if the request was cancelled."""
        if self.cancelled.is_set():
            raise Cancelled(tr("the suggestions were cancelled"))


class Renderer:
    """Turns requests into images; learns from every lack of memory how many images fit at once."""

    def __init__(self, model: LoadedModel, settings: Settings, phrases: Phrases, clock: Callable[[], float]) -> None:
        self._model = model
        self._settings = settings
        self._phrases = phrases
        self._clock = clock
        self._prompter = Prompter(phrases, EmbeddingCache(model.text_to_image, model.device))
        self._footing = Footing(settings.batch, settings.tiling, settings.offload)
        self._model.residency.adopt(self._footing)

    @property
    def footing(self) -> Footing:
        """The footing on which the last request ended."""
        return self._footing

    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Render a request; see `Engine.render`.

        Raises:
            Cancelled: it was cancelled.
            EngineError: an error of the libraries, translated.
        """
        request = switched(request, self._settings)
        from_canvas = not is_blank(request.canvas)
        steps = plan_steps(self._settings.total_steps, request.strength if from_canvas else None)
        running = _RunningRequest(
            request, on_event, cancelled, RenderProgress(len(request.mixes), steps.run, self._clock)
        )
        running.check()
        on_event(Progressed(0.0, tr("reading the words")))
        size = plan(
            request.width_px,
            request.height_px,
            native_px=self._model.native_px,
            grid_px=max(_GRID_PX, self._model.latent_factor),
        )
        conditioning = self._with_less(running, lambda: self._condition(running))
        references = self._with_less(running, lambda: self._references(request, size))
        target = self._with_less(running, lambda: self._target(request))
        canvas = self._with_less(running, lambda: self._encode(request.canvas, request, size)) if from_canvas else None
        if request.preview_px:
            self._with_less(running, self._prepare_previews)
        inputs = BatchInputs(
            size=size,
            steps=steps,
            guidance=self._guidance(request),
            canvas=canvas,
            references=references,
            near_seed=request.near_seed,
            nearness=request.nearness,
            lcm=self._settings.lcm,
        )
        return self._batches(running, inputs, conditioning, target)

    def _batches(
        self, running: _RunningRequest, inputs: BatchInputs, conditioning: Conditioning, target: PaletteTarget | None
    ) -> list[Image]:
        images: list[Image] = []

        def sample_next() -> torch.Tensor:
            return self._sample(running, inputs, conditioning, target, len(images))

        while len(images) < len(running.request.mixes):
            running.progress.mark()
            for latents in self._with_less(running, sample_next, batched=True).split(1):
                running.check()
                rgb = self._with_less(running, partial(self._decode, latents))
                note = self._phrases.note(running.request.mixes[len(images)])
                images.append(Image(_opaque(inputs.size.from_model(rgb)), note=note))
                running.on_event(Rendered(len(images) - 1, images[-1]))
                running.on_event(running.progress.advance(tr("making the picture"), images=1))
        return images

    def _sample(
        self,
        running: _RunningRequest,
        inputs: BatchInputs,
        conditioning: Conditioning,
        target: PaletteTarget | None,
        first: int,
    ) -> torch.Tensor:
        end = min(first + self._footing.batch, len(running.request.mixes))
        watched = Watched(
            first,
            inputs.steps,
            target.part(first, end) if target is not None else None,
            running.request.preview_px > 0,
            lambda rgb: _preview(rgb, inputs.size, running.request.preview_px),
        )
        watcher = StepWatcher(watched, self._model.codec, running.progress, running.on_event, running.cancelled)
        self._model.residency.need("unet")
        return sample(self._model, inputs, running.request.seeds[first:end], conditioning.part(first, end), watcher)

    def _decode(self, latents: torch.Tensor) -> Rgb:
        self._model.residency.need("pictures")
        return self._model.codec.decode(latents, fast=self._settings.fast_decode)[0]

    def _with_less(self, running: _RunningRequest, work: Callable[[], Result], *, batched: bool = False) -> Result:
        """Do `work`; each time that it does not fit, take a lower footing and do it again, a batch from its start."""
        while True:
            try:
                with translated():
                    return work()
            except EngineOutOfMemory:
                lower = self._footing.lower(batched=batched, can_offload=self._model.residency.can_offload)
                if lower is None:
                    raise
            release_cached()
            self._footing, sentence = lower
            self._model.residency.adopt(self._footing)
            if batched:
                running.progress.rewind()
            running.check()
            running.on_event(Noticed(sentence))

    def _condition(self, running: _RunningRequest) -> Conditioning:
        self._model.residency.need("words")
        request = running.request
        wanted = [self._prompter.wanted(mix, request.subject) for mix in request.mixes]
        return stack(wanted, self._prompter.unwanted(request), self._model.device)

    def _target(self, request: RenderRequest) -> PaletteTarget | None:
        self._model.residency.need("pictures")
        if request.palette:
            return picked_target(self._model.codec, request.palette, len(request.mixes))
        if not self._settings.palette:
            return None
        return mixed_target(self._model.codec, request.mixes, self._phrases.palettes)

    def _prepare_previews(self) -> None:
        # With offload, only the UNet is on the device between the steps, so the look at latents is prepared here.
        self._model.residency.need("pictures")
        self._model.codec.prepare_look()

    def _references(self, request: RenderRequest, size: SizePlan) -> ReferenceLatents | None:
        liked, disliked = request.liked[:MOST], request.disliked[:MOST]
        if request.feedback <= 0.0 or not (liked or disliked):
            return None
        self._model.residency.need("words")
        neutral = self._prompter.neutral(request.subject)
        encoded = [self._encode(pixels, request, size) for pixels in (*liked, *disliked)]
        latents = torch.cat(encoded)
        return ReferenceLatents(latents[: len(liked)], latents[len(liked) :], request.feedback, neutral)

    def _encode(self, pixels: Pixels | None, request: RenderRequest, size: SizePlan) -> torch.Tensor:
        if pixels is None:
            raise ValueError("pixels must be a picture, got None")
        self._model.residency.need("pictures")
        return self._model.codec.encode(size.to_model(over_paper(pixels, request.paper)))

    def _guidance(self, request: RenderRequest) -> float:
        guidance = self._settings.guidance_scale
        avoids = bool(request.bans or request.avoid.weights or request.disliked)
        return max(guidance, _LCM_GUIDANCE) if avoids and not self._settings.guidance else guidance


def _preview(rgb: Rgb, size: SizePlan, longer_px: int) -> Pixels:
    small = SizePlan(
        *scaled_size(size.width_px, size.height_px, longer_px),
        size.content_width_px,
        size.content_height_px,
        size.model_width_px,
        size.model_height_px,
    )
    return _opaque(small.from_model(rgb))


def _opaque(rgb: Rgb) -> Pixels:
    alpha = np.full((*rgb.shape[:2], 1), 255, np.uint8)
    return np.concatenate([rgb, alpha], axis=2)
