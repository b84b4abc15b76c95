"""One palette of the palette section."""

from __future__ import annotations

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.palette_values import PaletteRowShown
from .. import icons, style
from ..text_line import TextLine
from ..widget_list import fit
from .palette_strip import SwatchButton

_STAR_PX = 11


class _GivenStars(QWidget):
    """The stars of a palette, small; takes no room without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stars = 0
        self.setFixedSize(0, _STAR_PX + 4)

    def show_stars(self, stars: int) -> None:
        """Show 0 to 5 stars."""
        if stars != self._stars:
            self._stars = stars
            self.setFixedWidth(stars * _STAR_PX)
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the stars."""
        painter = QtGui.QPainter(self)
        for place in range(self._stars):
            box = QtCore.QRectF(place * _STAR_PX, 2, _STAR_PX, _STAR_PX)
            icons.draw_star(painter, box, style.star_color(self), filled=True)


class PaletteRow(QWidget):
    """A line of text and the swatches of a palette.

    `selected` says that the palette was clicked, `taken` gives (place, hex, foreground) of a swatch that was.

    Args:
        name: prefix of the object names.
    """

    selected = Signal()
    taken = Signal(int, str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self.shown: PaletteRowShown | None = None
        self._swatches: list[SwatchButton] = []
        self._heading = QtWidgets.QLabel()
        self._heading.setFont(style.small_font(self._heading))
        self._heading.setEnabled(False)
        self._text = TextLine(f"{name}_text")
        # The selected palette says all of it, in as many lines as that takes.
        self._whole_text = QtWidgets.QLabel()
        self._whole_text.setWordWrap(True)
        self._whole_text.setTextFormat(Qt.TextFormat.PlainText)
        self._stars = _GivenStars()
        self._strip = QtWidgets.QHBoxLayout()
        self._strip.setSpacing(1)
        line = QtWidgets.QHBoxLayout()
        line.setSpacing(style.GAP_PX)
        line.addWidget(self._text, 1)
        line.addWidget(style.give_way(self._whole_text), 1)
        line.addWidget(self._stars)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(5, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(style.give_way(self._heading))
        column.addLayout(line)
        column.addLayout(self._strip)

    @property
    def swatches(self) -> tuple[SwatchButton, ...]:
        """Its swatches, left to right."""
        return tuple(self._swatches)

    def show_row(self, shown: PaletteRowShown) -> None:
        """Show a palette."""
        if shown == self.shown:
            return
        self.shown = shown
        self._heading.setText(shown.heading)
        self._heading.setVisible(bool(shown.heading))
        self._text.show_text(shown.text, shown.tip)
        self._text.setVisible(not shown.is_selected)
        self._whole_text.setFont(style.small_font(self, 0.94))
        self._whole_text.setText(shown.text)
        self._whole_text.setToolTip(shown.tip)
        self._whole_text.setVisible(shown.is_selected)
        self._stars.show_stars(0 if shown.is_selected else shown.stars)
        fit(self._swatches, len(shown.swatches), self._strip, self._make_swatch)
        for button, swatch in zip(self._swatches, shown.swatches, strict=True):
            button.show_color(swatch)
        self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Select the palette."""
        self.selected.emit()
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Mark the selected palette by a bar at its side."""
        if self.shown is not None and self.shown.is_selected:
            top = self._whole_text.y()
            painter = QtGui.QPainter(self)
            painter.fillRect(QtCore.QRect(0, top, 2, self.height() - top), style.accent(self))

    def _make_swatch(self, place: int) -> SwatchButton:
        swatch = SwatchButton(f"{self._name}_swatch_{place}")
        swatch.taken.connect(lambda color, foreground: self.taken.emit(place, color, foreground))
        self._strip.addWidget(style.give_way(swatch), 1)
        return swatch
