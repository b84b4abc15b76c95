"""Krita's documents: which are open, their canvas, new layers in them. No other module calls this part of Krita."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from krita import Krita

from ..model.slates import DocumentRef
from ..model.tray import ANNOTATION as TRAY
from ..model.tray import ANNOTATION_TITLE as TRAY_TITLE
from ..pictures.tiles import Rect, Tile, scaled_size
from ..qt import QImage, QtCore, QWidget
from ..vendored import tr
from .built_layers import build
from .canvas_views import KritaCanvasView, canvas_view, visible_canvas
from .document_ids import DocumentIds
from .documents import LayerStack, reshaped
from .frames import open_framed, select
from .marks import ANNOTATION, ANNOTATION_TITLE
from .own_layers import is_own, own_layers, without_own_layers
from .shown_layers import is_isolated, shown


class KritaDocuments:
    """The documents of one Krita window, with the errors of `Documents`.

    Args:
        window: returns Krita's window, None while there is none.
        ids: the documents' ids, the same for all windows.
    """

    def __init__(self, window: Callable[[], Any], ids: DocumentIds) -> None:
        self._window, self._ids = window, ids
        self._follows_undo = False

    def current(self) -> DocumentRef | None:
        """Return the document in this window's active view."""
        view = self._view()
        document = view.document() if view is not None else None
        return self._ref(document) if document is not None and document.rootNode() is not None else None

    def open_ids(self) -> set[str]:
        """Return the ids of all open documents."""
        return {self._ids.of(document) for document in _open_documents()}

    def size(self, ref: DocumentRef) -> tuple[int, int]:
        """Return a document's width and height as they are now, in pixels."""
        document = self._find(ref)
        return document.width(), document.height()

    def fingerprint(self, ref: DocumentRef) -> bytes:
        """Return bytes that change with a document's size, and with most changes of what shows in it."""
        document = self._find(ref)
        return b"%d %d " % (document.width(), document.height()) + b"".join(shown(document))

    def is_isolated(self, ref: DocumentRef) -> bool:
        """Return whether Krita shows one layer of a document alone."""
        return is_isolated(self._find(ref))

    def frame(self, ref: DocumentRef) -> tuple[Rect, bytes | None]:
        """Return the part of a document to work on, and the selection over it, one byte a pixel; None without one.

        Raises:
            LookupError: the document is closed, or shows one of Apprentice's own layers alone.
        """
        document = self._find(ref)
        if is_own(document.activeNode()) and (is_isolated(document) or _is_isolation_on()):
            raise LookupError(tr("Apprentice's own layer is isolated: show all layers and ask again."))
        whole = Rect(0, 0, document.width(), document.height())
        selection = document.selection()
        if selection is None or selection.width() < 1 or selection.height() < 1:
            return whole, None
        left, top = max(0, selection.x()), max(0, selection.y())
        right = min(whole.width, selection.x() + selection.width())
        bottom = min(whole.height, selection.y() + selection.height())
        if right <= left or bottom <= top:
            return whole, None
        part = Rect(left, top, right - left, bottom - top)
        return part, bytes(selection.pixelData(part.x, part.y, part.width, part.height))

    def caution(self, ref: DocumentRef) -> str:
        """Return a sentence on a selection outside the picture or an isolated layer; empty for neither."""
        document = self._find(ref)
        if document.selection() is not None and self.frame(ref)[1] is None:
            return tr("Your selection lies outside the picture: these are made from the whole of it.")
        if is_isolated(document):
            return tr("A layer is isolated: these are made from it alone. Show all layers and ask again for the whole.")
        return ""

    def read(self, ref: DocumentRef, tiles: list[Tile], *, as_seen: bool = False) -> Iterator[tuple[Tile, QImage]]:
        """Yield the canvas tile by tile, in sRGB.

        Each step reads one tile, so that the caller can let Krita's event loop turn in between.

        Args:
            ref: the document.
            tiles: the tiles to read.
            as_seen: read all visible layers; else those without Apprentice's groups.

        Raises:
            LookupError: the document is closed, or was closed between two tiles.
        """
        copy = None if as_seen else without_own_layers(self._find(ref))
        try:
            for tile in tiles:
                document, source = copy or self._find(ref), tile.source
                yield tile, document.projection(source.x, source.y, source.width, source.height)
        finally:
            if copy is not None:
                copy.close()

    def insert(self, ref: DocumentRef, stack: LayerStack) -> None:
        """Add layers on top, in a group or not, as one undo step; the artist's layer stays the active one."""
        document = self._find(ref)
        if (document.width(), document.height()) != stack.size:
            raise LookupError(reshaped(ref))
        active = document.activeNode()
        for node in build(document, stack):
            node.setColorLabel(stack.label)
            document.rootNode().addChildNode(node, None)
        document.setAnnotation(
            ANNOTATION, ANNOTATION_TITLE, QtCore.QByteArray(bytes(document.annotation(ANNOTATION)) + stack.entry)
        )
        document.refreshProjection()
        document.setModified(True)
        _keep_active(document, active)

    def layer_picture(self, ref: DocumentRef, longest_px: int) -> tuple[str, QImage]:
        """Return the active layer's name and its picture, at most `longest_px` a side; sRGB.

        Raises:
            LookupError: the document is closed, or the layer is empty.
        """
        node = self._find(ref).activeNode()
        bounds = node.bounds() if node is not None else None
        if bounds is None or bounds.isEmpty():
            raise LookupError(tr("There is nothing on the active layer: choose one that is painted on."))
        picture = node.thumbnail(*scaled_size(bounds.width(), bounds.height(), longest_px, shortest_px=1))
        if picture.isNull():
            raise LookupError(
                tr("“{name}” has no colours of its own: choose a layer that is painted on.", name=node.name())
            )
        return node.name(), picture

    def kept_palettes(self, ref: DocumentRef) -> bytes:
        """Return the text of the palettes kept with a document, an annotation of it; empty for none."""
        return bytes(self._find(ref).annotation(TRAY))

    def keep_palettes(self, ref: DocumentRef, text: bytes) -> None:
        """Write the text of the palettes kept with a document: an annotation, which Krita saves in the .kra."""
        document = self._find(ref)
        document.setAnnotation(TRAY, TRAY_TITLE, QtCore.QByteArray(text))
        document.setModified(True)

    def groups(self, ref: DocumentRef) -> frozenset[str]:
        """Return the unique ids of the Apprentice groups in a document, at any depth, visible or not."""
        return frozenset(node.uniqueId().toString() for node in own_layers(self._find(ref), hidden=True))

    def follow_undo(self, then: Callable[[], None]) -> None:
        """Call `then` after every undo and redo in this window from now on; a second call changes nothing."""
        if self._follows_undo:
            return
        actions = [Krita.instance().action(name) for name in ("edit_undo", "edit_redo")]
        self._follows_undo = all(action is not None for action in actions)
        for action in actions if self._follows_undo else ():
            # A bound method of a QObject: Qt lets go of it when that is destroyed with its window.
            action.triggered.connect(then)

    def view_widget(self, fallback: QWidget) -> QWidget:
        """Return the widget that holds the view; where there is none, the window of `fallback`."""
        main = self._main_window()
        central = main.centralWidget() if main is not None else None
        return central if central is not None else fallback.window()

    def focus_canvas(self) -> None:
        """Give the keyboard back to the canvas."""
        main = self._main_window()
        central = main.centralWidget() if main is not None else None
        if central is not None:
            visible_canvas(central).setFocus()

    def canvas_view(self, ref: DocumentRef) -> KritaCanvasView | None:
        """Return the view of a document that is active in this window; None where its place cannot be known."""
        document, view = self._find(ref), self._view()
        is_there = view is not None and view.document() == document
        return canvas_view(document, view, self._main_window()) if is_there else None

    def select(self, ref: DocumentRef, frame: Rect) -> Callable[[], None]:
        """Select a rectangle of a document; return what puts back the selection before."""
        return select(self._find(ref), frame)

    def open_framed(self, ref: DocumentRef, frame: Rect) -> None:
        """Open a copy of the active document, with its layers, that shows what is in a frame.

        Raises:
            LookupError: the document is closed, another one is active, or Krita made no copy.
        """
        document, view = self._find(ref), self._view()
        if view is None or view.document() != document:
            raise LookupError(tr("“{name}” is not in front any more: press it again there.", name=ref.name))
        open_framed(document, frame)

    def _ref(self, document: Any) -> DocumentRef:
        path = document.fileName()
        # A copy that Krita has made is named by the path of its original.
        name = Path(document.name()).name or Path(path).stem
        return DocumentRef(self._ids.of(document), name or tr("Untitled"), document.width(), document.height(), path)

    def _find(self, ref: DocumentRef) -> Any:
        for document in _open_documents():
            if self._ids.of(document) == ref.id:
                return document
        raise LookupError(tr("“{name}” is closed: open it again, ask there, and insert then.", name=ref.name))

    def _view(self) -> Any:
        window = self._window()
        return window.activeView() if window is not None else None

    def _main_window(self) -> Any:
        window = self._window()
        return window.qwindow() if window is not None else None


def _is_isolation_on() -> bool:
    """Return whether a layer or group of the active view is isolated, also where that changes nothing that shows."""
    actions = [Krita.instance().action(name) for name in ("isolate_active_layer", "isolate_active_group")]
    return any(action is not None and action.isChecked() for action in actions)


def _open_documents() -> list[Any]:
    return [document for document in Krita.instance().documents() if document.rootNode() is not None]


def _keep_active(document: Any, node: Any) -> None:
    """Make the artist's layer active again: now, and once Krita has noticed the new one."""
    if node is None:
        return
    document.setActiveNode(node)
    QtCore.QTimer.singleShot(0, lambda: document.setActiveNode(node))
