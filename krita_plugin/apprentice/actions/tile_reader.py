"""A part of a document, read piece by piece on Krita's thread and put together on the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..host.documents import Documents
from ..link.endurance import went_wrong
from ..model.slates import DocumentRef
from ..pictures.convert import Mosaic
from ..pictures.tiles import LONGEST_PX, Rect, Tile, pieces, plan, scaled_size
from ..qt import QImage, QtGui, QTimer
from .app import App
from .other_thread import Task

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CanvasPart:
    """A part of a document to be read.

    Args:
        document: the document.
        frame: the part, in the document's pixels.
        sizes: the longer sides of the pictures to make of it, in pixels, the largest first.
        as_seen: whether Apprentice's groups are read too, as they show.
    """

    document: DocumentRef
    frame: Rect
    sizes: tuple[int, ...] = (LONGEST_PX,)
    as_seen: bool = False


class TileReader:
    """Reads parts of one window's documents."""

    def __init__(self, app: App, documents: Documents) -> None:
        self._app, self._documents = app, documents

    def read(
        self,
        part: CanvasPart,
        job: Callable[..., Any],
        then: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> Task:
        """Begin to read a part of a document.

        Args:
            part: the part, and the sizes of its pictures.
            job: called on the worker with a picture for each size.
            then: called once on Krita's thread, with the job's result.
            failed: called instead, with a sentence, where the document was closed or the job raised an error.
        """
        wanted = [Tile(piece, piece) for tile in plan(part.frame, part.sizes[0]) for piece in pieces(tile.source)]
        read = self._documents.read(part.document, wanted, as_seen=part.as_seen)
        made = _Pictures(part.frame, part.sizes)
        reading = CanvasReading(self._app, read, made, job, then, failed)
        reading.go_on()
        return reading


@dataclass(eq=False)
class CanvasReading(Task):
    """One part of a document that is being read, one piece in each turn of Krita's event loop.

    The turn in which it begins has a press of the artist's to show, and reads nothing.
    """

    app: App
    pieces: Iterator[tuple[Tile, QImage]]
    pictures: _Pictures | None
    job: Callable[..., Any]
    then: Callable[[Any], None]
    failed: Callable[[str], None]

    def cancel(self) -> None:
        """Read no more, and let go of what was read."""
        super().cancel()
        self._let_go()

    def go_on(self) -> None:
        """Go on in the next turn of the event loop."""
        QTimer.singleShot(0, lambda: self._step())  # noqa: PLW0108 -- Qt holds a bound method's object only weakly

    def _step(self) -> None:
        """Read one piece, and go on."""
        if self.is_cancelled:
            return
        try:
            piece, image = next(self.pieces)
        except StopIteration:
            self.app.do(self._finish, self._hand_over, self._fail)
        except LookupError as exc:
            self._fail(str(exc))
        except Exception:  # a timer's outermost frame: Krita may have let go of the document
            logger.exception("A tile could not be read")
            self._fail(went_wrong())
        else:
            self.app.do(lambda: self._add(piece.source, image), failed=self._fail)
            self.go_on()

    def _let_go(self) -> None:
        self.pieces, self.pictures = iter(()), None

    def _hand_over(self, result: object) -> None:
        if not self.is_cancelled:
            self._let_go()
            self.then(result)

    def _fail(self, text: str) -> None:
        if not self.is_cancelled:
            self.cancel()
            self.failed(text)

    # On the worker ------------------------------------------------------------------------------------------------

    def _add(self, piece: Rect, image: QImage) -> None:
        pictures = self.pictures
        if pictures is not None:
            pictures.add(piece, image)

    def _finish(self) -> object:
        pictures = self.pictures
        return self.job(*pictures.images) if pictures is not None else None


class _Pictures:
    """A part of a document at one or more sizes, put together on the worker from pieces of tiles, in their order."""

    def __init__(self, frame: Rect, sizes: tuple[int, ...]) -> None:
        self._scaled = [_ScaledPicture(frame, size) for size in sizes]
        self._tiles = [tile.source for tile in plan(frame, sizes[0])]
        # The memory of one tile, used again for the next.
        self._tile, self._read_px = QImage(), 0

    @property
    def images(self) -> list[QImage]:
        """The whole pictures, once all pieces have been added."""
        return [picture.image for picture in self._scaled]

    def add(self, piece: Rect, image: QImage) -> None:
        """Add a piece; with the last one of a tile that is scaled and put in its place."""
        tile, size = self._tiles[0], (self._tiles[0].width, self._tiles[0].height)
        if (self._tile.width(), self._tile.height()) != size or self._tile.format() != image.format():
            self._tile = QImage(*size, image.format())
        painter = QtGui.QPainter(self._tile)
        painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(piece.x - tile.x, piece.y - tile.y, image)
        painter.end()
        self._read_px += piece.width * piece.height
        if self._read_px == tile.width * tile.height:
            for picture in self._scaled:
                picture.add(tile, self._tile)
            self._tiles.pop(0)
            self._read_px = 0


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

    def add(self, tile: Rect, image: QImage) -> None:
        """Scale a tile and put it in its place."""
        if self._mosaic is None:
            self._mosaic = Mosaic(*self._size)
        self._mosaic.add(image, self._places[tile])
