"""Proposals: the painting is read and sent, framings come back, and their pictures are made."""

from __future__ import annotations

from ...framing.framings import PaintingFramings
from ...host.documents import Documents
from ...link.keeper import LinkStatus, Phase
from ...model.desk import Desk
from ...model.slates import DocumentRef
from ...pictures.convert import is_blank, to_frame
from ...pictures.tiles import Rect
from ...qt import QImage, QObject, Signal
from ...vendored import ImageFrame, messages, tr
from ..app import App
from ..other_thread import Task
from ..tile_reader import CanvasPart, TileReader
from .notans import notan_of


class FramingProposals(QObject):
    """Asks for framings of a painting as it is seen, and pictures each in three values.

    `changed` says that they are asked for, have come, are pictured, or will not come. `notans` are their pictures, none
    before they are made.
    """

    changed = Signal()

    def __init__(self, app: App, desk: Desk, documents: Documents, framings: PaintingFramings, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._desk, self._framings = app, desk, framings
        self._tiles = TileReader(app, documents)
        self._reading: Task | None = None
        self._picture: QImage | None = None
        self.notans: list[QImage] = []
        app.message_arrived.connect(self._on_message)
        app.connection.status_changed.connect(self._on_status)

    @property
    def is_reading(self) -> bool:
        """Whether the painting is being read."""
        return self._reading is not None

    def begin(self) -> None:
        """Begin anew: what is under way is waited for no longer."""
        self._give_up()
        self._picture, self.notans = None, []

    def ask(self, document: DocumentRef) -> None:
        """Ask for framings of a document, unless they are on their way; a backend is started where none runs."""
        if self._reading is not None or self._framings.waiting:
            return
        self._app.want()
        self._reading = self._tiles.read(
            whole(document),
            _named,
            lambda named: self._send(document, *named),
            lambda text: self._fail(document, text),
        )
        self.changed.emit()

    def _give_up(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._reading, self._framings.waiting = None, ""

    def _send(self, document: DocumentRef, frame: ImageFrame | None, image: QImage) -> None:
        self._reading, self._picture = None, image
        if frame is None:
            self._app.say(tr("There is nothing on this painting yet that a frame could go around."), document.id)
        else:
            request = self._framings.ask(self._app.state.new_id_on(document.id), frame.hash, self._desk.profile)
            self._app.send(request, image=frame.for_request(request.id))
        self.changed.emit()

    def _fail(self, document: DocumentRef, text: str) -> None:
        self._reading = None
        self._app.warn(text, document.id)
        self.changed.emit()

    def _on_status(self, status: LinkStatus) -> None:
        if status.phase is Phase.FAILED:
            self._give_up()
            self.changed.emit()

    def _on_message(self, message: messages.Message) -> None:
        if isinstance(message, messages.ErrorReply) and message.id and message.id == self._framings.waiting:
            self._give_up()
            self.changed.emit()
        elif isinstance(message, messages.Framings) and self._framings.receive(message):
            self._take()

    def _take(self) -> None:
        """Show proposals that have come, and have them pictured."""
        picture, size, proposals = self._picture, self._framings.size, self._framings.proposals
        self.notans = []
        if not proposals:
            self._app.say(tr("This engine proposes no framings: lay your own."), self._desk.document_id)
        elif picture is not None and size is not None:
            self._app.do(
                lambda: [notan_of(picture, size, each.frame) for each in proposals],
                lambda made: self._take_notans(made) if proposals is self._framings.proposals else None,
            )
        self.changed.emit()

    def _take_notans(self, made: list[QImage]) -> None:
        self.notans = made
        self.changed.emit()


def whole(document: DocumentRef) -> CanvasPart:
    """Return all of a document, to be read as it is seen."""
    return CanvasPart(document, Rect(0, 0, document.width_px, document.height_px), as_seen=True)


def _named(image: QImage) -> tuple[ImageFrame | None, QImage]:
    """Return a painting as it is sent, None for a blank one, and itself; called on the worker."""
    return None if is_blank(image) else to_frame(image, "framings"), image
