"""The palette section: commands on palettes come in; questions to the backend, layers and files go out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from ...host.documents import Documents
from ...link.keeper import Phase
from ...model.desk import Desk
from ...model.palette_requests import LEAST, MOST
from ...model.shelf import Shelf, ShelvedPalette
from ...model.slates import DocumentRef
from ...model.tray import from_text, to_text
from ...panel.palettes.palette_section import PaletteSection
from ...pictures.convert import cut, is_blank, to_frame
from ...qt import QImage
from ...vendored import ImageFrame, messages, tr
from ..app import FRAME_MS, App
from ..tile_reader import CanvasPart, TileReader
from .palette_layers import PaletteLayers
from .save_palette import PaletteSaver

_LAYER_PX = 512


class PaletteActions:
    """Does what the palette section asks for, on the active document.

    Args:
        rule_by: lets swatches, as "#rrggbb", rule the next suggestions; none: no longer.
    """

    def __init__(
        self,
        app: App,
        desk: Desk,
        documents: Documents,
        saver: PaletteSaver,
        rule_by: Callable[[tuple[str, ...]], None],
    ) -> None:
        self._app, self._desk, self._documents = app, desk, documents
        self._palette_saver, self._rule_by = saver, rule_by
        self._palettes = app.state.palettes
        self._layers = PaletteLayers(app, desk, documents)
        self._tiles = TileReader(app, documents)
        # Ids of documents: those whose tray was looked for, and those whose tray cannot be read and is left as it is.
        self._opened: set[str] = set()
        self._unreadable: set[str] = set()

    # What the section emits ----------------------------------------------------------------------------------------

    def connect_to(self, section: PaletteSection) -> None:
        """Do what the artist asks for in a palette section."""
        section.canvas_look_asked.connect(self.look_at_canvas)
        section.layer_look_asked.connect(self.look_at_layer)
        section.card_look_asked.connect(self.look_at_card)
        section.resized.connect(self.resize)
        section.row_selected.connect(self.select)
        section.swatch_touched.connect(self.touch)
        selected, tools = section.selected, section.selected.tools
        for signal, action in (
            (selected.rated, self._rate),
            (selected.keep_asked, self._keep),
            (selected.pull_asked, self._pull),
            (selected.insert_asked, partial(self._add_layer, self._layers.insert_strip)),
            (selected.rule_asked, self._rule),
            (selected.tools_asked, self._toggle_tools),
            (tools.lock_asked, self._toggle_lock),
            (tools.tool_asked, self._work),
            (tools.eyes_asked, self._toggle_eyes),
            (tools.repaint_canvas_asked, partial(self._repaint, self._layers.repaint_canvas)),
            (tools.repaint_card_asked, partial(self._repaint, self._layers.repaint_card)),
            (tools.named, self._rename),
            (tools.swatch_named, self._rename_swatch),
        ):
            signal.connect(partial(self._do, action))

    def _do(self, action: Callable[..., None], *values: Any) -> None:
        """Do something with the selected palette; without one, nothing."""
        entry = self._shelf.entry(self._shelf.selected)
        if entry is not None:
            action(entry, *values)
        self._app.refresh(FRAME_MS)

    def select(self, entry_id: str) -> None:
        """Select a palette."""
        if self._shelf.entry(entry_id) is not None:
            self._shelf.selected = entry_id
        self._app.refresh()

    def touch(self, entry_id: str, place: int) -> None:
        """Select a palette and note that its swatch at `place` was clicked."""
        entry = self._shelf.entry(entry_id)
        if entry is not None:
            entry.touched = place
        self.select(entry_id)

    def look_at_canvas(self) -> None:
        """Look at the colours of the canvas, or of what is selected of it."""
        self._look(self._read_canvas)

    def look_at_layer(self) -> None:
        """Look at the colours of the active layer."""
        self._look(self._read_layer)

    def look_at_card(self) -> None:
        """Look at the colours of the selected suggestion."""
        self._look(self._read_card)

    def _look(self, read: Callable[[DocumentRef], None]) -> None:
        document = self._desk.document
        if document is None or self._shelf.waiting:
            return
        self._app.want()
        try:
            read(document)
        except LookupError as exc:
            self._app.warn(str(exc), document.id)
        self._app.refresh()

    def resize(self, by: int) -> None:
        """Have palettes with more or fewer swatches from the next look on."""
        self._shelf.size = max(LEAST, min(MOST, self._shelf.size + by))
        self._app.refresh()

    def opened(self) -> None:
        """Look at the canvas, as the section opens, unless something was looked at already or no backend runs."""
        if not self._shelf.found and self._desk.state.status.phase is Phase.READY:
            self.look_at_canvas()

    def document_changed(self) -> None:
        """Read the palettes kept in a document that becomes active for the first time."""
        document = self._desk.document
        if document is None or document.id in self._opened:
            return
        self._opened.add(document.id)
        try:
            self._shelf.kept = from_text(self._documents.kept_palettes(document), self._app.state.new_id)
        except (LookupError, ValueError) as exc:
            self._unreadable.add(document.id)
            self._app.warn(str(exc), document.id)

    # Looking -------------------------------------------------------------------------------------------------------

    def _read_canvas(self, document: DocumentRef) -> None:
        frame, mask = self._documents.frame(document)
        words = tr("The canvas") if mask is None else tr("What is selected")
        request = self._palettes.look(document.id, self._desk.profile, words)
        caution = self._documents.caution(document)
        if caution:
            self._app.say(caution, document.id)
        self._tiles.read(
            CanvasPart(document, frame),
            lambda image: _with_picture(request, image if mask is None else cut(image, mask, frame)),
            self._send,
            lambda text: self._give_up(request, text),
        )

    def _read_layer(self, document: DocumentRef) -> None:
        name, picture = self._documents.layer_picture(document, _LAYER_PX)
        self._ask(self._palettes.look(document.id, self._desk.profile, tr("The layer “{name}”", name=name)), picture)

    def _read_card(self, document: DocumentRef) -> None:
        card = self._desk.card
        image = self._app.gallery.full(card.image) if card is not None else None
        if image is None:
            raise LookupError(tr("Select a suggestion first: its colours are what is looked at."))
        self._ask(self._palettes.look(document.id, self._desk.profile, tr("The selected suggestion")), image)

    def _ask(self, request: messages.RecommendPalettes, picture: QImage) -> None:
        self._app.do(lambda: _with_picture(request, picture), self._send, lambda text: self._give_up(request, text))

    def _send(self, prepared: tuple[messages.RecommendPalettes, ImageFrame | None]) -> None:
        request, frame = prepared
        if self._palettes.waits_for(request.id):
            self._app.send(request, image=frame)

    def _give_up(self, request: messages.RecommendPalettes, text: str) -> None:
        self._palettes.give_up(request.id)
        self._app.warn(text, self._app.state.lines.asked_on(request.id))

    # With one palette ----------------------------------------------------------------------------------------------

    def _rate(self, entry: ShelvedPalette, stars: int) -> None:
        profile, learn = self._desk.profile, self._desk.choices.learn
        self._app.send(*self._palettes.rate(self._desk.document_id, entry.id, stars, profile, learn=learn))

    def _work(self, entry: ShelvedPalette, tool: str) -> None:
        self._app.send(*self._palettes.work(self._desk.document_id, entry.id, tool))

    def _toggle_eyes(self, entry: ShelvedPalette) -> None:
        if entry.eyes:
            entry.eyes = ()
        else:
            self._app.send(*self._palettes.work(self._desk.document_id, entry.id, "vision"))

    def _toggle_tools(self, entry: ShelvedPalette) -> None:
        self._shelf.tools_open = not self._shelf.tools_open

    def _toggle_lock(self, entry: ShelvedPalette, place: int) -> None:
        entry.locked ^= {place}

    def _rename(self, entry: ShelvedPalette, name: str) -> None:
        self._palettes.rename(self._desk.document_id, entry.id, name)

    def _rename_swatch(self, entry: ShelvedPalette, name: str) -> None:
        self._palettes.rename(self._desk.document_id, entry.id, name, entry.touched)

    def _rule(self, entry: ShelvedPalette, on: bool) -> None:
        self._rule_by(tuple(swatch.hex for swatch in entry.swatches) if on else ())

    def _keep(self, entry: ShelvedPalette) -> None:
        document = self._desk.document
        if document is None:
            return
        if document.id in self._unreadable:
            said = tr(
                "This painting's palettes are from another version of Apprentice: give this one to Krita's palettes."
            )
            self._app.warn(said, document.id)
            return
        kept = entry in self._shelf.kept
        self._palettes.keep(document.id, entry.id)
        out = tr("Taken out of the palettes of this painting.")
        there = tr("Kept with this painting: save it as .kra, and the palette is here again when you open it.")
        self._app.say(out if kept else there, document.id)

    def _pull(self, entry: ShelvedPalette) -> None:
        name = self._desk.document.name if self._desk.document else ""
        self._palette_saver.save(f"{name} {entry.title}".strip(), entry.swatches, self._desk.document_id)

    def _repaint(self, repaint: Callable[[ShelvedPalette], None], entry: ShelvedPalette) -> None:
        self._app.want()
        self._add_layer(repaint, entry)

    def _add_layer(self, add: Callable[[ShelvedPalette], None], entry: ShelvedPalette) -> None:
        try:
            add(entry)
        except LookupError as exc:
            self._app.warn(str(exc), self._desk.document_id)

    # The tray ------------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Ask for the readings that open tools need, and write changed palettes into their document."""
        requests = self._palettes.read(self._desk.document_id)
        if requests:
            self._app.tell(*requests)
        document = self._desk.document
        if document is None or document.id not in self._palettes.unsaved:
            return
        self._palettes.unsaved.discard(document.id)
        try:
            self._documents.keep_palettes(document, to_text(self._shelf.kept))
        except LookupError as exc:
            self._app.warn(str(exc), document.id)

    @property
    def _shelf(self) -> Shelf:
        return self._palettes.shelf(self._desk.document_id)


def _with_picture(
    request: messages.RecommendPalettes, image: QImage
) -> tuple[messages.RecommendPalettes, ImageFrame | None]:
    """Return the request with its picture named, and the frame to send (None where it is blank)."""
    if is_blank(image):
        return request, None
    frame = to_frame(image, request.id)
    return dataclasses.replace(request, canvas=frame.hash), frame
