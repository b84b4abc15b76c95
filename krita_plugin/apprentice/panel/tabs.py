"""The tabs of the pages: icons, and the word of the open one."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from . import icons, style

_ICON_PX, _GAP_PX, _PAD_PX = 20, 3, 3
# A smaller word is harder to read than the icon is missed.
_LEAST_POINTS = 7.5


class _Tab(QtWidgets.QAbstractButton):
    """One tab. Its place never changes: the word of the open one stands within it, for lack of room without the icon.

    Where not even the word fits, the icon stands alone.
    """

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
        word, font, has_icon = self._word()
        word_px = QtGui.QFontMetrics(font).horizontalAdvance(word)
        icon_px = _ICON_PX + (_GAP_PX if word else 0) if has_icon else 0
        left = box.center().x() - (icon_px + word_px) / 2
        color = style.text(self, 0.95 if self.isChecked() else 0.7)
        if has_icon:
            icon = QtCore.QRectF(left, box.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
            icons.draw(painter, self._icon, icon, color)
        painter.setFont(font)
        painter.setPen(color)
        room = QtCore.QRectF(left + icon_px, box.top(), word_px + 2, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def _word(self) -> tuple[str, QtGui.QFont, bool]:
        """Return what is said of the open tab, the font in which it fits, and whether there is an icon, too."""
        font, room = style.small_font(self, 0.94), self.width() - 2 * _PAD_PX
        if not self.isChecked():
            return "", font, True
        for has_icon in (True, False):
            word_px = room - (_ICON_PX + _GAP_PX if has_icon else 0)
            fitting = style.fitted_font(self.text(), font, word_px, _LEAST_POINTS)
            if fitting is not None:
                return self.text(), fitting, has_icon
        return "", font, True


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
