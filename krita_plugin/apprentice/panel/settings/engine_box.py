"""The choice between the engines that are installed."""

from __future__ import annotations

from ...qt import Qt, QtWidgets, QWidget, Signal
from ...shown.values import EngineShown
from ...vendored import tr
from .. import style


class EngineBox(QWidget):
    """Shows the engines to choose from, and what the one in use is; hidden where there is only one. Emits a choice."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[EngineShown, ...] = ()
        self._title = QtWidgets.QLabel(tr("Made by"))
        self.box = QtWidgets.QComboBox()
        self.box.setObjectName("apprentice_engine")
        self.box.setAccessibleName(tr("Made by"))
        self.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.box.setSizeAdjustPolicy(QtWidgets.QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.activated.connect(lambda index: self._choose(self.box.itemData(index)))
        self._about = QtWidgets.QLabel()
        self._about.setObjectName("apprentice_engine_about")
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setFont(style.small_font(self._about, 0.94))
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(style.GAP_PX)
        row.addWidget(self._title)
        row.addWidget(style.give_way(self.box), 1)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP_PX)
        column.addLayout(row)
        column.addWidget(style.give_way(self._about))
        self.setVisible(False)

    def show_engines(self, shown: tuple[EngineShown, ...]) -> None:
        """Show the engines to choose from."""
        self.setVisible(bool(shown))
        if shown == self._shown:
            return
        self._shown = shown
        self.box.clear()
        for index, engine in enumerate(shown):
            self.box.addItem(engine.title, engine.name)
            self.box.setItemData(index, engine.about, Qt.ItemDataRole.ToolTipRole)
        self._show_choice()

    def _show_choice(self) -> None:
        """Show the engine in use, whatever was pressed: another one is in use once the backend says so."""
        used = next((engine for engine in self._shown if engine.in_use), None)
        if used is not None:
            self.box.setCurrentIndex(self.box.findData(used.name))
            self._about.setText(used.about)

    def _choose(self, name: str) -> None:
        self._show_choice()
        if not any(engine.name == name and engine.in_use for engine in self._shown):
            self.chosen.emit(name)
