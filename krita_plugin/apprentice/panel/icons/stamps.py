"""Small drawings that are drawn once for each place between two pixels, and then copied.

A path costs about 50 µs, a copy 5, and a panel shows some forty of them.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Protocol

from ...qt import QImage, Qt, QtCore, QtGui

# The side of the grid that a drawing is made on.
GRID = 24.0
_MOST_KEPT = 512
# Around the drawing: strokes reach beyond the grid.
_MARGIN_PX = 2
# Places between two pixels that are told apart.
_PARTS = 64


class Drawing(Protocol):
    """A drawing on a grid of `GRID` by `GRID`; equal ones look alike."""

    def __hash__(self) -> int:
        """Return a number that is the same for equal drawings."""

    def paint(self, painter: QtGui.QPainter) -> None:
        """Draw it on its grid."""


def stamp(painter: QtGui.QPainter, box: QtCore.QRectF, drawing: Drawing) -> None:
    """Draw a drawing in the largest square in the middle of `box`.

    It is copied where the painter neither turns nor skews, and a unit of its is a whole number of the screen's pixels.
    """
    side = min(box.width(), box.height())
    left, top = box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2
    to_device = painter.deviceTransform()
    ratio = to_device.m11()
    is_plain = not to_device.isRotating() and to_device.m22() == ratio
    if not (is_plain and ratio == int(ratio) > 0):
        painter.save()
        _paint(painter, drawing, left, top, side)
        painter.restore()
        return
    # On the screen: the whole pixel before the drawing, and how far beyond it the drawing begins.
    x, y = left * ratio + to_device.dx(), top * ratio + to_device.dy()
    whole_x, whole_y = math.floor(x), math.floor(y)
    parts = round((x - whole_x) * _PARTS), round((y - whole_y) * _PARTS)
    image = _image(drawing, parts, side * ratio)
    place = QtCore.QRectF(
        (whole_x - _MARGIN_PX - to_device.dx()) / ratio,
        (whole_y - _MARGIN_PX - to_device.dy()) / ratio,
        image.width() / ratio,
        image.height() / ratio,
    )
    painter.drawImage(place, image)


@lru_cache(maxsize=_MOST_KEPT)
def _image(drawing: Drawing, parts: tuple[int, int], side_px: float) -> QImage:
    """Return a drawing of a size in pixels of the screen, `parts` of a pixel off the margin."""
    whole_px = math.ceil(side_px) + 1 + 2 * _MARGIN_PX
    image = QImage(whole_px, whole_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QtGui.QPainter(image)
    _paint(painter, drawing, _MARGIN_PX + parts[0] / _PARTS, _MARGIN_PX + parts[1] / _PARTS, side_px)
    painter.end()
    return image


def _paint(painter: QtGui.QPainter, drawing: Drawing, left: float, top: float, side: float) -> None:
    painter.translate(left, top)
    painter.scale(side / GRID, side / GRID)
    drawing.paint(painter)
