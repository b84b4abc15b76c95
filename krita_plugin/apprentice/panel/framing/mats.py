"""The mats: all around a frame is dark, the frame has marks where it can be taken, bare ground is hatched."""

from __future__ import annotations

import math

from ...framing.dragging import CORNERS, MOVE, SIDES, FrameHandle
from ...framing.ground import beyond, fill_with_ground
from ...framing.place import CanvasPlace
from ...pictures.tiles import Rect
from ...qt import Qt, QtCore, QtGui, QWidget
from .outline import Outline

# Neutral: a colour here would spoil the judgement of those in the frame.
_MAT, _LINE, _EDGE = QtGui.QColor(18, 18, 18, 200), QtGui.QColor(245, 245, 245), QtGui.QColor(0, 0, 0, 170)
_ARM_PX, _BAR_PX, _THICK_PX = 16.0, 11.0, 3.0


class Mats(QWidget):
    """Draws the mats of one frame over all of the widget below it, and lets every press through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_mats")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown: tuple[CanvasPlace, Rect] | None = None

    def show_frame(self, place: CanvasPlace, frame: Rect) -> None:
        """Show the mats of a frame."""
        if (place, frame) != self._shown:
            self._shown = place, frame
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw mats, bare ground, the frame's line and its handles."""
        if self._shown is None:
            return
        place, frame = self._shown
        corners = place.corners(frame)
        outline = QtGui.QPolygonF(list(corners))
        painting = QtGui.QPolygonF(list(place.corners(Rect(0, 0, *place.size))))
        painter = QtGui.QPainter(self)
        is_upright = place.to_view.m12() == 0.0
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing, not is_upright)
        fill_with_ground(painter, beyond(outline, painting))
        everything, opening = QtGui.QPainterPath(), QtGui.QPainterPath()
        everything.addRect(QtCore.QRectF(self.rect()))
        opening.addPolygon(outline)
        opening.closeSubpath()
        painter.fillPath(everything.subtracted(opening), _MAT)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        _draw_handles(painter, Outline(corners))


def _draw_handles(painter: QtGui.QPainter, outline: Outline) -> None:
    """Draw an L outside each corner, a bar outside each side, and the cross that moves the frame."""
    strokes = QtGui.QPainterPath()
    for number, corner in enumerate(outline.corners):
        _add_corner(strokes, corner, outline.corners[number - 1], outline.corners[(number + 1) % 4])
    for side in SIDES:
        _add_bar(strokes, outline, side)
    _add_cross(strokes, outline)
    for ink, thickness in ((_EDGE, _THICK_PX + 2.0), (_LINE, _THICK_PX)):
        pen = QtGui.QPen(ink, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(strokes, pen)


def _add_corner(path: QtGui.QPainterPath, corner: QtCore.QPointF, one: QtCore.QPointF, other: QtCore.QPointF) -> None:
    """Add an L, its arms along both sides, just outside of the frame."""
    to_one, to_other = _unit(one - corner), _unit(other - corner)
    out = corner - (to_one + to_other) * (_THICK_PX / 2)
    path.moveTo(out + to_one * _ARM_PX)
    path.lineTo(out)
    path.lineTo(out + to_other * _ARM_PX)


def _add_bar(path: QtGui.QPainterPath, outline: Outline, side: FrameHandle) -> None:
    """Add a short bar along the middle of a side, just outside of the frame."""
    one, other = outline.side(side)
    along, middle = _unit(other - one), (one + other) / 2
    away = _unit(middle - outline.at(FrameHandle(-side.x, -side.y)))
    middle += away * (_THICK_PX / 2)
    path.moveTo(middle - along * _BAR_PX)
    path.lineTo(middle + along * _BAR_PX)


def _add_cross(path: QtGui.QPainterPath, outline: Outline) -> None:
    """Add the cross that moves the frame."""
    middle = outline.at(MOVE)
    for corner in CORNERS[:2]:
        along = _unit(outline.at(SIDES[1] if corner.x < 0 else SIDES[2]) - outline.at(SIDES[3 if corner.x < 0 else 0]))
        path.moveTo(middle - along * _BAR_PX / 1.5)
        path.lineTo(middle + along * _BAR_PX / 1.5)


def _unit(vector: QtCore.QPointF) -> QtCore.QPointF:
    return vector / max(1e-6, math.hypot(vector.x(), vector.y()))
