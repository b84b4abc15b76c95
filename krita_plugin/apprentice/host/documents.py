"""What the rest of the plugin needs of Krita's documents; `document.KritaDocuments` is the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..model.slates import DocumentRef
from ..pictures.tiles import Rect, Tile
from ..qt import QImage, QWidget


@dataclass(frozen=True)
class NewLayer:
    """One layer of an insertion.

    Args:
        name: what the artist reads.
        pixels: BGRA, 8 bits, straight alpha, as large as the insertion's place.
        blending: how it lies on what is below.
        opacity: 0 to 1.
    """

    name: str
    pixels: bytes
    blending: str = "normal"
    opacity: float = 1.0


@dataclass(frozen=True)
class Insertion:
    """Layers to be added, in a group of their own.

    Args:
        group: the group's name; empty puts the layers on top of the others without one.
        layers: bottom first.
        blending: how the group lies on what is below; empty lets each layer through to it, as if there were no group.
        label: the group's colour label.
        place: where, in the document's pixels.
        record: what the document's record becomes, given what it was.
    """

    group: str
    layers: tuple[NewLayer, ...]
    blending: str
    label: int
    place: Rect
    record: Callable[[bytes], bytes]


class Documents(Protocol):
    """The documents of one window. What needs an open document raises `LookupError` with a sentence if it is closed."""

    def current(self) -> DocumentRef | None:
        """Return the active document."""

    def open_ids(self) -> set[str]:
        """Return the ids of all open documents."""

    def size(self, ref: DocumentRef) -> tuple[int, int]:
        """Return a document's width and height as they are now, in pixels."""

    def frame(self, ref: DocumentRef) -> tuple[Rect, bytes | None]:
        """Return the part of a document to work on, and the selection over it."""

    def read(self, ref: DocumentRef, tiles: list[Tile], *, as_seen: bool = False) -> Iterator[tuple[Tile, QImage]]:
        """Yield the canvas tile by tile, one a step: without Apprentice's groups, or `as_seen` with all that shows."""

    def insert(self, ref: DocumentRef, insertion: Insertion) -> None:
        """Add a group with its layers, as one undo step."""

    def layer_picture(self, ref: DocumentRef, longest_px: int) -> tuple[str, QImage]:
        """Return the active layer's name and what it shows, small; `LookupError` where it shows nothing."""

    def kept_palettes(self, ref: DocumentRef) -> bytes:
        """Return what the document says of the palettes kept with it; empty for nothing."""

    def keep_palettes(self, ref: DocumentRef, text: bytes) -> None:
        """Have the document say what palettes are kept with it."""

    def groups(self, ref: DocumentRef) -> frozenset[str]:
        """Return names, unlike all others, of the Apprentice groups that a document holds."""

    def follow_undo(self, then: Callable[[], None]) -> None:
        """Call `then` after every undo and redo in this window from now on; asked again, no more often."""

    def remembered_profile(self, ref: DocumentRef) -> str:
        """Return the profile that a saved document used last."""

    def remember_profile(self, ref: DocumentRef, profile: str) -> None:
        """Remember the profile of a saved document."""

    def view_widget(self, fallback: QWidget) -> QWidget:
        """Return the widget that holds the view."""

    def focus_canvas(self) -> None:
        """Give the keyboard back to the canvas."""
