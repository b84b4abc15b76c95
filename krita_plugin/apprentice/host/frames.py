"""A frame used in Krita: as its selection, or as a copy of the document that holds what is in the frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from krita import Krita, Selection

from ..pictures.tiles import Rect
from ..qt import QTimer
from ..vendored import tr


def select(document: Any, frame: Rect) -> Callable[[], None]:
    """Select a rectangle; return what puts back the selection before.

    Krita keeps no undo step of a selection that a plugin sets.
    """
    before = document.selection()
    kept = before.duplicate() if before is not None else None
    made = Selection()
    made.select(frame.x, frame.y, frame.width, frame.height, 255)
    document.setSelection(made)
    return lambda: document.setSelection(kept)


def open_framed(document: Any, frame: Rect) -> None:
    """Open a copy of the active document, with its layers, that is as large as a frame; what is beyond is transparent.

    Krita's own command makes the copy: a clone that a plugin shows is not among Krita's documents. The copy is cropped
    in the next turn of the event loop.

    Raises:
        LookupError: Krita made none.
    """
    krita = Krita.instance()
    command = krita.action("create_copy")
    if command is not None:
        command.trigger()
    copy = krita.activeDocument()
    if copy is None or copy == document:
        raise LookupError(tr("Krita made no copy of “{name}”.", name=document.name()))
    QTimer.singleShot(0, lambda: _crop(copy, frame))


def _crop(copy: Any, frame: Rect) -> None:
    if copy.rootNode() is not None:
        copy.setSelection(None)
        copy.crop(frame.x, frame.y, frame.width, frame.height)
