"""Five stars in a strip: a press slides along it, and counts where it is let go."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import bounds, tr, tr_n
from . import icons, style

# A press that is let go this far above or below the strip gives nothing.
_SLACK_PX = 8


class Star(QtWidgets.QAbstractButton):
    """One star: lit if it was given, previewed if letting go here or further right would give it."""

    def __init__(self, number: int, name: str, strip: Stars) -> None:
        super().__init__(strip)
        self._strip = strip
        self.number = number
        self.setObjectName(name)
        self.setToolTip(
            tr(
                "{count} of {most} (key {count}). Slide along to choose, off the stars to give none.",
                count=number,
                most=bounds.STARS.high,
            )
        )
        self.setAccessibleName(tr_n("{count} star", "{count} stars", number))
        self.setMinimumSize(style.STAR_PX, style.HIT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.is_lit = False
        self.is_preview = False

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of the smallest target."""
        return QtCore.QSize(style.STAR_PX, style.HIT_PX)

    def show_star(self, *, lit: bool, preview: bool) -> None:
        """Light the star, or preview it."""
        if (lit, preview) != (self.is_lit, self.is_preview):
            self.is_lit, self.is_preview = lit, preview
            self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Begin to slide."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._strip.slide_to(self.mapToParent(event.pos()))
        event.accept()

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """Slide on."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._strip.slide_to(self.mapToParent(event.pos()))
        event.accept()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Give the stars under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._strip.let_go(self.mapToParent(event.pos()))
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the star."""
        painter = QtGui.QPainter(self)
        color = style.star_color(self) if self.is_lit or self.is_preview else style.ink(self, 0.5)
        if not self.isEnabled():
            color = style.ink(self, 0.2)
        side = min(self.width(), self.height(), 24) - 3
        box = QtCore.QRectF(0, 0, side, side)
        box.moveCenter(QtCore.QRectF(self.rect()).center())
        icons.draw_star(painter, box, color, filled=self.is_lit)


class Stars(QWidget):
    """A strip of five stars; emits the number of the star that is clicked, or on which a sliding press ends.

    Args:
        name: prefix of the stars' object names.
    """

    given = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given, self._slid = 0, None
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stars = [Star(number, f"{name}_star_{number}", self) for number in range(1, bounds.STARS.high + 1)]
        for star in self._stars:
            star.clicked.connect(lambda _=False, number=star.number: self.given.emit(number))
            star.installEventFilter(self)
            row.addWidget(star, 1)
        self.setFixedHeight(style.HIT_PX)

    def show_stars(self, stars: int, *, enabled: bool) -> None:
        """Show a rating, 0 for none."""
        self._given = stars
        if not enabled:
            self.cancel()
        self.setEnabled(enabled)
        self._light(self._slid or 0)

    def cancel(self) -> None:
        """Let a press that is under way give nothing."""
        self._slid = None
        self._light(0)

    def slide_to(self, at: QtCore.QPoint) -> None:
        """Preview the stars up to a point of the strip, for as long as a press lasts."""
        self._slid = self._number_at(at)
        self._light(self._slid)

    def let_go(self, at: QtCore.QPoint) -> None:
        """End a press that began on the strip."""
        was_sliding, number = self._slid is not None, self._number_at(at)
        self._slid = None
        self._light(0)
        if was_sliding and number:
            self.given.emit(number)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Preview the stars up to the one under the pointer, while nothing is pressed."""
        if self._slid is None and event.type() == QtCore.QEvent.Type.HoverEnter:
            self._light(watched.number)
        elif self._slid is None and event.type() == QtCore.QEvent.Type.HoverLeave:
            self._light(0)
        return super().eventFilter(watched, event)

    def _number_at(self, at: QtCore.QPoint) -> int:
        """Return the stars that letting go at a point gives: 0 above and below, the nearest beside the strip."""
        if not -_SLACK_PX <= at.y() < self.height() + _SLACK_PX:
            return 0
        return next((star.number for star in self._stars if at.x() < star.geometry().right() + 1), len(self._stars))

    def _light(self, preview: int) -> None:
        """Light the stars that were given; during a press those that it would give instead."""
        lit = self._given if self._slid is None else self._slid
        for star in self._stars:
            star.show_star(lit=star.number <= lit, preview=star.number <= preview)
