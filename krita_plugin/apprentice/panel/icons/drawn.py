"""Icons and stars, drawn as lines in a colour."""

from __future__ import annotations

from typing import NamedTuple

from ...qt import Qt, QtCore, QtGui
from .shapes import SHAPES, star
from .stamps import stamp

_STROKE, _STAR_STROKE = 1.7, 1.3
_FILLED, _OUTLINE = "star-filled", "star"
_STARS = (_FILLED, _OUTLINE)


def draw(painter: QtGui.QPainter, name: str, box: QtCore.QRectF, color: QtGui.QColor) -> None:
    """Draw an icon as lines in `color`, filling `box`."""
    stamp(painter, box, _Icon(name, color.rgba()))


def draw_star(painter: QtGui.QPainter, box: QtCore.QRectF, color: QtGui.QColor, *, filled: bool) -> None:
    """Draw a star in `box`, filled or as an outline."""
    stamp(painter, box, _Icon(_FILLED if filled else _OUTLINE, color.rgba()))


class _Icon(NamedTuple):
    """An icon, or a star, in a colour, 0xaarrggbb."""

    name: str
    rgba: int

    def paint(self, painter: QtGui.QPainter) -> None:
        """Draw it on its grid."""
        color, is_star = QtGui.QColor.fromRgba(self.rgba), self.name in _STARS
        width = _STAR_STROKE if is_star else _STROKE
        pen = QtGui.QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(color if self.name == _FILLED else Qt.BrushStyle.NoBrush)
        painter.drawPath(star() if is_star else SHAPES[self.name]())
