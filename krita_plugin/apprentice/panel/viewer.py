"""The large picture over the view. It is a widget alone: no layer, no focus, no undo step."""

from __future__ import annotations

import contextlib

from ..qt import QImage, Qt, QtCore, QtGui, QWidget, Signal
from . import style

_EDGE_PX = 12
# The name is written so much larger than other text.
_NAME_SIZE = 1.8


class Viewer(QWidget):
    """Shows one picture over the view until it is let go; `pressed` is emitted by one that stays without being held."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__(None)
        self.setObjectName("apprentice_viewer")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.image: QImage | None = None
        self.caption = self.name = ""
        self._over: QWidget | None = None
        self.hide()

    def hold_up(self, image: QImage, caption: str, over: QWidget, *, name: str = "", stays: bool = False) -> None:
        """Show a picture, and a word below it, over a widget; the viewer becomes a child of that widget's window.

        A name is written large, from the left; the word then stands in what it leaves on the right. One that `stays`
        takes the presses that would paint on what cannot be seen.
        """
        self.image, self.caption, self.name = image, caption, name
        window = over.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not stays)
        self._follow(over)
        self._cover(over)
        self.show()
        self.raise_()
        self.update()

    def let_go(self) -> None:
        """Hide the picture."""
        self.image = None
        self._follow(None)
        self.hide()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Cover the view as it is when its size changes."""
        if watched is self._over and event.type() in (QtCore.QEvent.Type.Resize, QtCore.QEvent.Type.Move):
            self._cover(self._over)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Tell of a press; it goes no further."""
        event.accept()
        self.pressed.emit()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture on a dimmed ground."""
        if self.image is None:
            return
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), style.grey(self).darker(160))
        below = QtCore.QRectF(_EDGE_PX, 0, self.width() - 2 * _EDGE_PX, self._line_px())
        below.moveBottom(self.height() - 4)
        room = QtCore.QRectF(self.rect()).adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -below.height() - 8)
        size = QtCore.QSizeF(self.image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QtCore.QRectF(QtCore.QPointF(0, 0), size)
        frame.moveCenter(room.center())
        painter.drawImage(frame, self.image)
        painter.setPen(QtGui.QColor(225, 225, 225))
        name, caption = self._parted(below)
        side = Qt.AlignmentFlag.AlignRight if self.name else Qt.AlignmentFlag.AlignHCenter
        self._write(painter, caption, self.caption, side)
        painter.setFont(style.small_font(self, _NAME_SIZE))
        self._write(painter, name, self.name, Qt.AlignmentFlag.AlignLeft)

    def _parted(self, line: QtCore.QRectF) -> tuple[QtCore.QRectF, QtCore.QRectF]:
        """Return the parts of the line below the picture for the name and for the word: the name comes first."""
        if not self.name:
            return QtCore.QRectF(), line
        large = QtGui.QFontMetricsF(style.small_font(self, _NAME_SIZE))
        name = QtCore.QRectF(line)
        name.setWidth(min(large.horizontalAdvance(self.name) + 1, line.width()))
        return name, line.adjusted(name.width() + 2 * _EDGE_PX, 0, 0, 0)

    @staticmethod
    def _write(painter: QtGui.QPainter, room: QtCore.QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        """Write a text on one line, cut with an ellipsis where the room is too narrow."""
        if room.width() > 0:
            cut = QtGui.QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def _line_px(self) -> int:
        """Return the height of the line below the picture."""
        font = style.small_font(self, _NAME_SIZE) if self.name else self.font()
        return QtGui.QFontMetrics(font).height() + 6

    def _cover(self, over: QWidget) -> None:
        self.setGeometry(QtCore.QRect(over.mapTo(over.window(), QtCore.QPoint(0, 0)), over.size()))

    def _follow(self, over: QWidget | None) -> None:
        if over is self._over:
            return
        if self._over is not None:
            with contextlib.suppress(RuntimeError):  # its window is closed
                self._over.removeEventFilter(self)
        if over is not None:
            over.installEventFilter(self)
        self._over = over
