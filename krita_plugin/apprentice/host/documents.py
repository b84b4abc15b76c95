"""The documents of a Krita window, as the rest of the plugin sees them; `KritaDocuments` is the real thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..framing.place import CanvasPlace
from ..model.slates import DocumentRef
from ..pictures.tiles import Rect, Tile
from ..qt import QImage, QWidget
from ..vendored import tr


@dataclass(frozen=True)
class NewLayer:
    """One layer of an insertion.

    Args:
        name: its name in Krita's list of layers.
        pixels: BGRA, 8 bits, straight alpha, as large as the stack's place.
        blending: Krita's name of its blending mode.
        opacity: 0 to 1.
    """

    name: str
    pixels: bytes
    blending: str = "normal"
    opacity: float = 1.0


@dataclass(frozen=True)
class LayerStack:
    """Layers to be added as one undo step, mostly in a group.

    Args:
        group: the group's name; empty puts the layers on top of the others without a group.
        layers: bottom first.
        blending: the group's blending mode; empty makes the group pass its layers through, as if it were not there.
        label: the group's colour label.
        place: the rectangle that every layer fills, in the document's pixels.
        size: the width and height of the document that they are made for.
        entry: the line that tells of it in the document's record, as `marks.record_entry` makes it.
    """

    group: str
    layers: tuple[NewLayer, ...]
    blending: str
    label: int
    place: Rect
    size: tuple[int, int]
    entry: bytes


def reshaped(ref: DocumentRef) -> str:
    """Return the sentence on a document in which nothing that was asked on it before fits any more."""
    return tr("“{name}” was cropped, turned or reshaped since: undo that, or ask again.", name=ref.name)


class CanvasView(Protocol):
    """One view of a document: `viewport` is the widget that its canvas lies in."""

    viewport: QWidget

    def place(self) -> CanvasPlace | None:
        """Return where the painting is in the viewport; None once the view or its document is closed."""


class Documents(Protocol):
    """The documents of one window.

    Methods that take a document raise `LookupError`, with a sentence for the artist, where it is closed.
    """

    def current(self) -> DocumentRef | None:
        """Return the active document."""

    def open_ids(self) -> set[str]:
        """Return the ids of all open documents."""

    def size(self, ref: DocumentRef) -> tuple[int, int]:
        """Return a document's width and height as they are now, in pixels."""

    def fingerprint(self, ref: DocumentRef) -> bytes:
        """Return bytes that change with a document's size, and with most changes of what shows in it."""

    def is_isolated(self, ref: DocumentRef) -> bool:
        """Return whether Krita shows one layer of a document alone."""

    def frame(self, ref: DocumentRef) -> tuple[Rect, bytes | None]:
        """Return the part of a document to work on, and the selection over it, one byte a pixel; None without one.

        `LookupError` as well where one of Apprentice's own layers is shown alone.
        """

    def caution(self, ref: DocumentRef) -> str:
        """Return a sentence on a selection outside the picture or an isolated layer; empty for neither."""

    def read(self, ref: DocumentRef, tiles: list[Tile], *, as_seen: bool = False) -> Iterator[tuple[Tile, QImage]]:
        """Yield the canvas tile by tile, one a step: without Apprentice's groups; `as_seen` with all that shows."""

    def insert(self, ref: DocumentRef, stack: LayerStack) -> None:
        """Add layers on top, in a group or not, as one undo step; `LookupError` where the size is another by now."""

    def layer_picture(self, ref: DocumentRef, longest_px: int) -> tuple[str, QImage]:
        """Return the active layer's name and picture, at most `longest_px` a side; `LookupError` where it is empty."""

    def kept_palettes(self, ref: DocumentRef) -> bytes:
        """Return the text of the palettes kept with a document (model/tray.py); empty for none."""

    def keep_palettes(self, ref: DocumentRef, text: bytes) -> None:
        """Write the text of the palettes kept with a document."""

    def groups(self, ref: DocumentRef) -> frozenset[str]:
        """Return the unique ids of the Apprentice groups in a document, at any depth."""

    def follow_undo(self, then: Callable[[], None]) -> None:
        """Call `then` after every undo and redo in this window from now on; a second call changes nothing."""

    def view_widget(self, fallback: QWidget) -> QWidget:
        """Return the widget that holds the view."""

    def focus_canvas(self) -> None:
        """Give the keyboard back to the canvas."""

    def canvas_view(self, ref: DocumentRef) -> CanvasView | None:
        """Return the active view of a document; None where the painting's place in it cannot be known."""

    def select(self, ref: DocumentRef, frame: Rect) -> Callable[[], None]:
        """Select a rectangle of a document; return what puts back the selection before."""

    def open_framed(self, ref: DocumentRef, frame: Rect) -> None:
        """Open a copy of the active document that shows what is in a frame; `LookupError` where that cannot be."""
