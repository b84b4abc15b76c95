"""The large picture over the view. It is a widget alone: no layer, no focus, no undo step."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui, QWidget
from . import style

_EDGE_PX = 12


class Viewer(QWidget):
    """Shows one picture over the view until it is let go."""

    def __init__(self) -> None:
        super().__init__(None)
        self.setObjectName("apprentice_viewer")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.image: QImage | None = None
        self._caption = ""
        self.hide()

    def hold_up(self, image: QImage, caption: str, over: QWidget) -> None:
        """Show a picture, and a word below it, over a widget; the viewer becomes a child of that widget's window."""
        self.image, self._caption = image, caption
        window = over.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(QtCore.QRect(over.mapTo(window, QtCore.QPoint(0, 0)), over.size()))
        self.show()
        self.raise_()
        self.update()

    def let_go(self) -> None:
        """Hide the picture."""
        self.image = None
        self.hide()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture on a dimmed ground."""
        if self.image is None:
            return
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), style.paper(self).darker(160))
        line = self.fontMetrics().height() + 6
        room = QtCore.QRectF(self.rect()).adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -line - 4)
        size = QtCore.QSizeF(self.image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QtCore.QRectF(QtCore.QPointF(0, 0), size)
        frame.moveCenter(room.center())
        painter.drawImage(frame, self.image)
        painter.setPen(QtGui.QColor(225, 225, 225))
        below = QtCore.QRectF(0, self.height() - line - 2, self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._caption)
