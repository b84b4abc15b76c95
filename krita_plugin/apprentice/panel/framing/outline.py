"""The places of a frame's handles in a widget."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...framing.dragging import CORNERS, MOVE, SIDES, FrameHandle
from ...qt import Qt, QtCore, QtGui
from .. import style

# What is caught around a side, a corner, and the middle of a side.
_SIDE_PX, _REACH_PX = 6.0, style.HIT_PX / 2
# The grip that moves the frame lies so far inside, below the middle of the upper side.
_MOVE_PX = 30.0


@dataclass(frozen=True)
class Outline:
    """The outline of a frame in a widget: its four corners in the order of `CORNERS`."""

    corners: tuple[QtCore.QPointF, ...]

    def at(self, handle: FrameHandle) -> QtCore.QPointF:
        """Return the place of a handle."""
        if handle in CORNERS:
            return self.corners[CORNERS.index(handle)]
        if handle == MOVE:
            top, inwards = self.at(SIDES[0]), self.at(SIDES[2]) - self.at(SIDES[0])
            length = math.hypot(inwards.x(), inwards.y())
            return top + inwards * min(0.5, _MOVE_PX / max(1.0, length))
        one, other = self.side(handle)
        return (one + other) / 2

    def side(self, handle: FrameHandle) -> tuple[QtCore.QPointF, QtCore.QPointF]:
        """Return the two ends of the side that a handle of `SIDES` drags."""
        start = SIDES.index(handle)
        return self.corners[start], self.corners[(start + 1) % 4]

    def handle_at(self, point: QtCore.QPointF) -> FrameHandle | None:
        """Return the handle at a point of the widget, None for none."""
        for handle in (*CORNERS, MOVE, *SIDES):
            away = point - self.at(handle)
            if max(abs(away.x()), abs(away.y())) <= _REACH_PX:
                return handle
        return next((handle for handle in SIDES if self._is_on(handle, point)), None)

    def region(self) -> QtGui.QRegion:
        """Return all places at which `handle_at` finds a handle."""
        reach = round(_REACH_PX)
        region = QtGui.QRegion()
        for handle in (*CORNERS, MOVE, *SIDES):
            at = self.at(handle).toPoint()
            region += QtGui.QRegion(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        for handle in SIDES:
            region += QtGui.QRegion(self._band(handle).toPolygon())
        return region

    def cursor(self, handle: FrameHandle) -> Qt.CursorShape:
        """Return the cursor over a handle: arrows in the direction in which it drags."""
        if handle == MOVE:
            return Qt.CursorShape.SizeAllCursor
        middle = (self.corners[0] + self.corners[2]) / 2
        away = self.at(handle) - middle
        angle = math.degrees(math.atan2(away.y(), away.x())) % 180.0
        shapes = Qt.CursorShape
        turns = (shapes.SizeHorCursor, shapes.SizeFDiagCursor, shapes.SizeVerCursor, shapes.SizeBDiagCursor)
        return turns[round(angle / 45.0) % 4]

    def _is_on(self, handle: FrameHandle, point: QtCore.QPointF) -> bool:
        return self._band(handle).containsPoint(point, Qt.FillRule.WindingFill)

    def _band(self, handle: FrameHandle) -> QtGui.QPolygonF:
        """Return the band around a side."""
        one, other = self.side(handle)
        along = other - one
        length = max(1.0, math.hypot(along.x(), along.y()))
        across = QtCore.QPointF(-along.y(), along.x()) * (_SIDE_PX / length)
        return QtGui.QPolygonF([one + across, other + across, other - across, one - across])
