"""The quiet line that says what a rating has changed, below the name of the framed card; a press corrects it."""

from __future__ import annotations

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.values import NotedShown
from ...vendored import tr
from .. import style
from ..text_box import wrap


class NotedLine(QtWidgets.QAbstractButton):
    """Shows a card's name and `NotedShown`, nothing where there is none; a press emits the value to correct."""

    corrected = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_noted")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.give_way(self)
        self._shown: NotedShown | None = None
        self.name = ""
        self.clicked.connect(self._correct)

    def show_noted(self, shown: NotedShown | None, name: str = "") -> None:
        """Show what was noted, below the name of the card that Insert is about."""
        if (shown, name) == (self._shown, self.name):
            return
        self._shown, self.name = shown, name
        text = shown.text if shown is not None else ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tr("{noted}. Not so? Press to set it yourself.", noted=text) if text else "")
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        """Return no width: the line takes what there is."""
        return QtCore.QSize(0, style.HIT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the name and what was noted, each on a line and elided where it does not fit; without a name on two."""
        painter = QtGui.QPainter(self)
        font = style.small_font(self, 0.94)
        painter.setFont(font)
        painter.setPen(style.small_text(self, 0.85))
        names = wrap(self.name, font, self.width(), 1)[0] if self.name else []
        lines = [*names, *wrap(self.text(), font, self.width(), 2 - len(names))[0]]
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "\n".join(lines))

    def _correct(self) -> None:
        if self._shown is not None:
            self.corrected.emit(self._shown.dimension, self._shown.value)
