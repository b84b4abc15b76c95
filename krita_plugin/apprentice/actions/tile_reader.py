"""A part of a document, read tile by tile on Krita's thread and put together on the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..host.documents import Documents
from ..model.slates import DocumentRef
from ..pictures.convert import Mosaic
from ..pictures.tiles import LONGEST_PX, Rect, Tile, plan, scaled_size
from ..qt import QImage, QTimer
from .app import App


class TileReader:
    """Reads parts of one window's documents."""

    def __init__(self, app: App, documents: Documents) -> None:
        self._app, self._documents = app, documents

    def read(
        self,
        document: DocumentRef,
        frame: Rect,
        then: Callable[..., None],
        failed: Callable[[str], None],
        *,
        sizes: tuple[int, ...] = (LONGEST_PX,),
    ) -> CanvasReading:
        """Begin to read a part of a document.

        Args:
            document: the document.
            frame: the part, in the document's pixels.
            then: called once on Krita's thread, with a picture for each size.
            failed: called instead, with a sentence, where the document was closed or the pictures could not be made.
            sizes: the longer sides to which the pictures are scaled down, the largest first.
        """
        tiles = self._documents.read(document, plan(frame, sizes[0]))
        pictures = [_ScaledPicture(frame, longest_px) for longest_px in sizes]
        return CanvasReading(self._app, tiles, pictures, then, failed)


class CanvasReading:
    """One part of a document that is being read, one tile in each turn of Krita's event loop."""

    def __init__(
        self,
        app: App,
        tiles: Iterator[tuple[Tile, QImage]],
        pictures: list[_ScaledPicture],
        then: Callable[..., None],
        failed: Callable[[str], None],
    ) -> None:
        self._app, self._tiles, self._pictures = app, tiles, pictures
        self._then, self._failed = then, failed
        self._is_over = False
        self._go_on()

    def cancel(self) -> None:
        """Read no more; nothing is called after this."""
        self._is_over = True
        self._tiles, self._pictures = iter(()), []

    def _go_on(self) -> None:
        """Read the next tile in the next turn of the event loop; the lambda keeps this object alive until then."""
        QTimer.singleShot(0, lambda: self._step())  # noqa: PLW0108 -- Qt holds a bound method's object only weakly

    def _step(self) -> None:
        """Read one tile."""
        if self._is_over:
            return
        try:
            tile, image = next(self._tiles)
        except StopIteration:
            self._app.do(self._finished, self._hand_over, self._fail)
        except LookupError as exc:
            self._fail(str(exc))
        else:
            for picture in self._pictures:
                self._app.do(lambda picture=picture: picture.add(tile, image), failed=self._fail)
            self._go_on()

    def _finished(self) -> list[QImage]:
        return [picture.image for picture in self._pictures]

    def _hand_over(self, images: list[QImage]) -> None:
        if not self._is_over:
            self.cancel()
            self._then(*images)

    def _fail(self, text: str) -> None:
        if not self._is_over:
            self.cancel()
            self._failed(text)


class _ScaledPicture:
    """A part of a document at one size, put together on the worker."""

    def __init__(self, frame: Rect, longest_px: int) -> None:
        self._size = scaled_size(frame.width, frame.height, longest_px)
        self._places = {tile.source: tile.target for tile in plan(frame, longest_px)}
        self._mosaic: Mosaic | None = None

    @property
    def image(self) -> QImage:
        """The whole picture, once all tiles have been added."""
        assert self._mosaic is not None
        return self._mosaic.image

    def add(self, tile: Tile, image: QImage) -> None:
        """Scale a tile and put it in its place."""
        if self._mosaic is None:
            self._mosaic = Mosaic(*self._size)
        self._mosaic.add(image, self._places[tile.source])
