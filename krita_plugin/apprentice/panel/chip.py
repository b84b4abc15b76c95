"""A small rounded word, or a few, that can be on or off."""

from __future__ import annotations

from collections.abc import Iterable

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget
from . import icons, style

_PAD_PX = 7
_ICON_PX = 13
_ROUND_PX = 12.5
LEAST_POINTS = 6.0


def fit_together(chips: Iterable[Chip]) -> None:
    """Give chips that belong together one font size, in which the longest word fits."""
    group = tuple(chips)
    for chip in group:
        chip.set_group(group)


class Chip(QtWidgets.QAbstractButton):
    """A word in a rounded frame. Where it has too little room its font shrinks, then the word is elided.

    `most_lines` is 2 where words may stand below each other before the font shrinks.
    """

    most_lines = 1

    def __init__(self, text: str, name: str, parent: QWidget | None = None, *, icon: str = "") -> None:
        super().__init__(parent)
        self._icon = icon
        self._solid = False
        self.is_struck = False
        self._group: tuple[Chip, ...] = (self,)
        self._fitted: tuple[object, float] = (None, 0.0)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(8, style.HIT_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none."""
        if icon != self._icon:
            self._icon = icon
            self.updateGeometry()
            self.update()

    def set_solid(self, solid: bool) -> None:
        """Give it a ground that hides what is below it, for chips over a picture."""
        self._solid = solid

    def set_struck(self, is_struck: bool) -> None:
        """Strike the word out: what it says is kept out."""
        if is_struck != self.is_struck:
            self.is_struck = is_struck
            self.update()

    def wanted_px(self) -> int:
        """Return the width that shows the whole word in the smaller font."""
        text = QtGui.QFontMetrics(style.small_font(self)).horizontalAdvance(self.text())
        return text + 2 * _PAD_PX + (_ICON_PX if self._icon else 0)

    def fitting_size(self) -> float:
        """Return the font size in points in which the word fits the chip as it is."""
        key = (self.text(), self.width(), self._icon, self.font().key())
        if key != self._fitted[0]:
            font, room = style.small_font(self), self.room_px
            while not self._fits(font, room) and font.pointSizeF() > LEAST_POINTS:
                font.setPointSizeF(font.pointSizeF() - 0.25)
            self._fitted = (key, font.pointSizeF())
        return self._fitted[1]

    @property
    def room_px(self) -> float:
        """The width that its word has."""
        return self.width() - 9 - (_ICON_PX if self._icon else 0)

    def lines(self, font: QtGui.QFont, room_px: float) -> list[str]:
        """Return the text in one line where that fits, else in the two that are shortest, if it may have two."""
        text, width_px = self.text(), QtGui.QFontMetricsF(font).horizontalAdvance
        if self.most_lines == 1 or " " not in text or width_px(text) <= room_px:
            return [text]
        words = text.split(" ")
        parted = ([" ".join(words[:place]), " ".join(words[place:])] for place in range(1, len(words)))
        return min(parted, key=lambda lines: max(map(width_px, lines)))

    def _fits(self, font: QtGui.QFont, room_px: float) -> bool:
        lines, metrics = self.lines(font, room_px), QtGui.QFontMetricsF(font)
        is_low = len(lines) == 1 or len(lines) * _line_px(metrics) <= style.HIT_PX - 3
        return is_low and all(metrics.horizontalAdvance(line) <= room_px for line in lines)

    def set_group(self, group: tuple[Chip, ...]) -> None:
        """Draw the word in the size that fits all of a group."""
        self._group = group
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        """Return the size that shows the whole word."""
        return QtCore.QSize(self.wanted_px(), style.HIT_PX)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return next to nothing: a chip never widens the panel."""
        return QtCore.QSize(8, style.HIT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw frame, ground and word."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        ground, text = self._colors()
        painter.setPen(QtGui.QPen(style.ink(self, 0.28), 1.0) if not self.isChecked() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)
        self._draw_word(painter, self.word_box(box), text)

    def word_box(self, box: QtCore.QRectF) -> QtCore.QRectF:
        """Return the room of the word within the frame."""
        return box

    def _colors(self) -> tuple[QtGui.QColor, QtGui.QColor]:
        if self.isChecked():
            return style.accent(self), style.accent_ink(self)
        hovered = self.underMouse() and self.isEnabled()
        ground = style.ink(self, 0.16 if hovered else 0.05)
        if self._solid:
            ground.setAlpha(236)
        elif not hovered:
            ground.setAlpha(0)
        return ground, style.text(self, 0.85 if self.isEnabled() else 0.35)

    def _draw_word(self, painter: QtGui.QPainter, box: QtCore.QRectF, color: QtGui.QColor) -> None:
        left = box.left() + 4
        if self._icon:
            icons.draw(
                painter, self._icon, QtCore.QRectF(left, box.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX), color
            )
            left += _ICON_PX
        room = QtCore.QRectF(left, box.top(), box.right() - 4 - left, box.height())
        font = style.small_font(self)
        font.setPointSizeF(min(chip.fitting_size() for chip in self._group))
        font.setStrikeOut(self.is_struck)
        painter.setFont(font)
        painter.setPen(color)
        lines, line_px = self.lines(font, self.room_px), _line_px(QtGui.QFontMetricsF(font))
        top = room.center().y() - len(lines) * line_px / 2
        for place, line in enumerate(lines):
            text = QtGui.QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
            place_px = QtCore.QRectF(room.left(), top + place * line_px, room.width(), line_px)
            painter.drawText(place_px.adjusted(0, -3, 0, 3), Qt.AlignmentFlag.AlignCenter, text)


def _line_px(metrics: QtGui.QFontMetricsF) -> float:
    """Return the height of one of two lines, which lie closer than a font asks for."""
    return metrics.ascent() + metrics.descent() - 1
