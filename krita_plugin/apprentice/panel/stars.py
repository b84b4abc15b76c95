"""Five stars."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import bounds
from . import icons, style


class Star(QtWidgets.QAbstractButton):
    """A star of at least 24 px: lit if it was given, previewed if a click here or further right would give it."""

    def __init__(self, number: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setToolTip(f"{number} of {bounds.STARS.high} (key {number})")
        self.setAccessibleName(f"{number} stars")
        self.setMinimumSize(style.TARGET_PX, style.TARGET_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.is_lit = False
        self.is_preview = False

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of the smallest target."""
        return QtCore.QSize(style.TARGET_PX, style.TARGET_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the star."""
        painter = QtGui.QPainter(self)
        color = style.star_color(self) if self.is_lit or self.is_preview else style.ink(self, 0.42)
        if not self.isEnabled():
            color = style.ink(self, 0.16)
        side = min(self.width(), self.height(), 24) - 2
        box = QtCore.QRectF(0, 0, side, side)
        box.moveCenter(QtCore.QRectF(self.rect()).center())
        icons.draw_star(painter, box, color, filled=self.is_lit)


class Stars(QWidget):
    """A row of five stars; emits the number of the star that is clicked.

    Args:
        name: prefix of the stars' object names.
    """

    given = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stars = [Star(number, f"{name}_star_{number}", self) for number in range(1, bounds.STARS.high + 1)]
        for number, star in enumerate(self._stars, 1):
            star.clicked.connect(lambda _=False, number=number: self.given.emit(number))
            star.installEventFilter(self)
            row.addWidget(star, 1)
        self.setFixedHeight(style.TARGET_PX)

    def show_stars(self, stars: int, *, enabled: bool) -> None:
        """Show a rating, 0 for none."""
        self.setEnabled(enabled)
        for number, star in enumerate(self._stars, 1):
            if star.is_lit != (number <= stars):
                star.is_lit = number <= stars
                star.update()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Preview the stars up to the one under the pointer."""
        if event.type() in (QtCore.QEvent.Type.HoverEnter, QtCore.QEvent.Type.HoverLeave):
            over = self._stars.index(watched) + 1 if event.type() == QtCore.QEvent.Type.HoverEnter else 0
            for number, star in enumerate(self._stars, 1):
                star.is_preview = number <= over
                star.update()
        return super().eventFilter(watched, event)
