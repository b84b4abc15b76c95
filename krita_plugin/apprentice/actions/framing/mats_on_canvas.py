"""Mats over Krita's canvas, which follow it; over the panel's own picture where its place cannot be known."""

from __future__ import annotations

from ...framing.place import CanvasPlace
from ...host.documents import CanvasView, Documents
from ...model.slates import DocumentRef
from ...panel.framing.framed_picture import FramedPicture
from ...panel.framing.laid_mats import LaidMats
from ...pictures.tiles import Rect
from ...qt import QObject, QTimer, QWidget, Signal

# The canvas is looked at so often while mats lie over it: Krita tells of no zoom and no pan.
FOLLOW_MS = 50


class MatsOnCanvas(QObject):
    """Lays mats around a frame, and keeps them where the canvas is zoomed, moved, turned or mirrored to.

    Emits each frame that a drag makes, that Esc was pressed, and that the mats end with their view.

    Args:
        picture: the panel's own picture of the painting; mats lie over it where the canvas' place is not known.
    """

    moved = Signal(object)  # Rect
    escaped = Signal()
    ended = Signal()

    def __init__(self, documents: Documents, picture: FramedPicture, parent: QObject) -> None:
        super().__init__(parent)
        self._documents, self._picture = documents, picture
        self._view: CanvasView | None = None
        self._laid: LaidMats | None = None
        self._size = (0, 0)
        self._frame, self._ratio = Rect(0, 0, 1, 1), 0.0
        self._turns = QTimer(self)
        self._turns.setInterval(FOLLOW_MS)
        self._turns.timeout.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """True while mats are laid."""
        return self._laid is not None

    @property
    def is_beside(self) -> bool:
        """True where they lie over the panel's own picture."""
        return self._laid is not None and self._view is None

    def lay(self, document: DocumentRef) -> None:
        """Lay mats over a document's active view; `LookupError` where it is closed."""
        self.take_off()
        self._view = self._documents.canvas_view(document)
        if self._view is not None and self._view.place() is None:
            self._view = None
        self._size = self._documents.size(document)
        over: QWidget = self._view.viewport if self._view is not None else self._picture
        if self._view is None:
            self._picture.begin(self._size)
        self._laid = LaidMats(over)
        self._laid.moved.connect(self.moved)
        self._laid.escaped.connect(self.escaped)
        self._laid.gone.connect(self.ended)
        self._turns.start()

    def show_frame(self, frame: Rect, ratio: float) -> None:
        """Show a frame that keeps a ratio, 0 for none."""
        self._frame, self._ratio = frame, ratio
        self._follow()

    def take_off(self) -> None:
        """Take the mats off."""
        self._turns.stop()
        laid, self._laid, self._view = self._laid, None, None
        if laid is not None:
            laid.take_off()
            self._picture.hide()

    def _follow(self) -> None:
        if self._laid is None:
            return
        place = self._place()
        if place is None or place.size != self._size:
            self.ended.emit()  # its view is closed, or the painting was cropped or scaled
        else:
            self._laid.show_frame(place, self._frame, self._ratio)

    def _place(self) -> CanvasPlace | None:
        return self._view.place() if self._view is not None else self._picture.place()
