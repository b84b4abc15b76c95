"""Suggest: the active document comes in, a request for a slate goes out, with the canvas that it is asked on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from ..host.documents import Documents
from ..link.connection import BackendConnection
from ..model.desk import Desk
from ..model.slates import CardSlate
from ..pictures.convert import Picture, is_blank, raw_bytes, shrink, to_frame
from ..pictures.tiles import Tile, plan
from ..qt import QImage, QObject, Signal
from ..vendored import ImageFrame, messages
from .app import App
from .tile_reader import TileReader


class CanvasReader(TileReader):
    """Reads the canvas of a slate, and sends it with the slate's request, whose canvas and size it fills in.

    `canvas_ready` carries the canvas as a `Picture`, as soon as it can be sent.
    """

    canvas_ready = Signal(object)

    def __init__(
        self,
        connection: BackendConnection,
        slate: CardSlate,
        request: messages.Suggest,
        tiles: Iterator[tuple[Tile, QImage]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(connection, slate.frame, tiles, self._with_canvas, parent=parent)
        self._request = request

    def _end(self) -> None:
        """Have the request made and sent on the worker thread, unless it is cancelled before its turn comes."""
        self._connection.prepare(self._request.id, lambda: self._with_canvas(self._whole()))

    def _with_canvas(self, image: QImage) -> tuple[messages.Suggest, ImageFrame | None]:
        """Return the request and the canvas as they are sent; a blank canvas is not sent at all."""
        width_px, height_px = self._size
        sized = dataclasses.replace(self._request, width_px=width_px, height_px=height_px)
        if is_blank(raw_bytes(image)):
            self.canvas_ready.emit(Picture("", image, shrink(image)))
            return sized, None
        frame = to_frame(image, self._request.id)
        self.canvas_ready.emit(Picture(frame.hash, image, shrink(image)))
        return dataclasses.replace(sized, canvas=frame.hash), frame


class SuggestActions(QObject):
    """Asks for a slate on the active document, and stops it; `keep_canvas` is called with each canvas that is sent."""

    def __init__(
        self,
        app: App,
        desk: Desk,
        documents: Documents,
        keep_canvas: Callable[[Picture], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents, self._keep_canvas = app, desk, documents, keep_canvas
        self._readers: dict[str, CanvasReader] = {}

    def suggest(self) -> None:
        """Ask for a slate, unless one is being made for this document already."""
        document = self._desk.document
        if document is None or self._desk.rendering is not None:
            return
        try:
            frame, mask = self._documents.frame(document)
        except LookupError as exc:
            self._app.warn(str(exc))
            return
        slate, request = self._desk.ask(frame, mask)
        tiles = self._documents.read(document, plan(frame))
        reader = CanvasReader(self._app.connection, slate, request, tiles, self)
        reader.failed.connect(lambda text: self._canvas_failed(slate, text))
        reader.canvas_ready.connect(lambda picture: self._canvas_ready(slate, picture))
        self._readers[slate.request_id] = reader
        self._app.connection.want()
        self._app.refresh()
        reader.step()

    def cancel(self) -> None:
        """Give up the slate that is being made for this document."""
        slate = self._desk.rendering
        if slate is None:
            return
        reader = self._readers.pop(slate.request_id, None)
        if reader is not None:
            reader.give_up()
            reader.discard()
        self._app.connection.cancel(slate.request_id)
        self._app.state.books.stop(slate)
        self._app.refresh()

    def _canvas_failed(self, slate: CardSlate, text: str) -> None:
        self._app.state.books.stop(slate)
        self._readers.pop(slate.request_id, None)
        self._app.warn(text)

    def _canvas_ready(self, slate: CardSlate, picture: Picture) -> None:
        slate.canvas = picture.hash
        reader = self._readers.pop(slate.request_id, None)
        if reader is not None:
            reader.discard()
        self._keep_canvas(picture)
