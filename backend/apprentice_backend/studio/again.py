"""A suggestion rendered again: larger, or as layers."""

from __future__ import annotations

from threading import Event

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, ErrorCode, RequestError
from apprentice_shared.messages import LayerPart, Notice, Progress, Render, RenderReady

from ..agents.base import Constraints
from ..engines.base import Engine, Image, Noticed, Pixels, Progressed, RenderEvent, RenderRequest
from ..store import SlateRecord
from .pictures import MAX_PIXELS, encode_pixels
from .slate_run import Outlet


def check_size(request: Render) -> None:
    """Raise a `RequestError` where the picture would not fit a frame."""
    if request.width_px * request.height_px > MAX_PIXELS:
        raise RequestError(
            f"A picture of {request.width_px} × {request.height_px} is too large: ask for at most"
            f" {MAX_PIXELS // 10**6} megapixels.",
            ErrorCode.TOO_LARGE,
        )


def as_before(request: Render, slate: SlateRecord, canvas: Pixels | None) -> RenderRequest:
    """Return what to render: one suggestion of a slate, as it was asked for then."""
    suggestion = next(item for item in slate.suggestions if item.id == request.suggestion)
    # A profile that was imported does not tell how its slates were asked for: the defaults are what most were.
    asked = slate.context.get("request", {})
    return RenderRequest(
        mixes=(AttributeMix.from_dict(suggestion.mix),),
        seeds=(suggestion.seed,),
        width_px=request.width_px,
        height_px=request.height_px,
        canvas=canvas,
        subject=slate.context.get("subject", ""),
        strength=asked.get("strength", 0.6),
        bans=Constraints(bans=tuple(asked.get("bans", ()))).banned,
        palette=tuple(asked.get("palette", ())),
        preview_px=0,
        layers=request.layers,
    )


def render_again(request: Render, wanted: RenderRequest, engine: Engine, outlet: Outlet, cancelled: Event) -> None:
    """Render one picture and send it.

    Raises:
        Cancelled, EngineError: as `Engine.render`.
    """

    def on_event(event: RenderEvent) -> None:
        if cancelled.is_set():
            raise Cancelled("The picture was cancelled.")
        if isinstance(event, Progressed):
            outlet.send(Progress(request.id, event.fraction, event.stage, event.seconds_left), ())
        elif isinstance(event, Noticed):
            outlet.send(Notice(request.id, event.text), ())

    (image,) = engine.render(wanted, on_event, cancelled)
    _send(request, image, outlet)


def _send(request: Render, image: Image, outlet: Outlet) -> None:
    frames = [encode_pixels(image.pixels, outlet.pixel_format, request.id)]
    layers = []
    for layer in image.layers if request.layers else ():
        frames.append(encode_pixels(layer.pixels, outlet.pixel_format, request.id))
        layers.append(LayerPart(layer.name, frames[-1].hash, layer.blending, layer.opacity))
    reply = RenderReady(request.id, request.suggestion, frames[0].hash, tuple(layers))
    outlet.send(reply, tuple(frames))
