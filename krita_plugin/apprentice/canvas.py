"""The canvas on its way out: read on Krita's GUI thread in small steps, put together and hashed on the worker's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from .connection import Connection
from .pictures import Mosaic, Picture, is_blank, raw_bytes, shrink, to_frame
from .qt import QImage, QObject, QTimer, Signal
from .slates import Slate
from .tiles import Tile, scaled_size
from .vendored import ImageFrame, messages


class CanvasReader(QObject):
    """Reads one canvas and sends it with its request.

    Args:
        connection: what sends.
        slate: what the canvas is for; its frame is what is read.
        request: the request, its canvas and size still to be filled in.
        tiles: yields tiles as they are read.
    """

    failed = Signal(str)
    canvas_ready = Signal(object)

    def __init__(
        self,
        connection: Connection,
        slate: Slate,
        request: messages.Suggest,
        tiles: Iterator[tuple[Tile, QImage]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connection, self._slate, self._request, self._tiles = connection, slate, request, tiles
        self._size = scaled_size(slate.frame.width, slate.frame.height)
        self._mosaic: Mosaic | None = None

    def step(self) -> None:
        """Read one tile, and go on in the next turn of the event loop."""
        try:
            tile, image = next(self._tiles)
        except StopIteration:
            self._connection.prepare(self._request.id, self._finish)
            return
        except LookupError as exc:
            self.failed.emit(str(exc))
            return
        self._connection.work(self._adding(tile, image))
        QTimer.singleShot(0, self.step)

    def give_up(self) -> None:
        """Read no more."""
        self._tiles = iter(())

    # On the worker thread ------------------------------------------------------------------------------------------

    def _adding(self, tile: Tile, image: QImage) -> Callable[[], None]:
        def add() -> None:
            if self._mosaic is None:
                self._mosaic = Mosaic(*self._size)
            self._mosaic.add(image, tile.target)

        return add

    def _finish(self) -> tuple[messages.Suggest, ImageFrame | None]:
        """Return the request as it is sent; a blank canvas is not sent at all."""
        assert self._mosaic is not None
        image, (width_px, height_px) = self._mosaic.image, self._size
        sized = dataclasses.replace(self._request, width_px=width_px, height_px=height_px)
        if is_blank(raw_bytes(image)):
            self.canvas_ready.emit(Picture("", image, shrink(image)))
            return sized, None
        frame = to_frame(image, self._request.id)
        self.canvas_ready.emit(Picture(frame.hash, image, shrink(image)))
        return dataclasses.replace(sized, canvas=frame.hash), frame
