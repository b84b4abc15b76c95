"""The buttons of the checks."""

from __future__ import annotations

from ..checks import CHECKS
from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .chip import Chip, fit_together

_COLUMNS = 3
_EDGE_PX = 3


class CheckButtons(QWidget):
    """A button for each check, which lasts as long as its button or letter is held.

    It takes the letters while it has the focus. Emits the key of the check that began, and the end.
    """

    began = Signal(str)
    ended = Signal()
    original_held = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_checks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Checks: hold a button, or its letter, to see the painting that way"))
        grid = QtWidgets.QGridLayout(self)
        grid.setContentsMargins(_EDGE_PX, _EDGE_PX, _EDGE_PX, _EDGE_PX)
        grid.setSpacing(2)
        # Qt's code of a letter's key is the code point of the capital letter.
        self._letters = {ord(check.letter): check.key for check in CHECKS}
        self.buttons: dict[str, Chip] = {}
        for place, check in enumerate(CHECKS):
            chip = Chip(tr(check.title), f"apprentice_check_{check.key}")
            chip.setCheckable(False)
            chip.setToolTip(
                tr(
                    "{caption}.\nHold to see, or hold {letter}. Q shows the painting as it is.",
                    caption=tr(check.caption),
                    letter=check.letter,
                )
            )
            chip.pressed.connect(lambda key=check.key: self._press(key))
            chip.released.connect(self.ended)
            self.buttons[check.key] = chip
            grid.addWidget(style.give_way(chip), place // _COLUMNS, place % _COLUMNS)
        fit_together(self.buttons.values())

    def event(self, event: QtCore.QEvent) -> bool:
        """Keep the letters from Krita's shortcuts."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Begin what lasts as long as the key is down; Esc ends it for good."""
        if not self._is_ours(event):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Q:
            self.original_held.emit(True)
        else:
            self.began.emit(self._letters[event.key()])

    def keyReleaseEvent(self, event: QtGui.QKeyEvent) -> None:
        """End what lasts as long as its key is down."""
        if not self._is_ours(event):
            super().keyReleaseEvent(event)
            return
        event.accept()
        if event.isAutoRepeat() or event.key() == Qt.Key.Key_Escape:
            return
        if event.key() == Qt.Key.Key_Q:
            self.original_held.emit(False)
        else:
            self.ended.emit()

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show that the focus is gone, and end the check."""
        super().focusOutEvent(event)
        self.ended.emit()
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw a frame while the letters are taken."""
        if self.hasFocus():
            painter = QtGui.QPainter(self)
            painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
            painter.setPen(QtGui.QPen(style.accent(self), 1.6))
            box = QtCore.QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, style.RADIUS_PX, style.RADIUS_PX)

    def _press(self, key: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.began.emit(key)

    def _is_ours(self, event: QtGui.QKeyEvent) -> bool:
        ours = (*self._letters, Qt.Key.Key_Q, Qt.Key.Key_Escape)
        return event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in ours
