"""A filter that counts the events that reach widgets."""

from __future__ import annotations

from collections import Counter

from apprentice.qt import QtCore, QWidget


class EventCounter(QtCore.QObject):
    """Counts the events of widgets that it watches, by the widgets' object names."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.by_name: Counter[str] = Counter()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:  # noqa: N802 # Qt names it
        """Count an event; keep none from its widget."""
        self.by_name[watched.objectName()] += 1
        return False
