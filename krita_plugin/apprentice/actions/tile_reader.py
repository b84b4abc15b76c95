"""A part of a document, read tile by tile on Krita's thread and put together on the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..host.documents import Documents
from ..link.endurance import went_wrong
from ..model.slates import DocumentRef
from ..pictures.convert import Mosaic
from ..pictures.tiles import LONGEST_PX, Rect, Tile, plan, scaled_size
from ..qt import QImage, QTimer
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
        tiles = self._documents.read(part.document, plan(part.frame, part.sizes[0]), as_seen=part.as_seen)
        reading = CanvasReading(
            self._app, tiles, [_ScaledPicture(part.frame, size) for size in part.sizes], job, then, failed
        )
        reading.step()
        return reading


@dataclass(eq=False)
class CanvasReading(Task):
    """One part of a document that is being read, one tile in each turn of Krita's event loop."""

    app: App
    tiles: Iterator[tuple[Tile, QImage]]
    pictures: list[_ScaledPicture]
    job: Callable[..., Any]
    then: Callable[[Any], None]
    failed: Callable[[str], None]

    def cancel(self) -> None:
        """Read no more, and let go of what was read."""
        super().cancel()
        self._let_go()

    def step(self) -> None:
        """Read one tile, and go on in the next turn of the event loop."""
        if self.is_cancelled:
            return
        try:
            tile, image = next(self.tiles)
        except StopIteration:
            self.app.do(self._finish, self._hand_over, self._fail)
        except LookupError as exc:
            self._fail_soon(str(exc))
        except Exception:  # a timer's outermost frame: Krita may have let go of the document
            logger.exception("A tile could not be read")
            self._fail_soon(went_wrong())
        else:
            self.app.do(lambda: self._add(tile, image), failed=self._fail)
            QTimer.singleShot(0, lambda: self.step())  # noqa: PLW0108 -- Qt holds a bound method's object only weakly

    def _let_go(self) -> None:
        self.tiles, self.pictures = iter(()), []

    def _hand_over(self, result: object) -> None:
        if not self.is_cancelled:
            self._let_go()
            self.then(result)

    def _fail_soon(self, text: str) -> None:
        """Fail in the next turn: whoever asked holds the task by then, also where the first tile cannot be read."""
        QTimer.singleShot(0, lambda: self._fail(text))

    def _fail(self, text: str) -> None:
        if not self.is_cancelled:
            self.cancel()
            self.failed(text)

    # On the worker ------------------------------------------------------------------------------------------------

    def _add(self, tile: Tile, image: QImage) -> None:
        for picture in self.pictures:
            picture.add(tile, image)

    def _finish(self) -> object:
        pictures = self.pictures
        return self.job(*(picture.image for picture in pictures)) if pictures else None


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
