"""The pages that take the cards' place."""

from __future__ import annotations

from ..qt import QtCore, QtWidgets, QWidget, Signal
from . import style
from .page_scroll import PageScroll

STUDIES = "studies"


class Pages(QWidget):
    """The page that is open, if it is not the cards themselves; emits the key of a page that opens.

    `current` is the key of the open page, `STUDIES` for the cards.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_pages")
        self._stack = QtWidgets.QStackedLayout(self)
        self._pages: dict[str, PageScroll] = {}
        self.current = STUDIES

    def add(self, key: str, *contents: QWidget) -> None:
        """Add a page of one or more parts, one below the other."""
        around = QWidget()
        column = QtWidgets.QVBoxLayout(around)
        column.setContentsMargins(0, 0, style.GAP_PX, 0)
        for content in contents:
            column.addWidget(content)
        column.addStretch(1)
        self._pages[key] = PageScroll(around)
        self._stack.addWidget(self._pages[key])

    def open(self, key: str) -> None:
        """Open a page; `STUDIES` for the cards."""
        if key == self.current:
            return
        self.current = key
        if key in self._pages:
            self._stack.setCurrentWidget(self._pages[key])
        self.opened.emit(key)

    def scroll_of(self, key: str) -> PageScroll:
        """Return the page that scrolls."""
        return self._pages[key]

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no size: pages take what there is."""
        return QtCore.QSize(0, 0)
