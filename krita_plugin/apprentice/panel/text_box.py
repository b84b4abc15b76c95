"""A text of as many lines as its place is high; what does not fit is cut short, and a sign says that there is more."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QWidget, Signal
from . import style


def wrap(text: str, font: QtGui.QFont, width_px: int, most: int) -> tuple[list[str], bool]:
    """Return a text's lines at a width, the last of them elided where `most` are too few, and whether it was."""
    lines: list[str] = []
    parts = text.split("\n")
    for place, part in enumerate(parts):
        layout = QtGui.QTextLayout(part, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width_px)
            if len(lines) == most - 1:
                rest = " ".join([part[line.textStart() :], *parts[place + 1 :]]).strip()
                last = QtGui.QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width_px)
                layout.endLayout()
                return [*lines, last], last != rest
            lines.append(part[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
    return lines, False


def whole_line(room: QtCore.QRect) -> QtCore.QRect:
    """Return the room to draw a line in: lines lie closer than the font asks for, and what hangs below is not cut."""
    return room.adjusted(0, -1, 0, 1)


_MORE = "▾"
_MORE_PX = 14


class TextBox(QWidget):
    """Shows a text, wrapped; the tooltip has all of it. Emits that it was pressed.

    `has_more` says that a press tells more than the text: then ▾ stands at the right, and the pointer is a hand.
    """

    pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.has_more = False
        self._text, self._strength = "", 0.85
        self._key: tuple[object, ...] = ()
        self._lines: tuple[list[str], bool] = ([], False)
        style.give_way(self)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    @property
    def is_cut(self) -> bool:
        """Whether some of the text is not shown."""
        return self._wrapped()[1]

    def show_text(self, text: str, tip: str = "", strength: float = 0.85, *, has_more: bool = False) -> None:
        """Show `text`; `tip` says more to the pointer, `has_more` that a press does."""
        if (text, strength, has_more) != (self._text, self._strength, self.has_more):
            self._text, self._strength, self.has_more = text, strength, has_more
            self.setCursor(Qt.CursorShape.PointingHandCursor if has_more else Qt.CursorShape.ArrowCursor)
            self.setAccessibleName(text)
            self.update()
        if (tip or text) != self.toolTip():
            self.setToolTip(tip or text)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Tell of a press."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the lines, all together in the middle of the height."""
        painter = QtGui.QPainter(self)
        painter.setFont(self._font())
        painter.setPen(self._color())
        lines, line_px = self._wrapped()[0], self._line_px()
        top = (self.height() - line_px * len(lines)) // 2
        for place, line in enumerate(lines):
            room = QtCore.QRect(0, top + place * line_px, self.width(), line_px)
            painter.drawText(whole_line(room), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        if self.has_more:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _MORE)

    def _color(self) -> QtGui.QColor:
        return style.small_text(self, self._strength)

    def _font(self) -> QtGui.QFont:
        return style.small_font(self, 0.94)

    def _line_px(self) -> int:
        return QtGui.QFontMetrics(self._font()).height() - 1

    def _wrapped(self) -> tuple[list[str], bool]:
        key = (self._text, self.has_more, self.width(), self.height(), self.font().key())
        if key != self._key:
            most = max(1, self.height() // self._line_px())
            self._key, self._lines = (
                key,
                wrap(self._text, self._font(), self.width() - (_MORE_PX if self.has_more else 0), most),
            )
        return self._lines
