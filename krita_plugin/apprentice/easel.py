"""What the rest of the plugin needs of Krita's documents; `document.KritaEasel` is the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .qt import QImage, QWidget
from .slates import DocumentRef
from .tiles import Rect, Tile


@dataclass(frozen=True)
class Insertion:
    """A layer to be added, in a group of its own.

    Args:
        group: the group's name.
        layer: the layer's name.
        blending: how the group lies on what is below.
        label: the group's colour label.
        place: where, in the document's pixels.
        pixels: BGRA, 8 bits, straight alpha, as large as `place`.
        record: what the document's record becomes, given what it was.
    """

    group: str
    layer: str
    blending: str
    label: int
    place: Rect
    pixels: bytes
    record: Callable[[bytes], bytes]


class Easel(Protocol):
    """The documents of one window. What needs an open document raises `LookupError` with a sentence if it is closed."""

    def current(self) -> DocumentRef | None:
        """Return the active document."""

    def open_ids(self) -> set[str]:
        """Return the ids of all open documents."""

    def size(self, ref: DocumentRef) -> tuple[int, int]:
        """Return a document's width and height as they are now, in pixels."""

    def frame(self, ref: DocumentRef) -> tuple[Rect, bytes | None]:
        """Return the part of a document to work on, and the selection over it."""

    def read(self, ref: DocumentRef, tiles: list[Tile]) -> Iterator[tuple[Tile, QImage]]:
        """Yield the canvas tile by tile, one a step."""

    def insert(self, ref: DocumentRef, insertion: Insertion) -> None:
        """Add a group with one layer, as one undo step."""

    def remembered_profile(self, ref: DocumentRef) -> str:
        """Return the profile that a saved document used last."""

    def remember_profile(self, ref: DocumentRef, profile: str) -> None:
        """Remember the profile of a saved document."""

    def view_widget(self, fallback: QWidget) -> QWidget:
        """Return the widget that holds the view."""

    def focus_canvas(self) -> None:
        """Give the keyboard back to the canvas."""
