"""Mats and grips together, laid over a widget."""

from __future__ import annotations

import contextlib

from ...framing.place import CanvasPlace
from ...pictures.tiles import Rect
from ...qt import QObject, QWidget, Signal
from .grips import Grips
from .mats import Mats


class LaidMats(QObject):
    """The mats of one frame over a widget, until they are taken off or that widget goes.

    They take the keys, for Esc. Emits each frame that a drag makes, that Esc was pressed, and that the widget has gone.

    Args:
        over: the widget; its children become the mats, above all others.
    """

    moved = Signal(object)  # Rect
    escaped = Signal()
    gone = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(None)
        self._over, self._is_off = over, False
        self._mats, self.grips = Mats(over), Grips(over)
        self.grips.moved.connect(self.moved)
        self.grips.escaped.connect(self.escaped)
        self._mats.destroyed.connect(self._note_gone)

    def show_frame(self, place: CanvasPlace, frame: Rect, ratio: float) -> None:
        """Show a frame that keeps a ratio, 0 for none, over all of the widget as it is now."""
        for widget in (self._mats, self.grips):
            if widget.size() != self._over.size():
                widget.setGeometry(self._over.rect())
        self._mats.show_frame(place, frame)
        self.grips.show_frame(place, frame, ratio)
        if self._mats.isHidden():
            for widget in (self._mats, self.grips):
                widget.show()
                widget.raise_()
            self.grips.setFocus()

    def take_off(self) -> None:
        """Take the mats off; a second time changes nothing."""
        if self._is_off:
            return
        self._is_off = True
        for widget in (self._mats, self.grips):
            with contextlib.suppress(RuntimeError):  # its view is closed
                widget.hide()
                widget.deleteLater()

    def _note_gone(self) -> None:
        if not self._is_off:
            self._is_off = True
            self.gone.emit()
