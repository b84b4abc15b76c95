"""One suggestion: the picture, its stars, and what can be done with it."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown import CardShown
from . import icons, keys, style
from .card_actions import CardActions
from .reasons import Reasons
from .stars import Stars

HOLD_MS = 220
# A picture box is kept within these shares of its width; what does not fit is shown smaller, never cut.
LOWEST, HIGHEST = 0.62, 1.5


class CardImage(QWidget):
    """The picture on a card. A short press selects, a long one holds it up."""

    pressed = Signal()
    hold_began = Signal()
    hold_ended = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_image")
        self._image: QImage | None = None
        self._shown = CardShown(aspect=4 / 3)
        self._focused = False
        self._hold = QtCore.QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.hold_began)

    def show_card(self, shown: CardShown, image: QImage | None, *, focused: bool) -> None:
        """Show a picture and its marks."""
        if shown != self._shown or image is not self._image or focused != self._focused:
            self._shown, self._image, self._focused = shown, image, focused
            self.setToolTip(shown.tip)
            self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Select, and wait whether the press lasts."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            if self._shown.is_here:
                self._hold.start()
            event.accept()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hold.stop()
            self.hold_ended.emit()
            event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture, or the place where one will be."""
        painter = QtGui.QPainter(self)
        painter.setRenderHints(QtGui.QPainter.RenderHint.Antialiasing | QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._frame()
        shape = QtGui.QPainterPath()
        shape.addRoundedRect(frame, style.RADIUS_PX, style.RADIUS_PX)
        if self._image is None:
            self._draw_empty(painter, shape, frame)
        else:
            self._draw_picture(painter, shape, frame)
        self._draw_edge(painter, frame)

    def _frame(self) -> QtCore.QRectF:
        """Return where the picture goes: in its own proportions, centred."""
        room = QtCore.QRectF(self.rect()).adjusted(2, 2, -2, -2)
        width = min(room.width(), room.height() * self._shown.aspect)
        frame = QtCore.QRectF(0, 0, width, width / self._shown.aspect)
        frame.moveCenter(room.center())
        return frame

    def _draw_empty(self, painter: QtGui.QPainter, shape: QtGui.QPainterPath, frame: QtCore.QRectF) -> None:
        painter.fillPath(shape, style.ink(self, 0.07))
        if self._shown.is_waiting:
            painter.setPen(style.ink(self, 0.5))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "· · ·")
            return
        pen = QtGui.QPen(style.ink(self, 0.22), 1.0, Qt.PenStyle.DashLine)
        painter.strokePath(shape, pen)

    def _draw_picture(self, painter: QtGui.QPainter, shape: QtGui.QPainterPath, frame: QtCore.QRectF) -> None:
        painter.save()
        painter.setClipPath(shape)
        if self._shown.is_dismissed:
            painter.setOpacity(0.25)
        painter.fillRect(frame, _checks(self))
        painter.drawImage(frame, self._image)
        painter.restore()
        if self._shown.is_dismissed:
            painter.setPen(style.ink(self, 0.8))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "not now")
        if self._shown.is_picked:
            badge = QtCore.QRectF(frame.right() - 22, frame.bottom() - 22, 19, 19)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.accent(self))
            painter.drawEllipse(badge)
            icons.draw(painter, "pick", badge.adjusted(2, 2, -2, -2), style.accent_ink(self))

    def _draw_edge(self, painter: QtGui.QPainter, frame: QtCore.QRectF) -> None:
        if self._focused:
            pen = QtGui.QPen(style.accent(self), 2.4)
        elif self._shown.is_selected:
            pen = QtGui.QPen(style.ink(self, 0.6), 1.2)
        else:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(-0.6, -0.6, 0.6, 0.6), style.RADIUS_PX, style.RADIUS_PX)


def _checks(widget: QWidget) -> QtGui.QBrush:
    """Return what shows through transparent pixels."""
    return QtGui.QBrush(style.ink(widget, 0.18), Qt.BrushStyle.Dense6Pattern)


class Card(QWidget):
    """Picture, stars, actions and reasons of one suggestion; has the keys while it has the focus.

    Args:
        index: 0 to 3, its place in the slate.
    """

    selected = Signal(int)
    rated = Signal(int, int, bool)  # index, stars, by key
    reasoned = Signal(int, str)
    commanded = Signal(int, str)
    insert_asked = Signal(int, str)
    hold_began = Signal(int)
    hold_ended = Signal(int)
    original_held = Signal(int, bool)

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index = index
        name = f"apprentice_card_{index}"
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = CardShown(aspect=4 / 3)
        self._picture: QImage | None = None
        self.image = CardImage(name, self)
        self.stars = Stars(name, self)
        self.actions = CardActions(name, self.image)
        self.reasons = Reasons(name, self.image)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.image)
        column.addWidget(self.stars)
        self._connect()

    def show_card(self, shown: CardShown, image: QImage | None) -> None:
        """Show a suggestion; `image` is its picture, None while there is none."""
        if shown == self._shown and image is self._picture:
            return
        resized = shown.aspect != self._shown.aspect
        self._shown, self._picture = shown, image
        self.stars.show_stars(shown.stars, enabled=shown.is_here)
        self.actions.show_actions(
            picked=shown.is_picked, dismissed=shown.is_dismissed, parts_problem=shown.parts_problem
        )
        self.reasons.show_reasons(shown.reasons)
        self.setAccessibleName(f"Suggestion {self.index + 1}: {shown.tip}" if shown.is_here else "No suggestion yet")
        self._refresh()
        if resized:
            self.fit_width(self.width())

    def fit_width(self, width_px: int) -> None:
        """Take the height that a width asks for."""
        height = min(max(width_px / self._shown.aspect, width_px * LOWEST), width_px * HIGHEST)
        self.image.setFixedHeight(round(height))
        self._place_overlays()

    def _connect(self) -> None:
        index = self.index
        self.stars.given.connect(lambda stars: self.rated.emit(index, stars, False))
        self.reasons.given.connect(lambda dimension: self.reasoned.emit(index, dimension))
        self.actions.asked.connect(lambda what: self.commanded.emit(index, what))
        self.actions.insert_asked.connect(lambda form: self.insert_asked.emit(index, form))
        self.image.pressed.connect(self._press)
        self.image.hold_began.connect(lambda: self.hold_began.emit(index))
        self.image.hold_ended.connect(lambda: self.hold_ended.emit(index))

    def _press(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selected.emit(self.index)

    def _refresh(self) -> None:
        self.image.show_card(self._shown, self._picture, focused=self.hasFocus())
        self.actions.setVisible(self._shown.is_here and self._shown.is_selected)
        self._place_overlays()

    def _place_overlays(self) -> None:
        width, height = self.image.width(), self.image.height()
        self.actions.setGeometry(2, 2, width - 4, self.actions.height())
        wanted = self.reasons.sizeHint().height()
        self.reasons.setGeometry(2, max(2, height - wanted - 2), width - 4, min(wanted, height - 4))

    # Focus and keys ------------------------------------------------------------------------------------------------

    def event(self, event: QtCore.QEvent) -> bool:
        """Take our keys before Krita's shortcuts see them."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and keys.is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Do what the key says."""
        stars, command = keys.stars(event), keys.command(event)
        if not stars and not command:
            super().keyPressEvent(event)
            return
        event.accept()
        if stars:
            self.rated.emit(self.index, stars, True)
        elif command == "hold":
            if not event.isAutoRepeat():
                self.hold_began.emit(self.index)
        elif command == "original":
            if not event.isAutoRepeat():
                self.original_held.emit(self.index, True)
        elif command == "insert":
            self.insert_asked.emit(self.index, "picture")
        else:
            self.commanded.emit(self.index, command)

    def keyReleaseEvent(self, event: QtGui.QKeyEvent) -> None:
        """Let go of what was held."""
        command = keys.command(event)
        if event.isAutoRepeat() or command not in ("hold", "original"):
            super().keyReleaseEvent(event)
            return
        event.accept()
        if command == "hold":
            self.hold_ended.emit(self.index)
        else:
            self.original_held.emit(self.index, False)

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show the focus, and select what has it."""
        super().focusInEvent(event)
        self.selected.emit(self.index)
        self._refresh()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Let go of everything with the focus."""
        super().focusOutEvent(event)
        self.hold_ended.emit(self.index)
        self._refresh()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Keep the canvas' proportions."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_width(event.size().width())
        self._place_overlays()

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return room for the five stars."""
        return QtCore.QSize(5 * style.TARGET_PX, self.image.minimumHeight() + style.TARGET_PX)
