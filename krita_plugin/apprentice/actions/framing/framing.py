"""Framing: proposals are asked for, mats laid around one or around an own frame, and the frame is used."""

from __future__ import annotations

import dataclasses

from ...framing.framings import PaintingFramings
from ...host.documents import Documents
from ...model.desk import Desk, Offer
from ...model.slates import DocumentRef
from ...panel.framing.framing_section import FramingSection
from ...pictures.tiles import Rect
from ...qt import QImage, QObject
from ...shown.show_framing import show_framing
from ...vendored import tr
from ..app import App
from ..tile_reader import TileReader
from .mats_on_canvas import MatsOnCanvas
from .proposals import FramingProposals, whole

_ABILITY = "framings"


class FramingActions(QObject):
    """Does what the framing section asks for, on the active document.

    The painting is looked at as it is seen, as by the checks, and never changed: mats are widgets over it.
    """

    def __init__(self, app: App, desk: Desk, documents: Documents, section: FramingSection, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._desk, self._documents, self._section = app, desk, documents, section
        self.framings = PaintingFramings()
        self._document: DocumentRef | None = None
        self.mats = MatsOnCanvas(documents, section.picture, self)
        self._proposals = FramingProposals(app, desk, documents, self.framings, self)
        self._tiles = TileReader(app, documents)
        self._followed: tuple[object, object, str] = ("", None, "")
        self._connect()

    def follow(self) -> None:
        """Begin anew where another document or profile is in view, or the painting has another size."""
        # Until a backend is there no profile has a name: the first one to get one is no other.
        profile = self._desk.profile or self._followed[-1]
        followed = (self._desk.document_id, _size(self._desk.document), profile)
        if followed != self._followed:
            is_first = followed[:2] == self._followed[:2] and not self._followed[-1]
            self._followed = followed
            if not is_first:
                self._begin()
        self._show()

    def propose(self) -> None:
        """Ask for framings of the painting as it is seen; a backend is started where none runs."""
        document = self._document_as_it_is()
        if document is not None:
            self._proposals.ask(document)

    def set_format(self, key: str) -> None:
        """Take a format; framings that were proposed are asked for anew in it."""
        self.framings.set_format(key)
        self._show()
        if self.framings.proposals:
            self.propose()

    def choose(self, index: int) -> None:
        """Lay mats around a proposal; take them off where they lie around it."""
        self.framings.choose(index)
        self._lay()

    def take_own(self) -> None:
        """Lay mats around the largest frame of the format."""
        if self._document_as_it_is() is not None:
            self.framings.take_own()
            self._lay()

    def put_away(self) -> None:
        """Take the mats off."""
        self.framings.put_away()
        self._lay()

    def select(self) -> None:
        """Make the frame Krita's selection, and take the mats off; the selection before is one press away."""
        document, frame = self._document, self.framings.frame
        if document is None or frame is None or not self.framings.is_within:
            return
        try:
            take_back = self._documents.select(document, frame)
        except LookupError as exc:
            self._app.warn(str(exc), document.id)
            return
        self.put_away()
        text = tr("Selected. Krita's Image menu can crop to it.")
        self._desk.offer = Offer(text, tr("Take back"), take_back)
        self._documents.focus_canvas()
        self._app.refresh()

    def open_copy(self) -> None:
        """Open a copy of the document that shows what is in the frame."""
        document, frame = self._document, self.framings.frame
        if document is None or frame is None:
            return
        self.put_away()
        try:
            self._documents.open_framed(document, frame)
        except LookupError as exc:
            self._app.warn(str(exc), document.id)

    # Inside --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        section = self._section
        section.format_pressed.connect(self.set_format)
        section.propose_pressed.connect(self.propose)
        section.own_pressed.connect(self.take_own)
        section.proposal_pressed.connect(self.choose)
        section.select_pressed.connect(self.select)
        section.copy_pressed.connect(self.open_copy)
        section.away_pressed.connect(self.put_away)
        self.mats.moved.connect(self._drag)
        self.mats.escaped.connect(self._escape)
        self.mats.ended.connect(self.put_away)
        self._proposals.changed.connect(self._show)

    def _begin(self) -> None:
        self._proposals.begin()
        self._document = self._desk.document
        self.framings.begin(_size(self._document))
        self._lay()

    def _document_as_it_is(self) -> DocumentRef | None:
        """Return the document; begin anew where it was cropped or scaled since, which Krita tells nobody."""
        document = self._document
        if document is None:
            return None
        try:
            size = self._documents.size(document)
        except LookupError:
            return None
        if size != self.framings.size:
            self._proposals.begin()
            self._document = dataclasses.replace(document, width_px=size[0], height_px=size[1])
            self.framings.begin(size)
            self._lay()
        return self._document

    def _escape(self) -> None:
        """Put the mats away; the canvas has the keys again."""
        self.put_away()
        self._documents.focus_canvas()

    def _drag(self, frame: Rect) -> None:
        self.framings.frame = frame
        self._show()

    def _lay(self) -> None:
        """Lay the mats around the frame, or take them off where there is none."""
        document = self._document
        if document is None or self.framings.frame is None:
            self.mats.take_off()
        elif not self.mats.is_on:
            try:
                self.mats.lay(document)
            except LookupError as exc:
                self._app.warn(str(exc), document.id)
                self.framings.put_away()
            self._read_for_the_panel()
        self._show()

    def _read_for_the_panel(self) -> None:
        """Show the painting in the panel where its canvas' place is not known."""
        document = self._document
        if not self.mats.is_beside or document is None:
            return
        self._tiles.read(
            whole(document), lambda image: image, self._show_beside, lambda text: self._app.warn(text, document.id)
        )

    def _show_beside(self, image: QImage) -> None:
        if self.mats.is_beside:
            self._section.picture.show_picture(image)

    def _show(self) -> None:
        state, frame = self._app.state, self.framings.frame
        if frame is not None and self.mats.is_on:
            self.mats.show_frame(frame, self.framings.ratio)
        shown = show_framing(
            self.framings,
            can_propose=state.engine is None or state.can(_ABILITY),
            is_reading=self._proposals.is_reading,
            is_beside=self.mats.is_beside,
        )
        self._section.show_framing(shown, self._proposals.notans)


def _size(document: DocumentRef | None) -> tuple[int, int] | None:
    return (document.width_px, document.height_px) if document is not None else None
