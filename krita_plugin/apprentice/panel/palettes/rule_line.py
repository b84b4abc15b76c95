"""The palette that rules the next suggestions."""

from __future__ import annotations

from ...qt import QtCore, QtGui, QtWidgets, QWidget, Signal
from ...vendored import tr
from .. import style
from ..icon_button import IconButton

_SWATCH_PX, _MOST_SHOWN = 10, 6


class _Colors(QWidget):
    """The palette, small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors: tuple[str, ...] = ()

    def show_colors(self, colors: tuple[str, ...]) -> None:
        """Show "#rrggbb" colours: all of them, or every so many if they are more than six."""
        step = max(1, -(-len(colors) // _MOST_SHOWN))
        self._colors = colors[::step]
        self.setFixedSize(_SWATCH_PX * len(self._colors) + 2, style.HIT_PX)
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the colours side by side in one frame."""
        painter = QtGui.QPainter(self)
        top = (self.height() - _SWATCH_PX) // 2
        for place, color in enumerate(self._colors):
            painter.fillRect(QtCore.QRect(1 + place * _SWATCH_PX, top, _SWATCH_PX, _SWATCH_PX), QtGui.QColor(color))
        painter.setPen(QtGui.QPen(style.ink(self, 0.3), 1.0))
        painter.drawRect(0, top - 1, _SWATCH_PX * len(self._colors) + 1, _SWATCH_PX + 1)


class RuleLine(QWidget):
    """Shows the palette that rules, and takes no room without one; emits when the rule is ended."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_rule")
        self.setToolTip(tr("The next suggestions keep to these colours, until you take them off with ✕."))
        self._colors = _Colors()
        self.clear = IconButton("dismiss", "apprentice_rule_clear", tr("Leave colour to the suggestions again"))
        self.clear.clicked.connect(self.cleared)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP_PX)
        row.addWidget(self._colors)
        row.addWidget(self.clear)
        self.shown: tuple[str, ...] | None = None
        self.show_rule(())

    def show_rule(self, colors: tuple[str, ...]) -> None:
        """Show the colours that rule, as "#rrggbb"; without any the line is hidden."""
        if colors != self.shown:
            self.shown = colors
            self._colors.show_colors(colors)
            self.setVisible(bool(colors))
