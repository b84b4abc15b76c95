"""The bar with the number of the slate in view."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget, Signal
from ..shown.values import SlateShown
from ..vendored import tr
from . import style
from .icon_button import IconButton


class SlateBar(QWidget):
    """◀ 2/5 ▶ and a pin; emits steps (-1 or +1) and the pin."""

    stepped = Signal(int)
    pinned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("back", "apprentice_slate_back", tr("Earlier suggestions"))
        self.forward = IconButton("forward", "apprentice_slate_forward", tr("Later suggestions"))
        self.pin = IconButton("pin", "apprentice_slate_pin", tr("Keep these in view when new ones come"))
        self.pin.setCheckable(True)
        self.count = QtWidgets.QLabel()
        self.count.setObjectName("apprentice_slate_count")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setFont(style.small_font(self.count))
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.forward.clicked.connect(lambda: self.stepped.emit(1))
        self.pin.clicked.connect(self.pinned)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.back, self.count, self.forward, self.pin):
            row.addWidget(widget, 1 if widget is self.count else 0)

    def show_slate(self, shown: SlateShown) -> None:
        """Show position and pin."""
        self.back.setEnabled(shown.can_go_back)
        self.forward.setEnabled(shown.can_go_forward)
        self.pin.setEnabled(shown.count > 0)
        self.pin.setChecked(shown.is_pinned)
        self.count.setText(f"{shown.number}/{shown.count}" if shown.count else "–")
