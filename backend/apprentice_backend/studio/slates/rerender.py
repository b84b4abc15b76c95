"""A suggestion rendered again: larger, or as layers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import Cancelled, ErrorCode, RequestError
from apprentice_shared.language import tr
from apprentice_shared.messages import LayerPart, Notice, Progress, Render, RenderReady

from ...agents.constraints import Constraints
from ...engines.base import Engine, Image, Noticed, Pixels, Progressed, RenderEvent, RenderRequest
from ...profiles.amounts import share_of_shown
from ..pictures import MAX_PIXELS, encode_pixels
from .enlarge import refinement, scaled
from .lessons import ShownPicture
from .slate_run import Outlet
from .slate_terms import SlateTerms


def check_size(request: Render) -> None:
    """Raise a `RequestError` where the picture would not fit a frame."""
    if request.width_px * request.height_px > MAX_PIXELS:
        raise RequestError(
            tr(
                "A picture of {width} × {height} is too large: ask for at most {most} megapixels.",
                width=request.width_px,
                height=request.height_px,
                most=MAX_PIXELS // 10**6,
            ),
            ErrorCode.TOO_LARGE,
        )


def request_now(
    request: Render, shown: ShownPicture, canvas: Pixels | None, held: Callable[[str], Pixels | None]
) -> RenderRequest:
    """Return the request to the engine for a suggestion: its size and amount as wanted now, all else as it was then.

    `held` returns a picture by its hash; a rated picture that is not held any more is left out.
    """
    wanted = _as_asked(shown, (request.width_px, request.height_px), held)
    share = share_of_shown(request.amount, shown.slate)
    return dataclasses.replace(
        wanted,
        mixes=tuple(mix.times(share) for mix in wanted.mixes),
        palette_amount=min(wanted.palette_amount * share, 1.0),
        intent_amount=min(wanted.intent_amount * share, 1.0),
        canvas=canvas,
        layers=request.layers,
    )


def request_then(shown: ShownPicture, held: Callable[[str], Pixels | None]) -> RenderRequest | None:
    """Return the request of the moment when a picture was shown, which gives the very same picture.

    None where a picture that it needs is not held any more.
    """
    terms = SlateTerms.of(shown.slate)
    needed = [*filter(None, [terms.canvas]), *terms.liked, *terms.disliked]
    if terms.canvas is None or any(held(name) is None for name in needed):
        return None
    canvas = held(terms.canvas) if terms.canvas else None
    return dataclasses.replace(_as_asked(shown, shown.size, held), canvas=canvas)


def _as_asked(shown: ShownPicture, size: tuple[int, int], held: Callable[[str], Pixels | None]) -> RenderRequest:
    terms = SlateTerms.of(shown.slate)
    liked, disliked = (
        tuple(pixels for pixels in map(held, names) if pixels is not None) for names in (terms.liked, terms.disliked)
    )
    return RenderRequest(
        mixes=(AttributeMix.from_dict(shown.suggestion.mix),),
        seeds=(shown.suggestion.seed,),
        width_px=size[0],
        height_px=size[1],
        subject=shown.slate.context.get("subject", ""),
        strength=terms.strength,
        bans=Constraints(bans=tuple(terms.bans)).banned,
        palette=tuple(terms.palette),
        palette_amount=terms.amount,
        intent=terms.intent,
        intent_amount=terms.amount,
        preview_px=0,
        avoid=AttributeMix.from_dict(terms.avoid),
        liked=liked,
        disliked=disliked,
        feedback=terms.feedback,
        near_seed=terms.near_seed,
    )


@dataclass(frozen=True)
class Rerender:
    """A suggestion to be rendered again.

    Args:
        request: the client's request.
        shown: the suggestion that it names.
        wanted: the request to the engine, at the size wanted now.
        pixels: the picture as it was shown, where it is held.
    """

    request: Render
    shown: ShownPicture
    wanted: RenderRequest
    pixels: Pixels | None


def render_again(rerender: Rerender, engine: Engine, outlet: Outlet, cancelled: Event) -> None:
    """Render a picture and send it; a generated picture stays the same picture at any size.

    Raises:
        Cancelled, EngineError: as `Engine.render`.
    """
    request = rerender.request

    def on_event(event: RenderEvent) -> None:
        if cancelled.is_set():
            raise Cancelled(tr("The picture was cancelled."))
        if isinstance(event, Progressed):
            outlet.send(Progress(request.id, event.fraction, event.stage, event.seconds_left), ())
        elif isinstance(event, Noticed):
            outlet.send(Notice(request.id, event.text), ())

    if engine.describe().generative:
        image = _same_picture(rerender, engine, on_event, cancelled)
    else:
        (image,) = engine.render(rerender.wanted, on_event, cancelled)
    _send(request, image, outlet)


def _same_picture(
    rerender: Rerender, engine: Engine, on_event: Callable[[RenderEvent], None], cancelled: Event
) -> Image:
    """Return a generated picture as it was shown, at the size wanted now."""
    wanted, pixels = rerender.wanted, rerender.pixels
    if pixels is None:
        size = rerender.shown.size
        # A profile that was imported does not tell in which size it was shown.
        width_px, height_px = size if all(size) else (wanted.width_px, wanted.height_px)
        then = dataclasses.replace(wanted, width_px=width_px, height_px=height_px)
        pixels = engine.render(then, on_event, cancelled)[0].pixels
    finer = refinement(wanted, pixels, engine.describe())
    if finer is not None:
        return engine.render(finer, on_event, cancelled)[0]
    return Image(scaled(pixels, wanted.width_px, wanted.height_px))


def _send(request: Render, image: Image, outlet: Outlet) -> None:
    frames = [encode_pixels(image.pixels, outlet.pixel_format, request.id)]
    layers = []
    for layer in image.layers if request.layers else ():
        frames.append(encode_pixels(layer.pixels, outlet.pixel_format, request.id))
        layers.append(LayerPart(tr(layer.name, context="layer"), frames[-1].hash, layer.blending, layer.opacity))
    reply = RenderReady(request.id, request.suggestion, frames[0].hash, tuple(layers))
    outlet.send(reply, tuple(frames))
