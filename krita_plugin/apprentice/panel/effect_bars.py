"""The bars that show, and set, the effects of the values."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QWidget, Signal
from ..shown.values import EffectShown
from ..vendored import bounds
from . import style

ROW_PX = 17
FULL_STARS = 2.0
_STEP_STARS = 0.25
_WORDS_SHARE = 0.45
_SEEMS = 0.5  # opacity of a bar that does not stand out


class EffectBars(QWidget):
    """A row for each value: its word, and a bar to the right for a liked one, to the left for one that is not.

    A thin line shows the spread; an effect that no sentence may name has neither bar nor line. A click on a bar sets
    the effect by hand, a right click leaves it to the ratings again: `said` emits dimension, value and stars, None for
    the latter. `chosen` emits dimension and value of a row that is clicked.
    """

    said = Signal(str, str, object)
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_effects")
        self.effects: tuple[EffectShown, ...] = ()
        self._chosen = ("", "")
        style.give_way(self)

    def show_effects(self, effects: tuple[EffectShown, ...], chosen: tuple[str, str]) -> None:
        """Show effects; `chosen` is the dimension and value of the row to mark, ("", "") for none."""
        if (effects, chosen) != (self.effects, self._chosen):
            self.effects, self._chosen = effects, chosen
            self.setFixedHeight(ROW_PX * len(effects))
            self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Choose a row, and set its effect where the click is on the bar."""
        row, along = event.pos().y() // ROW_PX, event.pos().x()
        if not 0 <= row < len(self.effects):
            return
        effect = self.effects[row]
        self.chosen.emit(effect.dimension, effect.value)
        event.accept()
        if along < self.width() * _WORDS_SHARE:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self.said.emit(effect.dimension, effect.value, None)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.said.emit(effect.dimension, effect.value, self._stars_at(along))

    def event(self, event: QtCore.QEvent) -> bool:
        """Give each row the tooltip of its value."""
        if event.type() == QtCore.QEvent.Type.ToolTip:
            row = event.pos().y() // ROW_PX
            self.setToolTip(self.effects[row].why if 0 <= row < len(self.effects) else "")
        return super().event(event)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the rows."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setFont(style.small_font(self))
        middle, reach = self._axis()
        painter.setPen(QtGui.QPen(style.ink(self, 0.25), 1))
        painter.drawLine(QtCore.QPointF(middle, 0), QtCore.QPointF(middle, self.height()))
        before = ""
        for row, effect in enumerate(self.effects):
            box = QtCore.QRectF(0, row * ROW_PX, self.width() * _WORDS_SHARE - 4, ROW_PX)
            if before and effect.dimension != before:
                painter.setPen(QtGui.QPen(style.ink(self, 0.15), 1))
                painter.drawLine(QtCore.QPointF(0, box.top()), QtCore.QPointF(self.width(), box.top()))
            before = effect.dimension
            text = painter.fontMetrics().elidedText(effect.word, Qt.TextElideMode.ElideRight, int(box.width()))
            if (effect.dimension, effect.value) == self._chosen:
                painter.fillRect(QtCore.QRectF(0, box.top(), self.width(), ROW_PX), style.ink(self, 0.12))
            painter.setPen(style.text(self, 0.85))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            if effect.is_drawn:
                self._draw_bar(painter, QtCore.QPointF(middle, box.center().y()), reach, effect)

    def _axis(self) -> tuple[float, float]:
        """Return the place of no effect and the length of the longest bar, in px."""
        words = self.width() * _WORDS_SHARE
        return words + (self.width() - words) / 2, (self.width() - words) / 2 - 3

    def _stars_at(self, along: int) -> float:
        middle, reach = self._axis()
        stars = max(-1.0, min(1.0, (along - middle) / reach)) * FULL_STARS
        return round(stars / _STEP_STARS) * _STEP_STARS

    def _draw_bar(self, painter: QtGui.QPainter, start: QtCore.QPointF, reach: float, effect: EffectShown) -> None:
        def place(stars: float) -> float:
            return max(-1.0, min(1.0, stars / FULL_STARS)) * reach

        length = place(effect.mean)
        bar = QtCore.QRectF(min(0.0, length), -3.5, abs(length), 7).translated(start)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QtGui.QColor(style.accent(self) if effect.mean >= 0 else style.problem_color(self))
        colour.setAlphaF(1.0 if effect.by_hand or bounds.stands_out(effect.mean, effect.spread) else _SEEMS)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, 2, 2)
        if effect.by_hand:
            self._draw_handle(painter, start + QtCore.QPointF(length, 0))
            return
        painter.setPen(QtGui.QPen(style.ink(self, 0.5), 1))
        low, high = place(effect.mean - effect.spread), place(effect.mean + effect.spread)
        painter.drawLine(start + QtCore.QPointF(low, 0), start + QtCore.QPointF(high, 0))

    def _draw_handle(self, painter: QtGui.QPainter, at: QtCore.QPointF) -> None:
        """Draw the round handle of an effect that the artist set."""
        painter.setPen(QtGui.QPen(style.paper(self), 1.5))
        painter.setBrush(style.ink(self, 0.9))
        painter.drawEllipse(at, 4.5, 4.5)
