"""The bare ground that a frame shows beyond the painting: a light grey, hatched."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui

_GROUND, _HATCH = QtGui.QColor(186, 186, 186), QtGui.QColor(140, 140, 140)


def fill_with_ground(painter: QtGui.QPainter, path: QtGui.QPainterPath) -> None:
    """Fill a path with bare ground."""
    painter.fillPath(path, _GROUND)
    painter.fillPath(path, QtGui.QBrush(_HATCH, Qt.BrushStyle.BDiagPattern))


def beyond(frame: QtGui.QPolygonF, painting: QtGui.QPolygonF) -> QtGui.QPainterPath:
    """Return the part of a frame's outline outside that of the painting; empty where the frame lies within it."""
    inside, whole = QtGui.QPainterPath(), QtGui.QPainterPath()
    whole.addPolygon(frame)
    whole.closeSubpath()
    inside.addPolygon(painting)
    inside.closeSubpath()
    return whole.subtracted(inside)


def rectangle(box: QtCore.QRectF) -> QtGui.QPainterPath:
    """Return the path around a rectangle."""
    path = QtGui.QPainterPath()
    path.addRect(box)
    return path
