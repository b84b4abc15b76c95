"""The search for a part of a painting: it is where it was, where a scaling has moved it, or nowhere to be told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from ...host.documents import Documents, reshaped
from ...pictures.convert import is_blank, to_frame
from ...pictures.likeness import ALIKE, likeness, signature, was_turned
from ...pictures.tiles import LONGEST_PX, Rect
from ...qt import QImage
from ...vendored import ImageFrame
from ..app import App
from ..other_thread import Task
from ..tile_reader import CanvasPart, TileReader
from .asked_part import AskedPart, FoundPart

# A rectangle of a document -> the longer side of a canvas that is to be made of it, in pixels.
LongestPx = Callable[[Rect], int]
# The request of a frame until that is sent.
_NOBODY = "unsent"


@dataclass(frozen=True)
class SearchAnswers:
    """The functions of which one is called once, on Krita's thread, at the end of a search.

    Args:
        found: takes the part.
        lost: takes the sentence, where the painting was cropped, turned or reshaped.
        unread: takes the sentence, where the painting was closed or could not be read.
    """

    found: Callable[[FoundPart], None]
    lost: Callable[[str], None]
    unread: Callable[[str], None]


class PartFinder:
    """Finds parts of one window's documents."""

    def __init__(self, app: App, documents: Documents) -> None:
        self._documents, self._tiles = documents, TileReader(app, documents)

    def find(self, part: AskedPart, answers: SearchAnswers, longest_px: LongestPx | None = None) -> Task:
        """Begin to look for a part.

        Args:
            part: the part as it was.
            answers: what to call at the end.
            longest_px: returns the longer side of the canvas that is wanted of the part's place; None for no canvas.

        Raises:
            LookupError: the document is closed.
        """
        documents, document = self._documents, part.document
        size, is_isolated = documents.size(document), documents.is_isolated(document)
        found = FoundPart(size, part.place_in(size), True, is_isolated, documents.fingerprint(document))
        search = _PartSearch(self._tiles, part, answers, found)
        search.begin(longest_px(found.place) if longest_px is not None else 0)
        return search

    def is_unchanged(self, part: AskedPart, found: FoundPart) -> bool:
        """Return whether nothing has changed since a part was found, as far as its document's fingerprint tells.

        Raises:
            LookupError: the document is closed.
        """
        return self._documents.fingerprint(part.document) == found.fingerprint


@dataclass(frozen=True)
class _Comparison:
    """A part now beside the picture that was sent: the same pixels, the same look, and the canvas that is wanted."""

    is_same: bool
    is_alike: bool
    canvas: ImageFrame | None = None


@dataclass(eq=False)
class _PartSearch(Task):
    """One search: the part is read, and where it has changed the whole painting; `here` is found if it is there."""

    tiles: TileReader
    part: AskedPart
    answers: SearchAnswers
    here: FoundPart
    _reading: Task | None = None

    def cancel(self) -> None:
        """Read no more."""
        super().cancel()
        if self._reading is not None:
            self._reading.cancel()

    def begin(self, longest_px: int) -> None:
        """Read the part as it was sent, and at another size where that is not 0."""
        part, in_full = self.part, (longest_px,) if longest_px else ()
        self._reading = self.tiles.read(
            CanvasPart(part.document, self.here.place, (*in_full, LONGEST_PX)),
            lambda *read: _compare(part, read[-1], read[0] if in_full else None),
            self._compared,
            self._unread,
        )

    def _compared(self, now: _Comparison) -> None:
        if now.is_same or (self._is_scaled and now.is_alike):
            self._found(now.canvas, is_as_asked=True)
        elif self._is_scaled:
            self._lost()
        else:
            self._look_whether_turned()

    def _look_whether_turned(self) -> None:
        """Read the whole painting, which was changed: turned and mirrored, it may have kept its size."""
        (width, height), frame, look = self.here.size, self.part.frame, self.part.look
        shares = (frame.x / width, frame.y / height, frame.width / width, frame.height / height)
        self._reading = self.tiles.read(
            CanvasPart(self.part.document, Rect(0, 0, width, height)),
            lambda whole: was_turned(whole, shares, look),
            lambda turned: self._lost() if turned else self._found(None, is_as_asked=False),
            self._unread,
        )

    def _found(self, canvas: ImageFrame | None, *, is_as_asked: bool) -> None:
        self._reading = None
        self.answers.found(dataclasses.replace(self.here, is_as_asked=is_as_asked, canvas=canvas))

    def _lost(self) -> None:
        self._reading = None
        self.answers.lost(reshaped(self.part.document))

    def _unread(self, problem: str) -> None:
        self._reading = None
        self.answers.unread(problem)

    @property
    def _is_scaled(self) -> bool:
        return self.part.is_scaled_in(self.here.size)


def _compare(part: AskedPart, as_sent: QImage, full: QImage | None) -> _Comparison:
    """Compare a part as it is now with the picture of it that was sent; called on the worker.

    Args:
        part: the part as it was.
        as_sent: the part now, at the size in which it was sent, or at that of a smaller document.
        full: the part now at the size that is wanted; None where none is.
    """
    if is_blank(as_sent):
        return _Comparison(not part.canvas, not part.canvas)
    is_same = to_frame(as_sent, _NOBODY).hash == part.canvas
    is_alike = is_same or likeness(signature(as_sent), part.look) >= ALIKE
    return _Comparison(is_same, is_alike, to_frame(full, _NOBODY) if is_alike and full is not None else None)
