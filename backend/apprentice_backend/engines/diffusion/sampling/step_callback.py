"""The callback after each denoising step: cancel, progress, previews, palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any

import torch

from apprentice_shared.errors import Cancelled
from apprentice_shared.language import tr

from ...base import Pixels, Previewed, RenderEvent
from ..steering.palette import LAST_SHARE, PaletteTarget
from .latents import LatentCodec
from .progress import RenderProgress
from .schedule import Scheduler, StepPlan
from .sizes import Rgb


@dataclass(frozen=True)
class Watched:
    """The facts of a batch that its watcher needs.

    Args:
        first: index, in the request, of the batch's first image.
        steps: the number of steps.
        target: the palette's target for the batch, or None.
        previews: whether rough pictures are wanted.
        to_preview: brings a rough picture of the model's canvas to the size of a preview.
    """

    first: int
    steps: StepPlan
    target: PaletteTarget | None
    previews: bool
    to_preview: Callable[[Rgb], Pixels]


class StepWatcher:
    """The pipeline's step callback for one batch.

    Raises, when called:
        Cancelled: the request was cancelled; the pipeline's own interrupt would still decode.
    """

    def __init__(
        self,
        watched: Watched,
        codec: LatentCodec,
        progress: RenderProgress,
        on_event: Callable[[RenderEvent], None],
        cancelled: Event,
    ) -> None:
        self._watched = watched
        self._codec = codec
        self._progress = progress
        self._on_event = on_event
        self._cancelled = cancelled
        self._steered = sum(self._share(step) <= LAST_SHARE for step in range(watched.steps.run))

    def __call__(self, pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        """Steer and report one finished step; return the tensors, with the latents replaced where they are steered."""
        del timestep
        if self._cancelled.is_set():
            raise Cancelled(tr("the suggestions were cancelled"))
        scheduler: Scheduler = pipe.scheduler
        predicted = scheduler.predicted
        if self._watched.target is not None:
            push = self._watched.target.push(predicted, self._share(step), self._steered)
            index = self._watched.steps.total - self._watched.steps.run + step
            tensors["latents"] = tensors["latents"] + push.to(tensors["latents"]) * scheduler.signal_share(index)
            predicted = predicted + push
        self._report(step, predicted)
        return tensors

    def _share(self, step: int) -> float:
        return (step + 1) / self._watched.steps.run

    def _report(self, step: int, predicted: torch.Tensor) -> None:
        done, run = step + 1, self._watched.steps.run
        if self._watched.previews and done < run and done % max(1, run // 4) == 0:
            for at, look in enumerate(self._codec.look(predicted)):
                self._on_event(Previewed(self._watched.first + at, self._watched.to_preview(look)))
        self._on_event(self._progress.advance(f"step {done} of {run}", images=len(predicted)))
