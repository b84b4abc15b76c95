"""The name under a card's picture."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget
from ..vendored import tr
from . import style
from .text_box import wrap

NAME_PX = 16
_GAP_PX = 6
GUESS = "≈"
# Between the words of a name.
_DOT = " · "


class CardName(QtWidgets.QLabel):
    """The name, in as many lines of `NAME_PX` as it is high, and at every width the same mark where it is a guess.

    The tooltip, and what is read out, say "a guess".
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_name")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(style.small_font(self))
        self.setFixedHeight(NAME_PX)
        self._name, self._is_guess = "", False
        style.give_way(self)

    def show_name(self, name: str, *, is_guess: bool) -> None:
        """Show a suggestion's name; `is_guess` says that the apprentice only guesses that it will be liked."""
        if (name, is_guess) == (self._name, self._is_guess):
            return
        self._name, self._is_guess = name, is_guess
        self.setText(tr("{name}, a guess", name=name) if name and is_guess else name)
        self.setToolTip(self.text())

    @property
    def mark(self) -> str:
        """The mark of a guess; empty where it is none."""
        return GUESS if self._is_guess and self._name else ""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the name, and at the right the mark of a guess."""
        painter = QtGui.QPainter(self)
        room = QtCore.QRectF(self.rect()).adjusted(style.PICTURE_EDGE_PX, 0, -style.PICTURE_EDGE_PX, 0)
        metrics = self.fontMetrics()
        if mark := self.mark:
            painter.setPen(style.readable(style.grey(self, 0.6), style.grey(self), style.SENTENCE_CONTRAST))
            first = QtCore.QRectF(room.left(), 0, room.width(), NAME_PX)
            painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)
            room.setRight(room.right() - metrics.horizontalAdvance(mark) - _GAP_PX)
        painter.setPen(style.readable(style.grey(self, 0.9 if self.isEnabled() else 0.5), style.grey(self)))
        for place, line in enumerate(name_lines(self._name, self.font(), int(room.width()), self.height() // NAME_PX)):
            box = QtCore.QRectF(room.left(), place * NAME_PX, room.width(), NAME_PX)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)


def name_lines(name: str, font: QtGui.QFont, room_px: int, most: int) -> list[str]:
    """Return the lines of a name, `most` at most: it is broken after its first word; a single line is `shortened`."""
    metrics = QtGui.QFontMetrics(font)
    if most < 2 or metrics.horizontalAdvance(name) <= room_px:
        return [shortened(name, metrics, room_px)]
    first, dot, rest = name.partition(_DOT)
    if not dot or metrics.horizontalAdvance(first) > room_px:
        return wrap(name, font, room_px, most)[0]
    return [first, *wrap(rest, font, room_px, most - 1)[0]]


def shortened(name: str, metrics: QtGui.QFontMetrics, room_px: int) -> str:
    """Return a name that fits: the first word whole, then what fits of the rest.

    Where the rest would be a mark alone, each word is cut, so that both can be told.
    """
    first, dot, second = name.partition(_DOT)
    least_px = metrics.horizontalAdvance(first + dot + second[:3] + "…")
    if not dot or metrics.horizontalAdvance(name) <= room_px or least_px <= room_px:
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room_px)
    room_px -= metrics.horizontalAdvance(dot)
    wanted = [metrics.horizontalAdvance(word) for word in (first, second)]
    first_px = max(room_px // 2, room_px - wanted[1])
    second_px = room_px - min(first_px, wanted[0])
    words = zip((first, second), (first_px, second_px), strict=True)
    return dot.join(metrics.elidedText(word, Qt.TextElideMode.ElideRight, px) for word, px in words)
