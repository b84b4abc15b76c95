"""What has been learned: a few lines, and a bar for each attribute value with how unsure it is."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget
from ..shown import TasteShown
from . import style

_ROW_PX = 17
_MAX_ROWS = 10
_FULL_STARS = 2.0


class _Bars(QWidget):
    """Bars right of the middle for what is liked, left for what is not; the thin line is the uncertainty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[tuple[str, str, float, float], ...] = ()
        style.give_way(self)

    def show_values(self, values: tuple[tuple[str, str, float, float], ...]) -> None:
        """Show (dimension, value, mean, spread), in stars."""
        self._values = values[:_MAX_ROWS]
        self.setFixedHeight(_ROW_PX * len(self._values))
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the rows."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setFont(style.small_font(self))
        words = self.width() * 0.45
        middle, reach = words + (self.width() - words) / 2, (self.width() - words) / 2 - 3
        painter.setPen(QtGui.QPen(style.ink(self, 0.25), 1))
        painter.drawLine(QtCore.QPointF(middle, 0), QtCore.QPointF(middle, self.height()))
        for row, (_, value, mean, spread) in enumerate(self._values):
            center = row * _ROW_PX + _ROW_PX / 2
            box = QtCore.QRectF(0, row * _ROW_PX, words - 4, _ROW_PX)
            text = painter.fontMetrics().elidedText(value, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.setPen(style.ink(self, 0.85))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            self._draw_bar(painter, QtCore.QPointF(middle, center), reach, mean, spread)

    def _draw_bar(
        self, painter: QtGui.QPainter, start: QtCore.QPointF, reach: float, mean: float, spread: float
    ) -> None:
        length = max(-1.0, min(1.0, mean / _FULL_STARS)) * reach
        color = style.accent(self) if mean >= 0 else style.problem_color(self)
        bar = QtCore.QRectF(min(0.0, length), -3.5, abs(length), 7).translated(start)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(bar, 2, 2)
        low, high = (max(-1.0, min(1.0, (mean + s) / _FULL_STARS)) * reach for s in (-spread, spread))
        painter.setPen(QtGui.QPen(style.ink(self, 0.5), 1))
        painter.drawLine(start + QtCore.QPointF(low, 0), start + QtCore.QPointF(high, 0))


class Taste(QWidget):
    """Shows `TasteShown`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_taste")
        self._text = QtWidgets.QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setObjectName("apprentice_taste_text")
        self._bars = _Bars()
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.addWidget(style.give_way(self._text))
        column.addWidget(self._bars)

    def show_taste(self, shown: TasteShown) -> None:
        """Show what has been learned."""
        self._text.setText(shown.text or "Nothing is learned yet: rate a suggestion or two.")
        self._bars.show_values(shown.values)
