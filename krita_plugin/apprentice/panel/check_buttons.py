"""The buttons of the checks."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..checks import BY_KEY, CHECKS, Check
from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .chip import Chip, fit_together

_COLUMNS = 3
_EDGE_PX = 3
# A press that is let go sooner, before its picture was looked at, is a click: the check stays.
CLICK_S, LOOK_S = 0.35, 0.15
# Who looks at another window or a menu comes back to the check.
_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class CheckButtons(QWidget):
    """A button for each check, which lasts as long as its button or letter is held; after a click it stays.

    Another click, Esc, another check, or the focus going elsewhere ends it. It takes the letters while it has the
    focus. Emits the key of the check that began, that it stays, and its end.

    Args:
        clock: returns seconds that only ever grow.
    """

    began = Signal(str)
    stayed = Signal()
    ended = Signal()
    original_held = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._on, self._stays, self._is_available = "", False, True
        self._pressed_s, self._seen_s = 0.0, float("inf")
        self.setObjectName("apprentice_checks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Checks: click a button, or hold it or its letter, to see the painting that way"))
        grid = QtWidgets.QGridLayout(self)
        grid.setContentsMargins(_EDGE_PX, _EDGE_PX, _EDGE_PX, _EDGE_PX)
        grid.setSpacing(2)
        # Qt's code of a letter's key is the code point of the capital letter.
        self._letters = {ord(check.letter): check.key for check in CHECKS}
        self.buttons = {check.key: self._button(check) for check in CHECKS}
        for place, chip in enumerate(self.buttons.values()):
            grid.addWidget(style.give_way(chip), place // _COLUMNS, place % _COLUMNS)
        self.line = _line()
        grid.addWidget(self.line, len(CHECKS) // _COLUMNS, 0, 1, _COLUMNS)
        fit_together(self.buttons.values())
        self._show()

    def set_available(self, available: bool) -> None:
        """Offer the checks while there is a painting to look at."""
        if available != self._is_available:
            self._is_available = available
            for chip in self.buttons.values():
                chip.setEnabled(available)
            self._show()

    def show_on(self, key: str) -> None:
        """Show which check is on; empty for none."""
        if key != self._on:
            self._on, self._stays = key, False
        self._show()

    def note_seen(self) -> None:
        """Note that the picture of the check is there to be looked at."""
        self._seen_s = min(self._seen_s, self._clock())

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
            self._end()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Q:
            self.original_held.emit(True)
        else:
            self._press(self._letters[event.key()])

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
        elif self._letters[event.key()] == self._on:
            self._let_go()

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show that the focus is gone, and end the check; one that stays outlasts a look at another window."""
        super().focusOutEvent(event)
        if not (self._stays and event.reason() in _COMES_BACK):
            self._end()
        self.update()

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        """End the check with its page."""
        super().hideEvent(event)
        self._end()

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
        if self._stays and self._on == key:
            self._end()
            return
        self._on, self._stays = key, False
        self._pressed_s, self._seen_s = self._clock(), float("inf")
        self._show()
        self.began.emit(key)

    def _let_go(self) -> None:
        """End what was held; what was clicked stays."""
        if not self._on or self._stays:
            self._show()
        elif self._clock() < min(self._pressed_s + CLICK_S, self._seen_s + LOOK_S):
            self._stays = True
            self._show()
            self.stayed.emit()
        else:
            self._end()

    def _end(self) -> None:
        self._on, self._stays = "", False
        self._show()
        self.ended.emit()

    def _show(self) -> None:
        """Light the button of the check that is on, and say how it ends."""
        for key, chip in self.buttons.items():
            chip.setChecked(key == self._on)
        if not self._is_available:
            self.line.setText(tr("Open a painting."))
        elif not self._on:
            self.line.setText(tr("Click a check and it stays, or hold it for a look."))
        elif self._stays:
            title = tr(BY_KEY[self._on].title)
            self.line.setText(tr("{check} is on. Click it again, or press Esc, to end it.", check=title))
        else:
            self.line.setText(tr("Let go to end it. Q shows the painting as it is."))

    def _button(self, check: Check) -> Chip:
        chip = Chip(tr(check.title), f"apprentice_check_{check.key}")
        chip.setToolTip(
            tr(
                "{caption}.\nClick, or hold {letter}. Q shows the painting as it is.",
                caption=tr(check.caption),
                letter=check.letter,
            )
        )
        chip.pressed.connect(lambda: self._press(check.key))
        chip.released.connect(self._let_go)
        return chip

    def _is_ours(self, event: QtGui.QKeyEvent) -> bool:
        ours = (*self._letters, Qt.Key.Key_Q, Qt.Key.Key_Escape)
        return event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in ours


def _line() -> QtWidgets.QLabel:
    """Make the line that says how a check ends: always as high as two lines, so that nothing moves."""
    line = QtWidgets.QLabel()
    line.setObjectName("apprentice_check_line")
    line.setFont(style.small_font(line))
    line.setWordWrap(True)
    line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    line.setFixedHeight(2 * line.fontMetrics().lineSpacing() + 2)
    style.give_way(line)
    return line
