"""A flat button that shows one of the panel's icons."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget
from . import icons, style


class IconButton(QtWidgets.QAbstractButton):
    """An icon of 24 px, 28 on a picture; checkable ones are drawn in the highlight while they are on.

    Args:
        icon: one of `icons.NAMES`.
        name: its object name.
        tip: says what it does, for the pointer and for screen readers.
        on_picture: whether it lies over a picture, and so needs a dark ground.
    """

    def __init__(
        self, icon: str, name: str, tip: str, parent: QWidget | None = None, *, on_picture: bool = False
    ) -> None:
        super().__init__(parent)
        self._icon, self._on_picture = icon, on_picture
        self.setObjectName(name)
        self.set_tip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = style.HIT_PX
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_tip(self, tip: str) -> None:
        """Set the words for the pointer and for screen readers."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of every target."""
        return self.minimumSize()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw ground and icon."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse() and self.isEnabled()
        rect, inside = QtCore.QRectF(self.rect()), 6.0 if self._on_picture else 3.5
        margin = 3.0 if self._on_picture else 1.5
        ground = rect.adjusted(margin, margin, -margin, -margin)
        if self._on_picture:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QtGui.QColor(20, 20, 20, 235) if hovered else style.ON_PICTURE)
            painter.drawRoundedRect(ground, style.RADIUS_PX, style.RADIUS_PX)
        elif hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.ink(self, 0.22 if self.isDown() else 0.12))
            painter.drawRoundedRect(ground, style.RADIUS_PX, style.RADIUS_PX)
        icons.draw(painter, self._icon, rect.adjusted(inside, inside, -inside, -inside), self._color())

    def _color(self) -> QtGui.QColor:
        if self._on_picture:
            return style.ON_PICTURE_INK if self.isEnabled() else QtGui.QColor(150, 150, 150)
        if not self.isEnabled():
            return style.text(self, 0.3)
        return (
            style.accent(self).lighter(125 if style.is_dark(self) else 100)
            if self.isChecked()
            else style.ink(self, 0.8)
        )
