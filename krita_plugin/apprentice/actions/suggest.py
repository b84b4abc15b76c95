"""Suggest: the active document comes in, a request for a slate goes out, with the canvas that it is asked on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from ..host.documents import Documents
from ..model.comparing import compare
from ..model.desk import Desk
from ..model.slates import CardSlate
from ..pictures.convert import Picture, is_blank, shrink, to_frame
from ..pictures.likeness import signature
from ..qt import QImage
from ..vendored import ImageFrame, messages
from .app import App
from .other_thread import Task
from .tile_reader import CanvasPart, TileReader


class SuggestActions:
    """Asks for a slate on the active document, and stops it; shows a slate without the taste, and with it again.

    Args:
        keep_canvas: called with each canvas that was read.
        canvas_of: returns the canvas that a slate was made from; None where it is not kept any more.
    """

    def __init__(
        self,
        app: App,
        desk: Desk,
        documents: Documents,
        keep_canvas: Callable[[Picture], None],
        canvas_of: Callable[[CardSlate], QImage | None],
    ) -> None:
        self._app, self._desk, self._documents, self._keep_canvas = app, desk, documents, keep_canvas
        self._canvas_of = canvas_of
        self._tiles = TileReader(app, documents)
        # By the slate's request: the canvases that are still being read.
        self._readings: dict[str, Task] = {}

    def suggest(self, intent: str = "") -> None:
        """Ask for a slate, unless one is being made for this document already; `intent` names what it is to show."""
        document = self._desk.document
        if document is None or self._desk.rendering is not None:
            return
        try:
            frame, mask = self._documents.frame(document)
        except LookupError as exc:
            self._app.warn(str(exc), document.id)
            return
        slate, request = self._desk.ask(frame, mask, intent)
        caution = self._documents.caution(document)
        if caution:
            self._app.say(caution, document.id)
        self._app.want()
        self._app.refresh()
        self._readings[slate.request_id] = self._tiles.read(
            CanvasPart(document, frame),
            lambda image: _with_canvas(request, image),
            lambda prepared: self._send(slate, *prepared),
            lambda text: self._fail(slate, text),
        )

    def compare(self) -> None:
        """Show the slate in view without the taste, or with it again: it is made where it was not seen yet."""
        made = compare(self._desk)
        self._app.refresh()
        if made is None:
            return
        slate, request = made
        image = self._canvas_of(slate) if slate.canvas else None
        if image is None:  # the backend holds it, or says that it does not
            self._app.send(request)
            return
        self._app.do(
            lambda: to_frame(image, request.id),
            lambda frame: self._app.send(request, image=frame),
            lambda text: self._fail(slate, text),
        )

    def cancel(self) -> None:
        """Give up the slate that is being made for this document."""
        slate = self._desk.rendering
        if slate is None:
            return
        reading = self._readings.pop(slate.request_id, None)
        if reading is not None:
            reading.cancel()
        self._app.cancel(slate.request_id)
        self._app.state.books.stop(slate)
        self._app.refresh()

    def _send(
        self, slate: CardSlate, request: messages.Suggest, frame: ImageFrame | None, picture: Picture, look: bytes
    ) -> None:
        self._readings.pop(slate.request_id, None)
        if self._app.state.books.rendering_as(slate.request_id) is None:
            return  # it was stopped meanwhile, because the backend has failed
        slate.canvas, slate.look, slate.asked = picture.hash, look, request
        self._keep_canvas(picture)
        self._app.send(request, image=frame)

    def _fail(self, slate: CardSlate, text: str) -> None:
        self._readings.pop(slate.request_id, None)
        self._app.state.books.stop(slate)
        self._app.warn(text, slate.place.document)


def _with_canvas(
    request: messages.Suggest, image: QImage
) -> tuple[messages.Suggest, ImageFrame | None, Picture, bytes]:
    """Return the request with its canvas named, its frame (None if blank), the picture to keep, and its look."""
    small = shrink(image)
    look = signature(small)
    sized = dataclasses.replace(request, width_px=image.width(), height_px=image.height())
    if is_blank(image):
        return sized, None, Picture("", image, small), look
    frame = to_frame(image, request.id)
    return dataclasses.replace(sized, canvas=frame.hash), frame, Picture(frame.hash, image, small), look
