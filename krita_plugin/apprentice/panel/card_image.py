"""The picture on a card."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui, QWidget, Signal
from ..shown.values import CardShown
from . import icons, style

HOLD_MS = 220


class CardImage(QWidget):
    """The picture with its marks. A short press selects the card, a long one holds the picture up."""

    pressed = Signal()
    hold_began = Signal()
    hold_ended = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_image")
        self._image: QImage | None = None
        self.shown = CardShown(aspect=4 / 3)
        self._focused = False
        self._hold = QtCore.QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.hold_began)

    def show_card(self, shown: CardShown, image: QImage | None, *, focused: bool) -> None:
        """Show a picture and its marks."""
        if shown != self.shown or image is not self._image or focused != self._focused:
            self.shown, self._image, self._focused = shown, image, focused
            self.setToolTip(shown.tip)
            self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Select the card, and start to wait for a long press."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            if self.shown.is_here:
                self._hold.start()
            event.accept()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """End the press, long or short."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hold.stop()
            self.hold_ended.emit()
            event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture, or the place where one will be."""
        painter = QtGui.QPainter(self)
        painter.setRenderHints(QtGui.QPainter.RenderHint.Antialiasing | QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.frame()
        shape = QtGui.QPainterPath()
        shape.addRoundedRect(frame, style.RADIUS_PX, style.RADIUS_PX)
        if self._image is None:
            self._draw_empty(painter, shape, frame)
        else:
            self._draw_picture(painter, shape, frame)
        self._draw_edge(painter, frame)

    def frame(self) -> QtCore.QRectF:
        """Return the rectangle of the picture: in its own proportions, centred."""
        room = QtCore.QRectF(self.rect()).adjusted(2, 2, -2, -2)
        width = min(room.width(), room.height() * self.shown.aspect)
        frame = QtCore.QRectF(0, 0, width, width / self.shown.aspect)
        frame.moveCenter(room.center())
        return frame

    def _draw_empty(self, painter: QtGui.QPainter, shape: QtGui.QPainterPath, frame: QtCore.QRectF) -> None:
        painter.fillPath(shape, style.ink(self, 0.07))
        if self.shown.is_waiting:
            painter.setPen(style.ink(self, 0.5))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "· · ·")
            return
        pen = QtGui.QPen(style.ink(self, 0.22), 1.0, Qt.PenStyle.DashLine)
        painter.strokePath(shape, pen)

    def _draw_picture(self, painter: QtGui.QPainter, shape: QtGui.QPainterPath, frame: QtCore.QRectF) -> None:
        painter.save()
        painter.setClipPath(shape)
        if self.shown.is_dismissed:
            painter.setOpacity(0.25)
        painter.fillRect(frame, _checks(self))
        painter.drawImage(frame, self._image)
        painter.restore()
        if self.shown.is_dismissed:
            painter.setPen(style.ink(self, 0.8))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "not now")
        if self.shown.is_picked:
            badge = QtCore.QRectF(frame.right() - 22, frame.bottom() - 22, 19, 19)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.accent(self))
            painter.drawEllipse(badge)
            icons.draw(painter, "pick", badge.adjusted(2, 2, -2, -2), style.accent_ink(self))

    def _draw_edge(self, painter: QtGui.QPainter, frame: QtCore.QRectF) -> None:
        if self._focused:
            pen = QtGui.QPen(style.accent(self), 2.4)
        elif self.shown.is_selected:
            pen = QtGui.QPen(style.ink(self, 0.6), 1.2)
        else:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(-0.6, -0.6, 0.6, 0.6), style.RADIUS_PX, style.RADIUS_PX)


def _checks(widget: QWidget) -> QtGui.QBrush:
    """Return the pattern that shows through transparent pixels."""
    return QtGui.QBrush(style.ink(widget, 0.18), Qt.BrushStyle.Dense6Pattern)
