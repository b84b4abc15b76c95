"""Layers from palettes: a palette comes in, a strip of its swatches or a repainted picture is inserted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..host import marks
from ..host.documents import Documents, Insertion, NewLayer
from ..model.desk import Desk
from ..model.shelf import ShelvedPalette
from ..model.slates import DocumentRef
from ..pictures.convert import to_frame, to_layer_bytes
from ..pictures.swatch_layer import draw_strip, place_strip
from ..pictures.tiles import LONGEST_PX, Rect, plan
from ..qt import QImage, QObject
from ..vendored import messages
from .app import App
from .pending_renders import Outcome, ignore_progress
from .tile_reader import TileReader

# The longest side of a canvas to be repainted: as much as the backend takes in one frame.
REPAINT_PX = 4096


@dataclass(frozen=True)
class _RepaintRequest:
    """A picture that is being repainted in a palette, and the layer that it becomes.

    `frame` is the rectangle that the layer fills, `mask` the selection over it, one byte a pixel; None without one.
    """

    document: DocumentRef
    frame: Rect
    mask: bytes | None
    name: str
    label: int
    palette: ShelvedPalette


class PaletteLayers(QObject):
    """Inserts strips and repainted pictures, each a new layer and one undo step, or says in one line why it cannot."""

    def __init__(self, app: App, desk: Desk, documents: Documents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents = app, desk, documents

    def read(
        self, document: DocumentRef, frame: Rect, then: Callable[[QImage], object], longest_px: int = LONGEST_PX
    ) -> TileReader:
        """Return a reader of a part of a document, to be begun with `step`.

        Args:
            document: the document.
            frame: the part, in the document's pixels.
            then: called with the picture on the worker thread; its result, if that can be called, on Krita's.
            longest_px: the longer side to which the picture is scaled down.
        """
        tiles = self._documents.read(document, plan(frame, longest_px))
        reader = TileReader(self._app.connection, frame, tiles, then, longest_px=longest_px, parent=self)
        reader.failed.connect(self._app.warn)
        return reader

    def insert_strip(self, entry: ShelvedPalette) -> None:
        """Insert a palette as labelled swatches, along the calmest edge of the picture."""
        document = self._desk.document
        if document is None:
            return
        title, swatches = entry.title, entry.swatches
        width_px, height_px = document.width_px, document.height_px

        def draw(look: QImage) -> Callable[[], None]:
            place, stands = place_strip(len(swatches), width_px, height_px, look)
            strip = draw_strip(swatches, place.width, place.height, stands=stands)
            layer = NewLayer(marks.strip_name(title), to_layer_bytes(strip, place, None))
            record = marks.palette_record("palette strip", title, swatches, document.name)
            insertion = Insertion("", (layer,), "normal", marks.STUDY_LABEL, place, record)
            return lambda: self._insert(document, insertion, "The palette is on a layer of its own, on top.")

        self.read(document, Rect(0, 0, width_px, height_px), draw).step()

    def repaint_canvas(self, entry: ShelvedPalette) -> None:
        """Insert the canvas, or what is selected of it, repainted in a palette.

        Raises:
            LookupError: the document is closed.
        """
        document = self._desk.document
        if document is None:
            return
        frame, mask = self._documents.frame(document)
        name = marks.repainted_name(entry.title)
        request = _RepaintRequest(document, frame, mask, name, marks.STUDY_LABEL, entry)
        self.read(document, frame, lambda image: self._ask(image, request), REPAINT_PX).step()
        self._app.state.say("The canvas is being repainted in the palette.")

    def repaint_card(self, entry: ShelvedPalette) -> None:
        """Insert the selected suggestion repainted in a palette.

        Raises:
            LookupError: none is selected, or its picture has not arrived.
        """
        card, slate = self._desk.card, self._desk.slate
        if card is None or slate is None or card.suggestion is None:
            raise LookupError("Select a suggestion first: it is what is repainted.")
        image = self._app.gallery.full(card.image)
        if image is None:
            self._app.want_image(card.image)
            raise LookupError("The picture is being fetched: repaint it again in a moment.")
        engine = self._app.engine_of(slate)
        name = marks.repainted_name(entry.title, marks.group_name(card, engine, list(self._app.state.words)))
        request = _RepaintRequest(slate.document, slate.frame, slate.mask, name, marks.color_label(engine), entry)
        self._app.connection.work(lambda: self._ask(image, request))
        self._app.state.say("The suggestion is being repainted in the palette.")

    def _ask(self, image: QImage, request: _RepaintRequest) -> Callable[[], None]:
        """Hash a picture on the worker thread; return the asking for it to be repainted, for Krita's thread to do."""
        frame = to_frame(image, self._app.state.new_id())
        repaint = messages.Repaint(id=frame.request_id, canvas=frame.hash, swatches=request.palette.swatches)
        return lambda: self._app.renders.ask(
            repaint, lambda: frame, lambda outcome: self._repainted(request, outcome), ignore_progress
        )

    def _repainted(self, request: _RepaintRequest, outcome: Outcome) -> None:
        image = outcome.image
        if image is None:
            self._app.warn(f"It could not be repainted: {outcome.problem}.")
            return

        def prepare() -> Callable[[], None]:
            layer = NewLayer(request.name, to_layer_bytes(image, request.frame, request.mask))
            palette, document = request.palette, request.document
            record = marks.palette_record("repainted", palette.title, palette.swatches, document.name)
            insertion = Insertion("", (layer,), "normal", request.label, request.frame, record)
            return lambda: self._insert(document, insertion, "Repainted in the palette, as a new layer.")

        self._app.connection.work(prepare)

    def _insert(self, document: DocumentRef, insertion: Insertion, said: str) -> None:
        try:
            self._documents.insert(document, insertion)
        except LookupError as exc:
            self._app.warn(str(exc))
            return
        self._app.state.say(said)
