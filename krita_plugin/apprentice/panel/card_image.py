"""The picture on a card."""

from __future__ import annotations

from collections.abc import Callable

from ..qt import MAJOR_VERSION, QImage, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import CardShown
from ..vendored import tr
from . import icons, style
from .card_form import STAMP_PX, CardForm

HOLD_MS = 220
# A pen or a finger that rests is slower than a mouse: a tap must not open a menu.
LONG_PRESS_MS = 450
# Returns the picture of a hash for a place so many device pixels wide and high: the best that is there, or None.
Pictures = Callable[[str, int, int], QImage | None]

_LEAST_PX, _USUAL_PX = 24, 84
_DIMMED, _DISMISSED = 0.3, 0.25


class CardImage(QWidget):
    """The picture with its marks. A short press selects the card, a long one of the mouse holds the picture up.

    A right click asks for the card's menu, and so does a long press of a pen or a finger, which have no other button.
    All that is drawn within `style.PICTURE_EDGE_PX` of the picture is grey.
    """

    pressed = Signal()
    hold_began = Signal()
    hold_ended = Signal()
    menu_asked = Signal(QtCore.QPoint)  # where on the screen
    pointed_at = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_image")
        self._image: QImage | None = None
        self.shown = CardShown(aspect=4 / 3)
        self._focused = False
        self._form = CardForm.CARD
        self._pressed_at = QtCore.QPoint()
        self._hold, self._long_press = self._timer(HOLD_MS), self._timer(LONG_PRESS_MS)
        self._hold.timeout.connect(self.hold_began)
        self._long_press.timeout.connect(lambda: self.menu_asked.emit(self.mapToGlobal(self._pressed_at)))
        self.show_as(CardForm.CARD)

    def show_as(self, form: CardForm) -> None:
        """Take the form of a card, which fills what room there is, or of a stamp."""
        self._form = form
        is_card = form is not CardForm.STAMP
        most = QtWidgets.QWIDGETSIZE_MAX if is_card else STAMP_PX
        self.setMinimumSize(*(2 * [_LEAST_PX] if is_card else 2 * [STAMP_PX]))
        self.setMaximumSize(most, most)
        policy = QtWidgets.QSizePolicy.Policy.Expanding if is_card else QtWidgets.QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, policy)
        self.update()

    def show_card(self, shown: CardShown, image: QImage | None, *, focused: bool) -> None:
        """Show a picture and its marks."""
        if shown != self.shown or image is not self._image or focused != self._focused:
            self.shown, self._image, self._focused = shown, image, focused
            self.setToolTip(shown.tip)
            self.update()

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of the picture's place in the narrowest panel."""
        return QtCore.QSize(STAMP_PX, STAMP_PX) if self._form is CardForm.STAMP else QtCore.QSize(120, _USUAL_PX)

    def frame(self) -> QtCore.QRectF:
        """Return the rectangle of the picture: in its own proportions, centred, on whole pixels of the screen."""
        ratio, edge = self.devicePixelRatioF(), style.PICTURE_EDGE_PX
        room = QtCore.QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        width, height = self._fitted(room)
        # The widget itself may begin within a pixel of the screen, where that has 1.5 for each of the window's.
        origin = QtCore.QPointF(self.mapTo(self.window(), QtCore.QPoint(0, 0)))
        left = round((origin.x() + room.center().x() - width / 2) * ratio) / ratio - origin.x()
        top = round((origin.y() + room.center().y() - height / 2) * ratio) / ratio - origin.y()
        return QtCore.QRectF(left, top, max(1, round(width * ratio)) / ratio, max(1, round(height * ratio)) / ratio)

    def pixels(self) -> tuple[int, int]:
        """Return the width and height of the picture's place in pixels of the screen."""
        return self._pixels(self.frame())

    def _pixels(self, frame: QtCore.QRectF) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(frame.width() * ratio), round(frame.height() * ratio)

    def _fitted(self, room: QtCore.QRectF) -> tuple[float, float]:
        width = max(1.0, min(room.width(), room.height() * self.shown.aspect))
        return width, max(1.0, width / self.shown.aspect)

    # Pointer -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Select the card, and start to wait for a long press."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.pressed.emit()
            if self.shown.is_here and event.button() == Qt.MouseButton.LeftButton:
                self._pressed_at = event.pos()
                (self._long_press if is_pen_or_finger(event) else self._hold).start()
            event.accept()

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """End a long press that slides away; a mouse may wander while it holds the picture up."""
        if (event.pos() - self._pressed_at).manhattanLength() > QtWidgets.QApplication.startDragDistance():
            self._long_press.stop()
        event.accept()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """End the press, long or short."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hold.stop()
            self._long_press.stop()
            self.hold_ended.emit()
        event.accept()

    def contextMenuEvent(self, event: QtGui.QContextMenuEvent) -> None:
        """Ask for the menu of a card that has a suggestion."""
        if self.shown.is_here:
            self.menu_asked.emit(event.globalPos())
        event.accept()

    def event(self, event: QtCore.QEvent) -> bool:
        """Tell when the pointer, or a pen, comes and goes."""
        if event.type() in (QtCore.QEvent.Type.Enter, QtCore.QEvent.Type.Leave):
            self.pointed_at.emit(event.type() == QtCore.QEvent.Type.Enter)
        return super().event(event)

    def _timer(self, interval_ms: int) -> QtCore.QTimer:
        timer = QtCore.QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        return timer

    # Drawing -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture, or the place where one will be."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), style.grey(self))
        frame = self.frame()
        if self._image is None:
            self._draw_empty(painter, frame)
        else:
            self._draw_picture(painter, frame, self._image)
        if self._form is CardForm.STAMP and self.shown.stars:
            self._draw_stars(painter, frame)
        if self.shown.is_selected:
            self._draw_frame(painter, frame)

    def _draw_empty(self, painter: QtGui.QPainter, frame: QtCore.QRectF) -> None:
        painter.fillRect(frame, style.grey(self, 0.07))
        if self.shown.is_waiting:
            painter.setPen(style.grey(self, 0.55))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "· · ·")
            return
        painter.setPen(QtGui.QPen(style.grey(self, 0.3), 1.0, Qt.PenStyle.DashLine))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_picture(self, painter: QtGui.QPainter, frame: QtCore.QRectF, image: QImage) -> None:
        painter.save()
        painter.setOpacity(_DIMMED if self.shown.is_dimmed else _DISMISSED if self.shown.is_dismissed else 1.0)
        painter.fillRect(frame, QtGui.QBrush(style.grey(self, 0.18), Qt.BrushStyle.Dense6Pattern))
        # What has its size already is not touched again.
        is_reduced = (image.width(), image.height()) == self._pixels(frame)
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform, not is_reduced)
        painter.drawImage(frame, image)
        painter.restore()
        if self.shown.is_dismissed and self._form is not CardForm.STAMP:
            painter.setPen(style.grey(self, 0.85))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("not now"))
        if self.shown.is_picked and not self.shown.is_dimmed:
            badge = QtCore.QRectF(frame.right() - 19, frame.bottom() - 19, 17, 17)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.ON_PICTURE)
            painter.drawEllipse(badge)
            icons.draw(painter, "pick", badge.adjusted(2, 2, -2, -2), style.ON_PICTURE_INK)

    def _draw_stars(self, painter: QtGui.QPainter, frame: QtCore.QRectF) -> None:
        """Draw the given stars small, at the foot of the picture, on a dark ground: a stamp has no strip of stars."""
        side = 8
        box = QtCore.QRectF(0, frame.bottom() - side - 3, side * self.shown.stars + 2, side + 3)
        box.moveLeft(frame.center().x() - box.width() / 2)
        painter.fillRect(box, style.ON_PICTURE)
        for place in range(self.shown.stars):
            star = QtCore.QRectF(box.left() + 1 + place * side, box.top() + 1.5, side, side)
            icons.draw_star(painter, star, style.ON_PICTURE_INK, filled=True)

    def _draw_frame(self, painter: QtGui.QPainter, frame: QtCore.QRectF) -> None:
        """Frame the current card: strongly while its keys work, else lightly."""
        width, strength = (3.0, 1.0) if self._focused else (2.0, 0.62)
        painter.setPen(
            QtGui.QPen(style.grey(self, strength), width, Qt.PenStyle.SolidLine, join=Qt.PenJoinStyle.MiterJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out = style.PICTURE_EDGE_PX - width / 2
        painter.drawRect(frame.adjusted(-out, -out, out, out))


def is_pen_or_finger(event: QtGui.QMouseEvent) -> bool:
    """Return whether a mouse event was made by Qt, or the system, of what a pen or a finger did."""
    if MAJOR_VERSION == 5:
        return bool(event.source() != Qt.MouseEventSource.MouseEventNotSynthesized)
    kinds = QtGui.QPointingDevice.PointerType
    return event.pointerType() in (kinds.Pen, kinds.Eraser, kinds.Finger)
