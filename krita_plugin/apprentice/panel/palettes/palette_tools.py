"""The tools of the selected palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ...shown.palette_values import SelectedPaletteShown
from ...vendored import bounds, later, tr
from .. import icons, style
from ..chip import Chip, fit_together
from ..widget_list import fit

_EYE_PX = 12
_EYE_WORD_PX = 66
# Word, object name, tip, tool.
_TOOLS = (
    (later("Vary"), "vary", later("Three variations of this palette; locked swatches stay as they are"), "vary"),
    (
        later("Ramp"),
        "ramp",
        later("Shades and tints of the swatch that was clicked last, else of the most vivid"),
        "ramp",
    ),
    (later("Sort"), "sort", later("By lightness; pressed again by hue, by chroma, by share"), "sort"),
    (later("Fewer"), "fewer", later("One swatch less: the one that others can stand for best"), "limit"),
)
_EYES_TIP = later("As eyes without red, green or blue cones see it")
_CANVAS_TIP = later("The canvas, softly in these colours, as a new layer")
_CARD_TIP = later("The selected suggestion, softly in these colours, as a new layer")


class _Lock(QtWidgets.QAbstractButton):
    """The lock below a swatch: faint while it is open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(8, style.HIT_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_lock(self, locked: bool) -> None:
        """Show whether the swatch stays."""
        self.setChecked(locked)
        tip = tr("Locked: variations keep this swatch") if locked else tr("Lock this swatch: variations keep it")
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def sizeHint(self) -> QtCore.QSize:
        """Return little: locks are as wide as the swatches above them."""
        return QtCore.QSize(8, style.HIT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the lock."""
        side = min(16.0, self.width() - 1.0)
        box = QtCore.QRectF(0, 0, side, side)
        box.moveCenter(QtCore.QRectF(self.rect()).center())
        strength = 0.85 if self.isChecked() else 0.5 if self.underMouse() else 0.22
        icons.draw(QtGui.QPainter(self), "lock", box, style.ink(self, strength))


class _Eyes(QWidget):
    """A palette as three kinds of colour-blind eyes see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palettes_seen")
        self._eyes: tuple[tuple[str, tuple[str, ...], str], ...] = ()

    def show_eyes(self, eyes: tuple[tuple[str, tuple[str, ...], str], ...]) -> None:
        """Show (kind of eyes, colours, colours that look alike in words); takes no room without any."""
        self._eyes = eyes
        self.setFixedHeight((_EYE_PX + 3) * len(eyes))
        lines = [
            tr("{whose}: {alike}", whose=whose, alike=alike)
            if alike
            else tr("{whose}: every swatch stays apart", whose=whose)
            for whose, _, alike in eyes
        ]
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(tr("; ", context="list").join(lines))
        self.setVisible(bool(eyes))
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw a word and a strip for each kind of eyes, and a dot where some swatches look alike."""
        painter = QtGui.QPainter(self)
        painter.setFont(style.small_font(self))
        room = self.width() - _EYE_WORD_PX - 8
        for row, (whose, colors, alike) in enumerate(self._eyes):
            top = row * (_EYE_PX + 3)
            painter.setPen(style.text(self, 0.75))
            place = QtCore.QRect(0, top, _EYE_WORD_PX, _EYE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, whose)
            for number, color in enumerate(colors):
                left, right = (room * at // len(colors) for at in (number, number + 1))
                painter.fillRect(_EYE_WORD_PX + left, top, right - left, _EYE_PX, QtGui.QColor(color))
            if alike:
                painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.problem_color(self))
                painter.drawEllipse(QtCore.QRectF(self.width() - 6, top + _EYE_PX / 2 - 2.5, 5, 5))


class PaletteTools(QWidget):
    """Locks, tools, readings and names of the selected palette; a signal for each action."""

    lock_asked = Signal(int)  # the place of the swatch
    tool_asked = Signal(str)  # one of `messages.PALETTE_TOOLS`
    eyes_asked = Signal()
    repaint_canvas_asked = Signal()
    repaint_card_asked = Signal()
    named = Signal(str)
    swatch_named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locks: list[_Lock] = []
        self._lock_row = QtWidgets.QHBoxLayout()
        self._lock_row.setSpacing(1)
        self._lock_row.setContentsMargins(5, 0, 0, 0)
        self._tools = {
            tool: self._chip(tr(word), name, tr(tip), lambda t=tool: self.tool_asked.emit(t))
            for word, name, tip, tool in _TOOLS
        }
        self._eyes_chip = self._chip(tr("Other eyes"), "eyes", tr(_EYES_TIP), self.eyes_asked.emit)
        self._eyes_chip.setCheckable(True)
        self._canvas = self._chip(
            tr("Repaint canvas"), "repaint_canvas", tr(_CANVAS_TIP), self.repaint_canvas_asked.emit
        )
        self._card = self._chip(tr("Repaint card"), "repaint_card", tr(_CARD_TIP), self.repaint_card_asked.emit)
        self._reading = QtWidgets.QLabel()
        self._reading.setObjectName("apprentice_palettes_reading")
        self._reading.setWordWrap(True)
        self._reading.setFont(style.small_font(self._reading))
        self._eyes = _Eyes()
        self._name = self._field("apprentice_palettes_name", tr("Name of the palette"), self.named)
        self._swatch = self._field("apprentice_palettes_swatch_name", tr("Name of the swatch"), self.swatch_named)
        self._lay_out()

    def show_tools(self, shown: SelectedPaletteShown) -> None:
        """Show the locks, the tools and the names of a palette."""
        fit(self._locks, len(shown.locked), self._lock_row, self._make_lock)
        for lock, locked in zip(self._locks, shown.locked, strict=True):
            lock.show_lock(locked)
        self._tools["limit"].setEnabled(len(shown.locked) > 1)
        self._tools["vary"].setEnabled(not all(shown.locked))
        self._canvas.setEnabled(shown.can_repaint_canvas)
        self._card.setEnabled(shown.can_repaint_card)
        self._eyes_chip.setChecked(bool(shown.eyes))
        self._reading.setText(shown.reading)
        self._reading.setVisible(bool(shown.reading))
        self._eyes.show_eyes(shown.eyes)
        self._show_name(self._name, shown.name)
        self._swatch.setVisible(shown.swatch is not None)
        if shown.swatch is not None:
            self._show_name(self._swatch, shown.swatch[1])

    def _lay_out(self) -> None:
        names = QtWidgets.QHBoxLayout()
        names.setSpacing(style.GAP_PX)
        names.addWidget(self._name, 1)
        names.addWidget(self._swatch, 1)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        column.addLayout(self._lock_row)
        for chips in (tuple(self._tools.values()), (self._eyes_chip, self._canvas, self._card)):
            line = QtWidgets.QHBoxLayout()
            line.setSpacing(2)
            for chip in chips:
                line.addWidget(style.give_way(chip), max(1, chip.wanted_px()))
            fit_together(chips)
            column.addLayout(line)
        column.addWidget(style.give_way(self._reading))
        column.addWidget(self._eyes)
        column.addLayout(names)

    def _chip(self, word: str, name: str, tip: str, ask: Callable[[], None]) -> Chip:
        chip = Chip(word, f"apprentice_palettes_{name}")
        chip.setCheckable(False)
        chip.setToolTip(tip)
        chip.clicked.connect(lambda _=False: ask())
        return chip

    def _field(self, name: str, tip: str, named: Any) -> QtWidgets.QLineEdit:
        field = QtWidgets.QLineEdit()
        field.setObjectName(name)
        field.setToolTip(tr("{tip}: Enter keeps it", tip=tip))
        field.setAccessibleName(tip)
        field.setMaxLength(bounds.MAX_NAME)
        field.setFont(style.small_font(field))
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        field.returnPressed.connect(lambda: self._take_name(field, named))
        style.give_way(field)
        return field

    def _take_name(self, field: QtWidgets.QLineEdit, named: Any) -> None:
        field.clearFocus()
        named.emit(field.text())

    def _show_name(self, field: QtWidgets.QLineEdit, name: str) -> None:
        """Show a name, unless the artist is writing another."""
        if not field.hasFocus() and field.text() != name:
            field.setText(name)
            field.setCursorPosition(0)

    def _make_lock(self, place: int) -> _Lock:
        lock = _Lock(f"apprentice_palettes_lock_{place}")
        lock.clicked.connect(lambda: self.lock_asked.emit(place))
        self._lock_row.addWidget(style.give_way(lock), 1)
        return lock
