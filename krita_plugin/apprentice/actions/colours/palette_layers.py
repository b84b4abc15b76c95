"""Layers from palettes: a palette comes in, a strip of its swatches or a repainted picture is inserted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from ...host import marks
from ...host.documents import Documents, LayerStack, NewLayer
from ...model.desk import Desk
from ...model.shelf import ShelvedPalette
from ...model.slates import DocumentRef
from ...pictures.convert import is_blank, to_frame, to_layer_bytes
from ...pictures.likeness import signature
from ...pictures.swatch_layer import draw_strip, place_strip
from ...pictures.tiles import LONGEST_PX, Rect
from ...qt import QImage
from ...vendored import ImageFrame, in_turn, messages, tr
from ..app import NO_BACKEND, App
from ..inserts.asked_part import AskedPart, FoundPart
from ..inserts.inserted_lines import HIDDEN
from ..inserts.part_finder import PartFinder, SearchAnswers
from ..pending_renders import Outcome
from ..tile_reader import CanvasPart, TileReader

# The longest side of a canvas to be repainted: as much as the backend takes in one frame.
REPAINT_PX = 4096


@dataclass(frozen=True)
class _RepaintRequest:
    """A picture that is being repainted in a palette, and the layer that it becomes: its part, name and label."""

    part: AskedPart
    name: str
    label: int
    palette: ShelvedPalette


class PaletteLayers:
    """Inserts strips and repainted pictures, each a new layer and one undo step, or says in one line why it cannot.

    Its methods raise `LookupError`, with a sentence for the artist, where the document is closed or nothing is there.
    """

    def __init__(self, app: App, desk: Desk, documents: Documents) -> None:
        self._app, self._desk, self._documents = app, desk, documents
        self._tiles, self._finder = TileReader(app, documents), PartFinder(app, documents)

    def insert_strip(self, entry: ShelvedPalette) -> None:
        """Insert a palette as labelled swatches, along the calmest edge of the picture."""
        document = self._document()
        if document is None:
            return
        title, swatches, size = entry.title, entry.swatches, (document.width_px, document.height_px)

        def draw(look: QImage) -> LayerStack:
            place, stands = place_strip(len(swatches), *size, look)
            strip = draw_strip(swatches, place.width, place.height, stands=stands)
            layer = NewLayer(marks.strip_name(title), to_layer_bytes(strip, place, None))
            told = marks.palette_entry("palette strip", title, swatches, document.name)
            return LayerStack("", (layer,), "normal", marks.STUDY_LABEL, place, size, told)

        def insert(strip: LayerStack) -> None:
            self._insert(document, strip, tr("The palette is on a layer of its own, on top."))

        self._tiles.read(CanvasPart(document, Rect(0, 0, *size)), draw, insert, self._failing_on(document))

    def repaint_canvas(self, entry: ShelvedPalette) -> None:
        """Insert the canvas, or what is selected of it, repainted in a palette."""
        document = self._document()
        if document is None:
            return
        frame, mask = self._documents.frame(document)
        request_id = self._app.state.new_id_on(document.id)

        def prepare(large: QImage, small: QImage) -> tuple[ImageFrame, _RepaintRequest]:
            canvas = "" if is_blank(small) else to_frame(small, request_id).hash
            part = AskedPart(document, frame, mask, canvas, signature(small))
            name = marks.repainted_name(entry.title)
            return to_frame(large, request_id), _RepaintRequest(part, name, marks.STUDY_LABEL, entry)

        self._tiles.read(
            CanvasPart(document, frame, (REPAINT_PX, LONGEST_PX)),
            prepare,
            lambda prepared: self._ask(*prepared),
            self._failing_on(document),
        )
        said = self._documents.caution(document) or tr("The canvas is being repainted in the palette.")
        self._app.say(said, document.id)

    def repaint_card(self, entry: ShelvedPalette) -> None:
        """Insert the selected suggestion repainted in a palette."""
        card, slate = self._desk.card, self._desk.slate
        if card is None or slate is None or card.suggestion is None:
            raise LookupError(tr("Select a suggestion first: it is what is repainted."))
        image = self._app.gallery.full(card.image)
        if image is None:
            self._app.want_image(card.image)
            raise LookupError(tr("The picture is being fetched: repaint it again in a moment."))
        engine = self._app.engine_of(slate)
        name = marks.repainted_name(entry.title, marks.group_name(card, engine, list(self._app.state.words)))
        label, request_id = marks.color_label(engine), self._app.state.new_id_on(slate.place.document)
        request, failed = _RepaintRequest(AskedPart.of(slate), name, label, entry), self._failing_on(slate.document)
        self._app.do(lambda: to_frame(image, request_id), lambda canvas: self._ask(canvas, request), failed)
        self._app.say(tr("The suggestion is being repainted in the palette."), slate.place.document)

    def _ask(self, canvas: ImageFrame, request: _RepaintRequest) -> None:
        """Ask for a picture to be repainted, unless the backend has failed while it was read."""
        if self._app.backend_failed:
            self._repainted(request, Outcome(problem=tr(NO_BACKEND)))
            return
        repaint = messages.Repaint(id=canvas.request_id, canvas=canvas.hash, swatches=request.palette.swatches)
        self._app.renders.ask(repaint, canvas, lambda outcome: self._repainted(request, outcome))

    def _repainted(self, request: _RepaintRequest, outcome: Outcome) -> None:
        """Look where the repainted part is by now, and insert it there."""
        image, failed = outcome.image, self._failing_on(request.part.document)
        if image is None:
            failed(in_turn([tr("It could not be repainted."), outcome.problem]))
            return
        answers = SearchAnswers(lambda found: self._place(request, image, found), failed, failed)
        try:
            self._finder.find(request.part, answers)
        except LookupError as exc:
            failed(str(exc))

    def _place(self, request: _RepaintRequest, image: QImage, found: FoundPart) -> None:
        part, palette, document = request.part, request.palette, request.part.document

        def cut() -> LayerStack:
            layer = NewLayer(request.name, to_layer_bytes(image, found.place, part.mask, part.frame))
            told = marks.palette_entry("repainted", palette.title, palette.swatches, document.name)
            return LayerStack("", (layer,), "normal", request.label, found.place, found.size, told)

        said = tr("Repainted in the palette, as a new layer.")
        self._app.do(cut, lambda stack: self._insert(document, stack, said), self._failing_on(document))

    def _insert(self, document: DocumentRef, stack: LayerStack, said: str) -> None:
        try:
            is_hidden = self._documents.is_isolated(document)
            self._documents.insert(document, stack)
        except LookupError as exc:
            self._app.warn(str(exc), document.id)
            return
        self._app.say(in_turn([said, tr(HIDDEN) if is_hidden else ""]), document.id)

    def _document(self) -> DocumentRef | None:
        """Return the document that is worked on with its size now, None without one."""
        document = self._desk.document
        if document is None:
            return None
        width, height = self._documents.size(document)
        return dataclasses.replace(document, width_px=width, height_px=height)

    def _failing_on(self, document: DocumentRef) -> Callable[[str], None]:
        """Return what tells a problem on a document."""
        return lambda text: self._app.warn(text, document.id)
