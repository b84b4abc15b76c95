"""The attribute packs, to be switched on and off."""

from __future__ import annotations

from collections.abc import Mapping

from ...qt import QImage, QtWidgets, QWidget, Signal
from ...shown.values import PackShown
from ...vendored import tr
from .. import style
from ..widget_list import discard
from .proof_row import ProofRow


class Packs(QWidget):
    """A box to tick for each pack, over pictures of a few of its values; takes no room without packs.

    Emits the name of a pack, and True for on.
    """

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_packs")
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title = QtWidgets.QLabel(tr("More kinds of studies"))
        title.setFont(style.small_font(title))
        title.setToolTip(tr("More kinds of light, colour and brushwork: suggested and learned like the built-in ones."))
        self._column.addWidget(style.give_way(title))
        self._boxes: dict[str, QtWidgets.QCheckBox] = {}
        self._rows: dict[str, ProofRow] = {}
        self.setVisible(False)

    def show_packs(self, shown: tuple[PackShown, ...]) -> None:
        """Show the packs, those in use ticked."""
        if [pack.name for pack in shown] != list(self._boxes):
            self._make_boxes(shown)
        for pack in shown:
            self._boxes[pack.name].setChecked(pack.in_use)
        self.setVisible(bool(shown))

    def show_proofs(self, proofs: Mapping[str, tuple[QImage, ...]], *, is_pictured: bool) -> None:
        """Show the pictures of each pack, by its name; the words alone where no pictures can come."""
        for name, row in self._rows.items():
            row.show_pictures(proofs.get(name, ()), is_pictured=is_pictured)

    def _make_boxes(self, shown: tuple[PackShown, ...]) -> None:
        discard(self._column, *self._boxes.values(), *self._rows.values())
        self._boxes, self._rows = {}, {}
        for pack in shown:
            box = QtWidgets.QCheckBox(pack.title)
            box.setObjectName(f"apprentice_pack_{pack.name}")
            box.setMinimumHeight(style.HIT_PX)
            box.clicked.connect(lambda on, name=pack.name: self.switched.emit(name, on))
            self._boxes[pack.name] = box
            row = ProofRow(f"apprentice_pack_{pack.name}_pictures")
            row.clicked.connect(box.click)
            self._rows[pack.name] = row
            self._column.addWidget(style.give_way(box))
            self._column.addWidget(row)
