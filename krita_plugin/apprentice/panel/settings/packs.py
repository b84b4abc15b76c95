"""The attribute packs, to be switched on and off."""

from __future__ import annotations

from ...qt import QtWidgets, QWidget, Signal
from ...shown.values import PackShown
from ...vendored import tr
from .. import style
from ..widget_list import discard


class Packs(QWidget):
    """A box to tick for each pack; takes no room without packs. Emits the name of a pack, and True for on."""

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_packs")
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title = QtWidgets.QLabel(tr("More to propose"))
        title.setFont(style.small_font(title))
        title.setToolTip(tr("Packs of values beside the built-in ones: proposed, locked and learned like those."))
        self._column.addWidget(style.give_way(title))
        self._boxes: dict[str, QtWidgets.QCheckBox] = {}
        self.setVisible(False)

    def show_packs(self, shown: tuple[PackShown, ...]) -> None:
        """Show the packs, those in use ticked."""
        if [pack.name for pack in shown] != list(self._boxes):
            self._make_boxes(shown)
        for pack in shown:
            self._boxes[pack.name].setChecked(pack.in_use)
        self.setVisible(bool(shown))

    def _make_boxes(self, shown: tuple[PackShown, ...]) -> None:
        discard(self._column, *self._boxes.values())
        self._boxes = {}
        for pack in shown:
            box = QtWidgets.QCheckBox(pack.title)
            box.setObjectName(f"apprentice_pack_{pack.name}")
            box.setMinimumHeight(style.HIT_PX)
            box.clicked.connect(lambda on, name=pack.name: self.switched.emit(name, on))
            self._boxes[pack.name] = box
            self._column.addWidget(style.give_way(box))
