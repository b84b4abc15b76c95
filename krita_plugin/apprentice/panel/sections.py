"""Sections that fold away; one at most is open."""

from __future__ import annotations

from ..qt import QtWidgets, QWidget, Signal
from . import style
from .chip import Chip, fit_together


class Sections(QWidget):
    """A row of titles, and below it the section that is open; emits its key, "" when all are closed."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_sections")
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.GAP_PX)
        self._row = QtWidgets.QHBoxLayout()
        self._row.setSpacing(2)
        self._column.addLayout(self._row)
        self._titles: dict[str, Chip] = {}
        self._contents: dict[str, QWidget] = {}
        self.current = ""

    def add(self, key: str, title: str, content: QWidget) -> None:
        """Add a closed section; one without a title is opened by `open` alone."""
        self._contents[key] = content
        self._column.addWidget(content)
        content.setVisible(False)
        if not title:
            return
        chip = Chip(title, f"apprentice_section_{key}")
        chip.clicked.connect(lambda: self.open("" if self.current == key else key))
        self._titles[key] = chip
        self._row.addWidget(style.give_way(chip), 1)
        fit_together(self._titles.values())

    def open(self, key: str) -> None:
        """Open one section, or close all with ""."""
        self.current = key
        for name, content in self._contents.items():
            content.setVisible(name == key)
        for name, chip in self._titles.items():
            chip.setChecked(name == key)
        self.opened.emit(key)
