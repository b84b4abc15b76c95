"""The tabs of the pages: icons, and the word of the open one."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from . import icons, style

_ICON_PX, _GAP_PX, _LEAST_WORD_PX = 20, 3, 24
_LEAST_POINTS = 6.0


class _Tab(QtWidgets.QAbstractButton):
    """One tab. Its place never changes: the word of the open one stands within it, where there is room."""

    def __init__(self, key: str, icon: str, word: str) -> None:
        super().__init__()
        self._icon = icon
        self.setObjectName(f"apprentice_page_{key}")
        self.setText(word)
        self.setToolTip(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        style.give_way(self)

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of a target."""
        return QtCore.QSize(style.HIT_PX, style.HIT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the icon, the open one's word, and a line above the open one."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(1, 2, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.ink(self, 0.14 if self.isChecked() else 0.08))
            painter.drawRoundedRect(box, style.RADIUS_PX, style.RADIUS_PX)
        word, font = self._word()
        word_px = QtGui.QFontMetrics(font).horizontalAdvance(word)
        left = box.center().x() - (_ICON_PX + (_GAP_PX + word_px if word else 0)) / 2
        icon = QtCore.QRectF(left, box.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
        color = style.text(self, 0.95 if self.isChecked() else 0.7)
        icons.draw(painter, self._icon, icon, color)
        painter.setFont(font)
        painter.setPen(color)
        room = QtCore.QRectF(icon.right() + _GAP_PX, box.top(), word_px + 2, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def _word(self) -> tuple[str, QtGui.QFont]:
        """Return what is said of the open tab, and the font in which it fits."""
        font, room = style.small_font(self, 0.94), self.width() - _ICON_PX - _GAP_PX - 6
        if not self.isChecked() or room < _LEAST_WORD_PX:
            return "", font
        while QtGui.QFontMetricsF(font).horizontalAdvance(self.text()) > room and font.pointSizeF() > _LEAST_POINTS:
            font.setPointSizeF(font.pointSizeF() - 0.25)
        return QtGui.QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1), font


class Tabs(QWidget):
    """A row of tabs; emits the key of one that is pressed."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_tabs")
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._tabs: dict[str, _Tab] = {}

    def add(self, key: str, icon: str, word: str) -> None:
        """Add a tab at the right."""
        tab = _Tab(key, icon, word)
        tab.clicked.connect(lambda: self.pressed.emit(key))
        self._tabs[key] = tab
        self._row.addWidget(tab, 1)

    def show_open(self, key: str) -> None:
        """Show which page is open."""
        for name, tab in self._tabs.items():
            tab.setChecked(name == key)
