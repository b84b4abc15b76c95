"""The line that says what was asked for; a press opens what can be asked for."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .palettes.rule_line import RuleLine
from .text_box import whole_line, wrap

_PAD_PX, _FONTS = 2, (0.94, 0.8)


class _AskedText(QtWidgets.QAbstractButton):
    """A quiet line of text that can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_asked")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        style.give_way(self)

    def sizeHint(self) -> QtCore.QSize:
        """Return no width: the line takes what there is."""
        return QtCore.QSize(0, style.HIT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the text on one line or two, and a line under it while it is pointed at."""
        painter = QtGui.QPainter(self)
        font, lines = self._wrapped()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(style.small_text(self, 0.8))
        line_px = QtGui.QFontMetrics(font).height() - 1
        top = (self.height() - line_px * len(lines)) // 2
        for place, line in enumerate(lines):
            room = QtCore.QRect(_PAD_PX, top + place * line_px, self.width() - 2 * _PAD_PX, line_px)
            painter.drawText(whole_line(room), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)

    def lines(self) -> list[str]:
        """Return the text as it is drawn: what does not fit on two lines in the smaller font is cut short."""
        return self._wrapped()[1]

    def _wrapped(self) -> tuple[QtGui.QFont, list[str]]:
        """Return the larger font in which the text fits on two lines, else the smaller one; and the lines."""
        for factor in _FONTS:
            font = style.small_font(self, factor)
            lines, is_cut = wrap(self.text(), font, self.width() - 2 * _PAD_PX, 2)
            if not is_cut:
                break
        return font, lines


class AskedLine(QWidget):
    """Shows what was asked for, and the palette that rules; emits that more is to be seen."""

    more_asked = Signal()

    def __init__(self, rule: RuleLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = _AskedText()
        self._asked.clicked.connect(self.more_asked)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP_PX)
        row.addWidget(self._asked, 1)
        row.addWidget(rule)

    def show_asked(self, text: str) -> None:
        """Show what was asked for, in words."""
        if text != self._asked.text():
            self._asked.setText(text)
            self._asked.setAccessibleName(tr("Asked for: {what}", what=text))
            self._asked.setToolTip(tr("{what}\nPress to ask for something else.", what=text))
