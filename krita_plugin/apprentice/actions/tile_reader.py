"""A part of a document, read tile by tile: tiles come in on Krita's thread, the whole goes out on the worker thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..link.connection import BackendConnection
from ..pictures.convert import Mosaic
from ..pictures.tiles import LONGEST_PX, Rect, Tile, scaled_size
from ..qt import QImage, QObject, QTimer, Signal


class TileReader(QObject):
    """Reads one tile in each turn of Krita's event loop, and puts the tiles together on the worker thread.

    `failed` carries the sentence of the `LookupError` that ended the reading.

    Args:
        connection: has the worker thread.
        frame: the part that is read, in the document's pixels.
        tiles: yields tiles as they are read.
        then: called with the whole on the worker thread; its result, if that can be called, is called on Krita's.
        longest_px: the longer side to which the whole is scaled down.
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
        self._connection.work(lambda: self._add(tile, image))
        QTimer.singleShot(0, self.step)

    def give_up(self) -> None:
        """Read no more."""
        self._tiles = iter(())

    def discard(self) -> None:
        """Let go of the tiles: a parent would keep this reader for as long as the parent lives."""
        self._mosaic = None
        self.deleteLater()

    def _end(self) -> None:
        """Hand the whole over, once the worker thread has put it together."""
        self._connection.work(self._hand_over)

    # On the worker thread ------------------------------------------------------------------------------------------

    def _add(self, tile: Tile, image: QImage) -> None:
        if self._mosaic is None:
            self._mosaic = Mosaic(*self._size)
        self._mosaic.add(image, tile.target)

    def _whole(self) -> QImage:
        assert self._mosaic is not None
        return self._mosaic.image

    def _hand_over(self) -> Callable[[], None]:
        """Give the whole to `then`; return the rest of the work, for Krita's thread."""
        result = self._then(self._whole())

        def conclude() -> None:
            if callable(result):
                result()
            self.discard()

        return conclude
