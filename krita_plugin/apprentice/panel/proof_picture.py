"""A small picture of what a value makes of the canvas, on neutral grey."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui, QWidget
from . import style

# Room for the picture, whatever its proportions: those that belong together have one height.
PROOF_PX = 60
_FAINT = 0.3


def draw_proof(
    painter: QtGui.QPainter, ground: QtCore.QRectF, picture: QImage, widget: QWidget, *, is_faint: bool = False
) -> None:
    """Draw a picture in its own proportions in the middle of a grey ground, `style.PICTURE_EDGE_PX` from its edges."""
    edge = style.PICTURE_EDGE_PX
    painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(ground, style.grey(widget))
    room = ground.adjusted(edge, edge, -edge, -edge)
    size = QtCore.QSizeF(picture.size())
    size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QtCore.QRectF(QtCore.QPointF(0, 0), size)
    place.moveCenter(room.center())
    painter.setOpacity(_FAINT if is_faint else 1.0)
    painter.drawImage(place, picture)
    painter.setOpacity(1.0)
