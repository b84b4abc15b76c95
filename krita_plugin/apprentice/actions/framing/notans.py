"""Small pictures in three values of what frames show."""

from __future__ import annotations

from ...checks.notan import notan
from ...framing.framings import part_within
from ...framing.ground import fill_with_ground, rectangle
from ...pictures.convert import flattened
from ...pictures.tiles import Rect
from ...qt import QImage, Qt, QtCore, QtGui

SIDE_PX = 160  # sharp on dense screens


def notan_of(picture: QImage, size: tuple[int, int], frame: Rect) -> QImage:
    """Return what a frame shows in three values, bare ground hatched; any thread may call it.

    Args:
        picture: the painting in any size.
        size: its width and height in its own pixels.
        frame: the frame, in the painting's own pixels.
    """
    scale = SIDE_PX / max(frame.width, frame.height)
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    framed = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QtGui.QPainter(framed)
    fill_with_ground(painter, rectangle(QtCore.QRectF(framed.rect())))
    seen = part_within(frame, size)
    if seen is not None:
        part = _scaled(seen, picture.width() / size[0], picture.height() / size[1]).toAlignedRect()
        moved = Rect(seen.x - frame.x, seen.y - frame.y, seen.width, seen.height)
        place = _scaled(moved, scale, scale)
        cut = flattened(picture.copy(part & picture.rect()))
        small = cut.scaled(
            max(1, round(place.width())),
            max(1, round(place.height())),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, notan(small.convertToFormat(QImage.Format.Format_RGBA8888)))
    painter.end()
    return framed


def _scaled(rect: Rect, across: float, down: float) -> QtCore.QRectF:
    return QtCore.QRectF(rect.x * across, rect.y * down, rect.width * across, rect.height * down)
