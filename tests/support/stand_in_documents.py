"""Documents without Krita: one canvas for every document, insertions in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from apprentice.framing.place import CanvasPlace, place_by_corner
from apprentice.host.documents import LayerStack, reshaped
from apprentice.model.slates import DocumentRef
from apprentice.pictures.tiles import Rect, Tile
from apprentice.qt import QImage, QtGui, QWidget


class StandInView:
    """A view of a painting in a widget; `zoom` and `corner` say where, `is_open` that it is there."""

    def __init__(self, viewport: QWidget, size: tuple[int, int]) -> None:
        self.viewport, self.size = viewport, size
        self.zoom, self.corner, self.is_open = 1.0, (0.0, 0.0), True

    def place(self) -> CanvasPlace | None:
        """Return where the painting is."""
        to_view = place_by_corner(self.size, self.zoom, 0.0, self.corner, is_mirrored=False)
        return CanvasPlace(self.size, to_view) if self.is_open else None


class StandInDocuments:
    """`Documents` in memory, for a controller without Krita.

    Attributes:
        open_documents: the open ones.
        active: the active one, None for none.
        inserted: what was inserted where.
        selection: the frame and mask of a selection, None for none.
        trays: the palettes kept with documents, by their ids.
        isolated: whether a layer is isolated.
        undone: places in `inserted` of what was undone.
        undo_followed: to be called after an undo.
        reads: how often a canvas was begun to be read.
        view: the view of every document, None where its place is not known.
        selected: the selections that were set, None for one that was put back.
        framed_copies: the frames of copies that were opened.
        colors: those of the gradient, from the upper left to the lower right.
    """

    def __init__(self, *documents: DocumentRef) -> None:
        self.open_documents = list(documents)
        self.active: DocumentRef | None = documents[0] if documents else None
        self.inserted: list[tuple[DocumentRef, LayerStack]] = []
        self.selection: tuple[Rect, bytes] | None = None
        self.canvas_focused = 0
        self.is_blank = self.isolated = False
        self.trays: dict[str, bytes] = {}
        self.undone: set[int] = set()
        self.reads = 0
        self.colors = ("#204080", "#f0c040")
        self.undo_followed: Callable[[], None] = lambda: None
        self.view: StandInView | None = None
        self.selected: list[Rect | None] = []
        self.framed_copies: list[Rect] = []

    def current(self) -> DocumentRef | None:
        """Return the active document."""
        return self.active

    def open_ids(self) -> set[str]:
        """Return the ids of the open documents."""
        return {document.id for document in self.open_documents}

    def close(self, document: DocumentRef, then: DocumentRef | None = None) -> None:
        """Close a document; `then` is active."""
        self.open_documents.remove(document)
        self.active = then

    def size(self, ref: DocumentRef) -> tuple[int, int]:
        """Return a document's size, as it was last set in `open_documents`."""
        self._need(ref)
        (now,) = (document for document in self.open_documents if document.id == ref.id)
        return now.width_px, now.height_px

    def fingerprint(self, ref: DocumentRef) -> bytes:
        """Return the size and what the canvas shows."""
        return repr((self.size(ref), self.colors, self.is_blank)).encode()

    def is_isolated(self, ref: DocumentRef) -> bool:
        """Return whether a layer is isolated."""
        self._need(ref)
        return self.isolated

    def frame(self, ref: DocumentRef) -> tuple[Rect, bytes | None]:
        """Return the selection, else the whole canvas."""
        self._need(ref)
        return self.selection or (Rect(0, 0, ref.width_px, ref.height_px), None)

    def caution(self, ref: DocumentRef) -> str:
        """Return a word where a layer is isolated."""
        return "A layer is isolated." if self.is_isolated(ref) else ""

    def read(self, ref: DocumentRef, tiles: list[Tile], *, as_seen: bool = False) -> Iterator[tuple[Tile, QImage]]:
        """Yield a gradient in tiles; white where it is blank."""
        self.reads += 1
        for tile in tiles:
            self._need(ref)
            image = QImage(tile.source.width, tile.source.height, QImage.Format.Format_ARGB32)
            image.fill(QtGui.QColor("white"))
            if not self.is_blank:
                painter = QtGui.QPainter(image)
                fade = QtGui.QLinearGradient(0, 0, image.width(), image.height())
                fade.setColorAt(0, QtGui.QColor(self.colors[0]))
                fade.setColorAt(1, QtGui.QColor(self.colors[1]))
                painter.fillRect(image.rect(), fade)
                painter.end()
            yield tile, image

    def insert(self, ref: DocumentRef, stack: LayerStack) -> None:
        """Note an insertion."""
        if self.size(ref) != stack.size:
            raise LookupError(reshaped(ref))
        self.inserted.append((ref, stack))

    def layer_picture(self, ref: DocumentRef, longest_px: int) -> tuple[str, QImage]:
        """Return a layer of one red; nothing where it is blank."""
        self._need(ref)
        if self.is_blank:
            raise LookupError("There is nothing on the active layer.")
        image = QImage(longest_px, longest_px, QImage.Format.Format_ARGB32)
        image.fill(QtGui.QColor("#c02020"))
        image.setPixelColor(0, 0, QtGui.QColor("#2020c0"))
        return "Reds", image

    def kept_palettes(self, ref: DocumentRef) -> bytes:
        """Return a document's tray."""
        self._need(ref)
        return self.trays.get(ref.id, b"")

    def keep_palettes(self, ref: DocumentRef, text: bytes) -> None:
        """Note a document's tray."""
        self._need(ref)
        self.trays[ref.id] = text

    def groups(self, ref: DocumentRef) -> frozenset[str]:
        """Return what was inserted into a document and is still there."""
        self._need(ref)
        held = [number for number, (document, _) in enumerate(self.inserted) if document.id == ref.id]
        return frozenset(str(number) for number in held if number not in self.undone)

    def follow_undo(self, then: Callable[[], None]) -> None:
        """Note the function to call after an undo."""
        self.undo_followed = then

    def view_widget(self, fallback: QWidget) -> QWidget:
        """Return the panel's own window."""
        return fallback.window()

    def focus_canvas(self) -> None:
        """Count the calls."""
        self.canvas_focused += 1

    def canvas_view(self, ref: DocumentRef) -> StandInView | None:
        """Return the view, None where its place is not known."""
        self._need(ref)
        return self.view

    def select(self, ref: DocumentRef, frame: Rect) -> Callable[[], None]:
        """Note a selection that is set, and one that is put back."""
        self._need(ref)
        self.selected.append(frame)
        return lambda: self.selected.append(None)

    def open_framed(self, ref: DocumentRef, frame: Rect) -> None:
        """Note a framed copy."""
        self._need(ref)
        self.framed_copies.append(frame)

    def _need(self, ref: DocumentRef) -> None:
        if ref.id not in self.open_ids():
            raise LookupError(f"“{ref.name}” is closed.")
