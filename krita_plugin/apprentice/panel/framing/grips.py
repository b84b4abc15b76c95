"""The handles of a frame, to be dragged: a widget that is only where a handle is."""

from __future__ import annotations

from ...framing.dragging import DragBounds, FrameHandle, dragged
from ...framing.place import CanvasPlace
from ...pictures.tiles import Rect
from ...qt import Qt, QtCore, QtGui, QWidget, Signal
from .outline import Outline

# Sides that come so near to the painting's lie on them.
_SNAP_PX = 6.0


class Grips(QWidget):
    """Takes presses on the handles of a frame; all others go to the canvas below.

    Emits each frame that a drag makes, and that Esc was pressed while it has the keys.
    """

    moved = Signal(object)  # Rect
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_grips")
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._shown: tuple[CanvasPlace, Rect] | None = None
        self._ratio = 0.0
        self._outline = Outline(())
        # The handle that is held, the frame as it was, and the place of the press on the painting.
        self._held: tuple[FrameHandle, Rect, tuple[float, float]] | None = None

    def show_frame(self, place: CanvasPlace, frame: Rect, ratio: float) -> None:
        """Follow a frame that keeps a ratio, 0 for none."""
        self._ratio = ratio
        if (place, frame) != self._shown:
            self._shown = place, frame
            self._outline = Outline(place.corners(frame))
            self.setMask(self._outline.region())

    def event(self, event: QtCore.QEvent) -> bool:
        """Keep Esc from Krita's shortcuts."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Tell of Esc."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Take a handle."""
        event.accept()
        at, handle = _point(event), self._outline.handle_at(_point(event))
        if event.button() == Qt.MouseButton.LeftButton and self._shown is not None and handle is not None:
            place, frame = self._shown
            self._held = handle, frame, place.on_painting(at)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """Drag the handle that is held, or show what the one below the pointer does."""
        event.accept()
        if self._held is None or self._shown is None:
            handle = self._outline.handle_at(_point(event))
            if handle is not None:
                self.setCursor(self._outline.cursor(handle))
            return
        place, (handle, frame, start) = self._shown[0], self._held
        x, y = place.on_painting(_point(event))
        bounds = DragBounds(place.size, self._ratio, _SNAP_PX / max(1e-6, place.scale))
        self.moved.emit(dragged(frame, handle, (x - start[0], y - start[1]), bounds))

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Let the handle go."""
        event.accept()
        self._held = None


def _point(event: QtGui.QMouseEvent) -> QtCore.QPointF:
    """Return where the pointer is, by either Qt's name."""
    return event.position() if hasattr(event, "position") else event.localPos()
