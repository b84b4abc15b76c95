"""The widgets of Krita's canvases, and the place of the painting in them."""

from __future__ import annotations

from typing import Any

from ..framing.place import CanvasPlace, place_by_corner
from ..qt import QtGui, QtWidgets, QWidget

_CANVASES, _AREA = ("KisOpenGLCanvas2", "KisQPainterCanvas"), "KisCanvasController"
_POINTS = 72.0  # an inch


class KritaCanvasView:
    """One view of a document: the widget that its canvas lies in, and the painting's place there.

    Args:
        document: Krita's document.
        view: Krita's view of it.
        area: the scroll area of that view.
    """

    def __init__(self, document: Any, view: Any, area: QtWidgets.QAbstractScrollArea) -> None:
        self._document, self._view, self._area = document, view, area
        self.viewport: QWidget = area.viewport()

    def place(self) -> CanvasPlace | None:
        """Return where the painting is now; None once the view or its document is closed."""
        try:
            return self._place()
        except RuntimeError:  # Krita has closed the view: its widgets are gone
            return None

    def _place(self) -> CanvasPlace | None:
        size = self._document.width(), self._document.height()
        if min(size) < 1 or self._view.document() != self._document:
            return None
        to_view = self._told() if hasattr(self._view, "flakeToCanvasTransform") else self._worked_out(size)
        return CanvasPlace(size, to_view) if to_view.isInvertible() else None

    def _told(self) -> QtGui.QTransform:
        """Return the way to the view as Krita tells it, from 5.2 on."""
        to_flake, _ = self._view.flakeToImageTransform().inverted()
        return to_flake * self._view.flakeToCanvasTransform()

    def _worked_out(self, size: tuple[int, int]) -> QtGui.QTransform:
        """Return the way to the view, worked out: the scroll bars stand at minus the corner of the box around all."""
        canvas = self._view.canvas()
        corner = -self._area.horizontalScrollBar().value(), -self._area.verticalScrollBar().value()
        # Krita tells the zoom for a painting of 72 pixels an inch, in the screen's pixels.
        zoom = canvas.zoomLevel() * _POINTS / self._document.xRes() / self.viewport.devicePixelRatioF()
        return place_by_corner(size, zoom, canvas.rotation(), corner, is_mirrored=canvas.mirror())


def canvas_view(document: Any, view: Any, main: Any) -> KritaCanvasView | None:
    """Return a document's active view in a main window; None where its scroll area cannot be found."""
    central = main.centralWidget() if main is not None else None
    area = central.findChild(QtWidgets.QMdiArea) if central is not None else None
    within = area.activeSubWindow() if area is not None else None
    found = within.findChildren(QtWidgets.QAbstractScrollArea) if within is not None else []
    canvases = [each for each in found if each.inherits(_AREA) and each.isVisible()]
    return KritaCanvasView(document, view, canvases[0]) if len(canvases) == 1 else None


def visible_canvas(central: QWidget) -> QWidget:
    """Return the first visible canvas within a main window's central widget; that widget where none is."""
    for within in central.findChildren(QtWidgets.QMdiSubWindow):
        for widget in within.findChildren(QWidget):
            if any(widget.inherits(kind) for kind in _CANVASES) and widget.isVisible():
                return widget
    return central
