"""A sentence with one thing that can be done about it."""

from __future__ import annotations

from ...qt import QtWidgets, QWidget, Signal
from ...shown.slot_values import OfferShown
from ...vendored import tr
from .. import style
from ..chip import Chip
from ..icon_button import IconButton
from ..text_box import TextBox


class OfferLine(QWidget):
    """Shows an `OfferShown`; emits that it is taken, or put away."""

    taken = Signal()
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_offer")
        self.text = TextBox("apprentice_offer_text")
        self.take = Chip("", "apprentice_offer_take")
        self.take.setCheckable(False)
        self.away = IconButton("dismiss", "apprentice_offer_away", tr("Put this line away"))
        self.take.clicked.connect(self._take)
        self.away.clicked.connect(self._put_away)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP_PX)
        row.addWidget(self.text, 1)
        row.addWidget(self.take)
        row.addWidget(self.away)

    def show_offer(self, shown: OfferShown | None) -> None:
        """Show an offer, None for none."""
        if shown is not None:
            self.text.show_text(shown.text)
            self.take.setText(shown.deed)
            self.take.setAccessibleName(shown.deed)
            self.take.updateGeometry()

    def settle(self) -> None:
        """Give the parts their places now, not in the next turn."""
        layout = self.layout()
        assert layout is not None
        layout.activate()

    # Qt's `clicked` carries a value, which these signals have not.

    def _take(self) -> None:
        self.taken.emit()

    def _put_away(self) -> None:
        self.put_away.emit()
