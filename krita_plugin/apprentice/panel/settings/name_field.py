"""The field for a profile's name: Escape gives it up, and so does leaving it with nothing typed."""

from __future__ import annotations

from ...qt import Qt, QtCore, QtGui, QtWidgets, Signal

# A menu or another window is in front for a while: the field keeps what it is for, as it does in Qt.
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NameField(QtWidgets.QLineEdit):
    """A line to type a name in; emits that it was given up."""

    given_up = Signal()

    def event(self, event: QtCore.QEvent) -> bool:
        """Keep Escape from Krita's shortcuts, so that it comes here."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Give the name up at Escape."""
        if _is_escape(event):
            event.accept()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Give the name up where the focus goes elsewhere and nothing is typed."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and not self.text().strip():
            self.given_up.emit()


def _is_escape(event: QtCore.QEvent) -> bool:
    return isinstance(event, QtGui.QKeyEvent) and event.key() == Qt.Key.Key_Escape
