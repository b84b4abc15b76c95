"""The stars, actions and tools of the selected palette."""

from __future__ import annotations

from typing import Any

from ...qt import QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.palette_values import SelectedPaletteShown
from ...vendored import later, tr
from .. import style
from ..icon_button import IconButton
from ..stars import Stars
from .palette_tools import PaletteTools

# Stars and actions beside each other.
_ACTIONS = 5
_ONE_ROW_PX = 4 + 5 * style.STAR_PX + _ACTIONS * style.HIT_PX
_KEEP = later("Keep with this painting")
_KEPT = later("Kept with this painting: press to take it out")


class SelectedPalette(QWidget):
    """Stars and actions of the selected palette, and its `tools`, folded away until they are asked for."""

    rated = Signal(int)
    keep_asked = Signal()
    pull_asked = Signal()
    insert_asked = Signal()
    rule_asked = Signal(bool)
    tools_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palettes_bench")
        self._stars = Stars("apprentice_palettes")
        self._stars.given.connect(self.rated)
        self._keep = self._button("pin", "keep", tr(_KEEP), self.keep_asked)
        self._rule = self._button("rule", "rule", tr("Let these colours rule the next suggestions"), self.rule_asked)
        self._tools_button = self._button(
            "settings", "tools", tr("Vary, ramp, sort, repaint, rename …"), self.tools_asked
        )
        for button in (self._keep, self._rule, self._tools_button):
            button.setCheckable(True)
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        pull = self._button("add", "pull", tr("Give it to Krita's own palettes"), self.pull_asked)
        insert = self._button("insert", "insert", tr("Insert it as a layer of labelled swatches"), self.insert_asked)
        for button in (self._keep, pull, insert, self._rule, self._tools_button):
            row.addWidget(button)
        self.tools = PaletteTools()
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        # Locks stand right below the swatches that they lock.
        column.addWidget(self.tools)
        self._above = QtWidgets.QBoxLayout(QtWidgets.QBoxLayout.Direction.LeftToRight)
        self._above.setContentsMargins(4, 0, 0, 0)
        self._above.setSpacing(0)
        self._above.addWidget(self._stars)
        self._above.addLayout(row, 1)
        column.insertLayout(0, self._above)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Put the actions below the stars where both do not fit side by side."""
        super().resizeEvent(event)
        directions = QtWidgets.QBoxLayout.Direction
        is_wide = self.width() >= _ONE_ROW_PX
        self._above.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return a width for two rows: the palette never widens the page."""
        return QtCore.QSize(_ACTIONS * style.HIT_PX + 4, super().minimumSizeHint().height())

    def show_selected(self, shown: SelectedPaletteShown) -> None:
        """Show what can be done with the selected palette."""
        self._stars.show_stars(shown.stars, enabled=True)
        self._keep.setChecked(shown.is_kept)
        self._keep.set_tip(tr(_KEPT if shown.is_kept else _KEEP))
        self._rule.setVisible(shown.rules is not None)
        self._rule.setChecked(bool(shown.rules))
        self._tools_button.setChecked(shown.tools_open)
        self.tools.setVisible(shown.tools_open)
        if shown.tools_open:
            self.tools.show_tools(shown)

    def _button(self, icon: str, name: str, tip: str, asked: Any) -> IconButton:
        button = IconButton(icon, f"apprentice_palettes_{name}", tip)
        button.clicked.connect(asked)
        return button
