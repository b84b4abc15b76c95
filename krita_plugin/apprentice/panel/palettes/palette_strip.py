"""The palette of the selected suggestion: a click on a swatch takes its colour."""

from __future__ import annotations

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.values import PaletteShown
from ...vendored import messages, percent, tr
from .. import style
from ..icon_button import IconButton
from ..widget_list import fit


class SwatchButton(QtWidgets.QAbstractButton):
    """One colour; a click takes it as foreground, a right click as background."""

    taken = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.hex = ""
        self.shown: messages.SwatchPart | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(style.HIT_PX, style.HIT_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_color(self, swatch: messages.SwatchPart) -> None:
        """Show the colour, share and name of a swatch."""
        if swatch == self.shown:
            return
        self.shown, self.hex = swatch, swatch.hex
        self.setToolTip(
            tr(
                "{name} {hex}, {share}\nClick: foreground. Right click: background.",
                name=swatch.name,
                hex=swatch.hex,
                share=percent(swatch.share),
            )
        )
        self.setAccessibleName(swatch.name)
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        """Return the size of the smallest target."""
        return QtCore.QSize(style.HIT_PX, style.HIT_PX)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Take the colour."""
        if self.hex and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.taken.emit(self.hex, event.button() == Qt.MouseButton.LeftButton)
        event.accept()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the colour."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        grow = 0.0 if self.underMouse() else 2.0
        box = QtCore.QRectF(self.rect()).adjusted(0.5, 0.5 + grow, -0.5, -0.5 - grow)
        painter.setPen(QtGui.QPen(style.ink(self, 0.3), 1.0))
        painter.setBrush(QtGui.QColor(self.hex))
        painter.drawRoundedRect(box, 3, 3)


class PaletteStrip(QWidget):
    """Swatches as wide as their share; emits a colour that is taken, and that their palette is to be pulled or rule."""

    color_taken = Signal(str, bool)
    pull_asked = Signal()
    rule_asked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palette_strip")
        self._swatches: list[SwatchButton] = []
        self._row = QtWidgets.QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._hint = QtWidgets.QLabel(tr("Palettes appear with suggestions"))
        self._hint.setEnabled(False)
        self._hint.setFont(style.small_font(self._hint))
        self._row.addWidget(style.give_way(self._hint), 1)
        self.rule = IconButton("rule", "apprentice_palette_rule", tr("Let these colours rule the next suggestions"))
        self.rule.setCheckable(True)
        self.rule.clicked.connect(self._ask_to_rule)
        self._row.addWidget(self.rule)
        self.pull = IconButton(
            "add", "apprentice_palette_pull", tr("Keep this palette: Krita offers it from its next start")
        )
        self.pull.clicked.connect(self.pull_asked)
        self._row.addWidget(self.pull)
        self.shown: PaletteShown | None = None
        self.setFixedHeight(style.HIT_PX)
        self.show_palette(PaletteShown())

    def show_palette(self, shown: PaletteShown) -> None:
        """Show a palette."""
        if shown == self.shown:
            return
        self.shown = shown
        self._hint.setVisible(not shown.swatches)
        self.pull.setEnabled(shown.can_pull)
        self.pull.setVisible(bool(shown.swatches))
        self.rule.setVisible(shown.can_rule)
        self.rule.setChecked(shown.rules)
        self.setToolTip(shown.title)
        # Those that are not needed now wait for the next palette.
        fit(self._swatches, max(len(self._swatches), len(shown.swatches)), self._row, self._make_swatch)
        for place, (button, swatch) in enumerate(zip(self._swatches, shown.swatches, strict=False)):
            button.show_color(swatch)
            self._row.setStretch(place, max(4, round(swatch.share * 40)))
        for place, button in enumerate(self._swatches):
            button.setVisible(place < len(shown.swatches))

    def _ask_to_rule(self, on: bool) -> None:
        shown = self.shown or PaletteShown()
        self.rule_asked.emit(tuple(swatch.hex for swatch in shown.swatches) if on else ())

    def _make_swatch(self, place: int) -> SwatchButton:
        swatch = SwatchButton(f"apprentice_swatch_{place}")
        swatch.taken.connect(self.color_taken)
        self._row.insertWidget(place, style.give_way(swatch))
        return swatch
