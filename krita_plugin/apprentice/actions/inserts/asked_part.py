"""A part of a painting that something was asked on, as it was then and as it is now."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model.slates import CardSlate, DocumentRef
from ...pictures.tiles import Rect, scaled_rect
from ...vendored import ImageFrame


@dataclass(frozen=True)
class AskedPart:
    """A part of a painting as it was when something was asked on it.

    Args:
        document: the document, with its size then.
        frame: the part, in the document's pixels.
        mask: the selection over `frame`, one byte a pixel; None without one.
        canvas: the hash of the picture that was sent; empty where it was blank.
        look: the signature of that picture (`pictures.likeness`).
    """

    document: DocumentRef
    frame: Rect
    mask: bytes | None = field(repr=False)
    canvas: str
    look: bytes = field(repr=False)

    @classmethod
    def of(cls, slate: CardSlate) -> AskedPart:
        """Return the part that a slate was asked on."""
        return cls(slate.document, slate.frame, slate.mask, slate.canvas, slate.look)

    def place_in(self, size: tuple[int, int]) -> Rect:
        """Return the rectangle of the part in a document of this width and height: scaled with the document."""
        return scaled_rect(self.frame, (self.document.width_px, self.document.height_px), size)

    def is_scaled_in(self, size: tuple[int, int]) -> bool:
        """Return whether the document had another size when something was asked on it."""
        return size != (self.document.width_px, self.document.height_px)


@dataclass(frozen=True)
class FoundPart:
    """A part of a painting as it is now.

    Args:
        size: the document's width and height.
        place: the rectangle of the part, in the document's pixels.
        is_as_asked: whether it has the pixels that were sent, or those of a scaled painting; False where it was
            painted on.
        is_isolated: whether Krita shows one layer alone: the part is what that layer has of it.
        fingerprint: the document's, when the part was read.
        canvas: the part at the size that was asked for; None where it is blank, not as it was, or not wanted.
    """

    size: tuple[int, int]
    place: Rect
    is_as_asked: bool
    is_isolated: bool
    fingerprint: bytes = field(repr=False)
    canvas: ImageFrame | None = None
