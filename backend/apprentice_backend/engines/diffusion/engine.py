"""The class of the engine `ssd-1b`: any model of the SDXL family, through diffusers. The first render imports torch."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock
from typing import TYPE_CHECKING

import cv2

from apprentice_shared.errors import Cancelled, EngineNotReady
from apprentice_shared.language import tr

from ...files import expanded
from ..base import Engine, EngineInfo, Image, Pixels, Progressed, Rendered, RenderEvent, RenderRequest
from . import hush
from .memory.idle import IdleClock, MakeTimer, daemon_timer
from .models.source import DEFAULT_MODEL, find
from .settings import parse

if TYPE_CHECKING:
    from .renderer import Renderer

_ABILITIES = frozenset({"subject", "canvas", "blank", "strength", "palette", "feedback", "near_seed"})
_SDXL_PX = 1024  # side of the pictures that the family was trained on, until a loaded model says its own


class DiffusionEngine(Engine):
    """Loads its model at the first request, and frees the memory after a while without requests.

    Args:
        model: the model, with settings after a "?".
        device: torch's name of a device, or "auto" or empty for the best there is.
        clock: seconds, never falling.
        make_timer: makes the timer of the idle clock.
    """

    def __init__(
        self,
        model: str,
        device: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        make_timer: MakeTimer = daemon_timer,
    ) -> None:
        self._model, self._settings = parse(model)
        self._device = device
        self._clock = clock
        self._lock = Lock()
        self._renderer: Renderer | None = None
        self._title = device or "auto"
        self._native_px = _SDXL_PX
        self._idle = IdleClock(self._settings.idle_s, self._close_after, make_timer)

    def describe(self) -> EngineInfo:
        """Describe this engine; the model is looked for on disk and not opened."""
        name = self._model or DEFAULT_MODEL
        problem = ""
        try:
            name = find(self._model).name
        except EngineNotReady as error:
            problem = str(error)
        return EngineInfo(
            name="ssd-1b",
            title=tr("AI image model: {name}", name=name),
            model=name,
            device=self._title,
            abilities=_ABILITIES,
            native_px=self._native_px,
            max_values=2,
            generative=True,
            mark=tr("AI-generated with {name}", name=name),
            ready=not problem,
            problem=problem,
            about=tr("Paints anew with an AI image model: freer, slower, and marked as AI-generated."),
        )

    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Render; see `Engine.render`."""

        def report(event: RenderEvent) -> None:
            if cancelled.is_set():
                raise Cancelled(tr("the suggestions were cancelled"))
            on_event(event)

        with self._lock:
            self._idle.busy()
            try:
                if request.strength == 0.0 and request.canvas is not None:
                    return _kept(request, request.canvas, report)
                if self._renderer is None:
                    report(Progressed(0.0, tr("loading the model")))
                    self._renderer = self._open()
                return self._renderer.render(request, report, cancelled)
            finally:
                self._idle.idle()

    def close(self) -> None:
        """Unload the model; the next request loads it again."""
        with self._lock:
            self._unload()

    def _close_after(self, wait: int) -> None:
        """Unload the model, unless a request came just as the wait ran out."""
        with self._lock:
            if self._idle.counts(wait):
                self._unload()

    def _unload(self) -> None:
        self._idle.busy()
        if self._renderer is not None:
            self._renderer = None
            from .memory.ladder import release_cached  # noqa: PLC0415 -- torch is imported by now, not before

            release_cached()

    def _open(self) -> Renderer:
        # torch and diffusers take seconds to import, so they are imported here.
        hush()
        from .errors import translated  # noqa: PLC0415
        from .models.load import choose_device, device_title, load  # noqa: PLC0415
        from .renderer import Renderer  # noqa: PLC0415
        from .words.phrases import Phrases  # noqa: PLC0415

        source = find(self._model)
        phrases = Phrases.load(expanded(self._settings.pack) if self._settings.pack else None)
        with translated():
            device = choose_device(self._device)
            model = load(source, device, self._settings)
            renderer = Renderer(model, self._settings, phrases, self._clock)
        self._title, self._native_px = device_title(device), model.native_px
        return renderer


def _kept(request: RenderRequest, canvas: Pixels, on_event: Callable[[RenderEvent], None]) -> list[Image]:
    """Return a copy of the canvas for every mix: at strength 0 nothing is changed."""
    pixels = cv2.resize(canvas, (request.width_px, request.height_px), interpolation=cv2.INTER_AREA)
    images = [Image(pixels.copy()) for _ in request.mixes]
    for index, image in enumerate(images):
        on_event(Rendered(index, image))
    return images
