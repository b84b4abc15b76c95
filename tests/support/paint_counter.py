"""A filter that counts the paint events of widgets."""

from __future__ import annotations

from apprentice.qt import QtCore, QWidget


class PaintCounter(QtCore.QObject):
    """Counts the paint events of the widgets that it watches."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:  # noqa: N802 # Qt names it
        """Count a paint event; keep no event from its widget."""
        self.count += event.type() == QtCore.QEvent.Type.Paint
        return False
