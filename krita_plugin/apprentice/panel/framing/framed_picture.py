"""The painting in the panel with mats over it, for where its place in Krita's view cannot be known."""

from __future__ import annotations

from ...framing.place import CanvasPlace, place_in_room
from ...pictures.tiles import Rect
from ...qt import QImage, QtCore, QtGui, QWidget
from .. import style

_HEIGHT_PX = 190


class FramedPicture(QWidget):
    """Shows a painting with as much room around it as a frame beyond it needs; hidden until it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_framed_picture")
        self.setFixedHeight(_HEIGHT_PX)
        self._image: QImage | None = None
        self._size = (1, 1)
        self.hide()

    def begin(self, size: tuple[int, int]) -> None:
        """Show the room of a painting of a size in pixels; its picture is to come."""
        self._image, self._size = None, size
        self.show()

    def show_picture(self, image: QImage) -> None:
        """Show the painting by its picture, of any size."""
        self._image = image
        self.update()

    def place(self) -> CanvasPlace:
        """Return where the painting is."""
        width, height = self._size
        around = Rect(-width // 4, -height // 4, width + width // 2, height + height // 2)
        edge = style.PICTURE_EDGE_PX
        room = QtCore.QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        return CanvasPlace(self._size, place_in_room(around, room))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the painting on neutral grey."""
        painter = QtGui.QPainter(self)
        painter.fillRect(self.rect(), style.grey(self))
        if self._image is not None:
            painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
            box = self.place().box(Rect(0, 0, *self._size))
            painter.drawImage(box, self._image)
