"""The canvas on its way out: read on Krita's GUI thread in small steps, put together and hashed on the worker's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from ..link.connection import BackendConnection
from ..model.slates import CardSlate
from ..pictures.convert import Mosaic, Picture, is_blank, raw_bytes, shrink, to_frame
from ..pictures.tiles import LONGEST_PX, Rect, Tile, scaled_size
from ..qt import QImage, QObject, QTimer, Signal
from ..vendored import ImageFrame, messages


class TileReader(QObject):
    """Reads a picture in steps, and has it put together on the worker thread.

    Args:
        connection: has the worker thread.
        frame: the part that is read.
        tiles: yields tiles as they are read.
        then: called with the whole on the worker thread; what it returns, if that can be called, is called on Krita's.
        longest_px: what the whole measures at most.
    """

    failed = Signal(str)

    def __init__(
        self,
        connection: BackendConnection,
        frame: Rect,
        tiles: Iterator[tuple[Tile, QImage]],
        then: Callable[[QImage], object],
        *,
        longest_px: int = LONGEST_PX,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connection, self._tiles, self._then = connection, tiles, then
        self._size = scaled_size(frame.width, frame.height, longest_px)
        self._mosaic: Mosaic | None = None

    def step(self) -> None:
        """Read one tile, and go on in the next turn of the event loop."""
        try:
            tile, image = next(self._tiles)
        except StopIteration:
            self._end()
            return
        except LookupError as exc:
            self.failed.emit(str(exc))
            self.discard()
            return
        self._connection.work(self._adding(tile, image))
        QTimer.singleShot(0, self.step)

    def give_up(self) -> None:
        """Read no more."""
        self._tiles = iter(())

    def discard(self) -> None:
        """Let go of what was read: a parent would keep it for as long as it lives."""
        self._mosaic = None
        self.deleteLater()

    def _end(self) -> None:
        self._connection.work(lambda: self._concluding(self._then(self._whole())))

    # On the worker thread ------------------------------------------------------------------------------------------

    def _concluding(self, result: object) -> Callable[[], None]:
        """Return what is left to do on Krita's thread."""

        def conclude() -> None:
            if callable(result):
                result()
            self.discard()

        return conclude

    def _whole(self) -> QImage:
        assert self._mosaic is not None
        return self._mosaic.image

    def _adding(self, tile: Tile, image: QImage) -> Callable[[], None]:
        def add() -> None:
            if self._mosaic is None:
                self._mosaic = Mosaic(*self._size)
            self._mosaic.add(image, tile.target)

        return add


class CanvasReader(TileReader):
    """Reads one canvas and sends it with its request.

    Args:
        connection: what sends.
        slate: what the canvas is for; its frame is what is read.
        request: the request, its canvas and size still to be filled in.
        tiles: yields tiles as they are read.
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
        super().__init__(connection, slate.frame, tiles, self._finish, parent=parent)
        self._request = request

    def _end(self) -> None:
        self._connection.prepare(self._request.id, lambda: self._finish(self._whole()))

    def _finish(self, image: QImage) -> tuple[messages.Suggest, ImageFrame | None]:
        """Return the request as it is sent; a blank canvas is not sent at all."""
        width_px, height_px = self._size
        sized = dataclasses.replace(self._request, width_px=width_px, height_px=height_px)
        if is_blank(raw_bytes(image)):
            self.canvas_ready.emit(Picture("", image, shrink(image)))
            return sized, None
        frame = to_frame(image, self._request.id)
        self.canvas_ready.emit(Picture(frame.hash, image, shrink(image)))
        return dataclasses.replace(sized, canvas=frame.hash), frame
