"""The place of a painting in the view that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ..pictures.tiles import Rect
from ..qt import QtCore, QtGui


@dataclass(frozen=True)
class CanvasPlace:
    """The place of a painting in a widget.

    Args:
        size: width and height of the painting in pixels.
        to_view: the way from its pixels to those of the widget; it can be inverted.
    """

    size: tuple[int, int]
    to_view: QtGui.QTransform

    @property
    def scale(self) -> float:
        """The widget's pixels for one of the painting."""
        return float(abs(self.to_view.determinant()) ** 0.5)

    def corners(self, rect: Rect) -> tuple[QtCore.QPointF, ...]:
        """Return the corners of a rectangle of the painting in the widget, from its upper left one clockwise."""
        left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        return tuple(self.to_view.map(QtCore.QPointF(x, y)) for x, y in corners)

    def box(self, rect: Rect) -> QtCore.QRectF:
        """Return the upright box around a rectangle of the painting in the widget."""
        return QtGui.QPolygonF(list(self.corners(rect))).boundingRect()

    def on_painting(self, at: QtCore.QPointF) -> tuple[float, float]:
        """Return the place on the painting, in its pixels, of a point of the widget."""
        point = self.to_view.inverted()[0].map(at)
        return point.x(), point.y()


def place_by_corner(
    size: tuple[int, int], zoom: float, rotation_deg: float, corner: tuple[float, float], *, is_mirrored: bool
) -> QtGui.QTransform:
    """Return the way from a painting's pixels to a view that is zoomed, mirrored from left to right, then turned.

    Args:
        size: width and height of the painting in pixels.
        zoom: the view's pixels for one of the painting.
        rotation_deg: the turn after that, clockwise.
        corner: the upper left corner in the view of the upright box around the painting.
        is_mirrored: whether the view is mirrored.
    """
    turned = QtGui.QTransform()
    turned.rotate(rotation_deg)
    turned.scale(-zoom if is_mirrored else zoom, zoom)
    box = turned.mapRect(QtCore.QRectF(0.0, 0.0, *size))
    return turned * QtGui.QTransform.fromTranslate(corner[0] - box.x(), corner[1] - box.y())


def place_in_room(shown: Rect, room: QtCore.QRectF) -> QtGui.QTransform:
    """Return the way from a painting's pixels to a room that shows a rectangle of it as large as it fits, centred."""
    zoom = min(room.width() / shown.width, room.height() / shown.height)
    middle = QtCore.QPointF(shown.x + shown.width / 2, shown.y + shown.height / 2) * zoom
    moved = room.center() - middle
    return QtGui.QTransform.fromScale(zoom, zoom) * QtGui.QTransform.fromTranslate(moved.x(), moved.y())
