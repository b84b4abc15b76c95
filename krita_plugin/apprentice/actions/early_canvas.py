"""The canvas before the first slate: the painting in view is read while somebody sees the panel."""

from __future__ import annotations

from collections.abc import Callable

from ..host.documents import Documents
from ..model.desk import Desk
from ..model.slates import CARDS, Before, DocumentRef
from ..pictures.convert import Picture, is_blank, shrink, to_frame
from ..pictures.tiles import Rect
from ..qt import QImage
from .app import App
from .other_thread import Task
from .tile_reader import CanvasPart, TileReader

# A painting may have been painted on when the pointer comes back to the panel: an older reading is made anew.
OLD_S = 10.0


class EarlyCanvas:
    """Reads a painting that has no slate, once; again where the artist comes back to the panel later.

    It is read as it is seen, a tile in each turn of Krita's event loop, and never while the panel is hidden. Nobody is
    told where it cannot be read.

    Args:
        is_seen: returns whether somebody can see the panel.
        clock: returns seconds that only ever grow.
    """

    def __init__(
        self,
        app: App,
        desk: Desk,
        documents: Documents,
        is_seen: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self._app, self._desk, self._is_seen, self._clock = app, desk, is_seen, clock
        self._documents, self._tiles = documents, TileReader(app, documents)
        self._reading: tuple[DocumentRef, Task] | None = None
        # By the documents' ids: when they were last read.
        self._read_s: dict[str, float] = {}

    def come_back(self) -> None:
        """Read the painting anew where it was read a while ago: the artist comes to the panel."""
        old_s = self._clock() - OLD_S
        self._read_s = {document: read_s for document, read_s in self._read_s.items() if read_s > old_s}
        self.follow()

    def follow(self) -> None:
        """Read the painting in view if that is still to be done; read on at no other."""
        document = self._desk.document if self._is_seen() and self._desk.slate is None else None
        if self._reading is not None and self._reading[0] != document:
            self._reading[1].cancel()
            self._reading = None
        if document is not None and self._reading is None and document.id not in self._read_s:
            self._read(document)

    def _read(self, document: DocumentRef) -> None:
        try:
            size = self._documents.size(document)
        except LookupError:  # it is being closed
            return
        part = CanvasPart(document, Rect(0, 0, *size), as_seen=True)
        reading = self._tiles.read(part, _picture, lambda made: self._take(document, made), lambda _: self._end())
        self._reading = document, reading

    def _take(self, document: DocumentRef, picture: Picture | None) -> None:
        self._end()
        early = Before((picture.hash,) * CARDS, picture.full.width() / picture.full.height()) if picture else None
        self._app.state.books.early[document.id] = early
        if picture is not None:
            self._app.keep(picture)
        self._app.refresh()

    def _end(self) -> None:
        if self._reading is not None:
            self._read_s[self._reading[0].id] = self._clock()
            self._reading = None


def _picture(image: QImage) -> Picture | None:
    """Return a canvas to be kept, named as `Suggest` would name it; None for a blank one. Called on the worker."""
    if is_blank(image):
        return None
    return Picture(to_frame(image, "early").hash, image, shrink(image))
