"""The tools of the selected palette."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.palette_values import SelectedPaletteShown
from ..vendored import bounds
from . import icons, style
from .chip import Chip, fit_together

_EYE_PX = 12
_EYE_WORD_PX = 66
# Rows of (word, command, value, tip).
_CHIPS = (
    (
        ("Vary", "tool", "vary", "Three variations of it; locked swatches stay as they are"),
        ("Ramp", "tool", "ramp", "Shades and tints of the swatch that was clicked last, else of the most vivid"),
        ("Sort", "tool", "sort", "By lightness; pressed again by hue, by chroma, by share"),
        ("Fewer", "tool", "fewer", "One swatch less: the one that others can stand for best"),
    ),
    (
        ("Other eyes", "eyes", None, "As eyes without red, green or blue cones see it"),
        ("Repaint canvas", "repaint", "canvas", "The canvas, softly in these colours, as a new layer"),
        ("Repaint card", "repaint", "card", "The selected suggestion, softly in these colours, as a new layer"),
    ),
)


class _Lock(QtWidgets.QAbstractButton):
    """The lock below a swatch: faint while it is open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(8, style.TARGET_PX - 4)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_lock(self, locked: bool) -> None:
        """Show whether the swatch stays."""
        self.setChecked(locked)
        tip = "Locked: variations keep this swatch" if locked else "Lock this swatch: variations keep it"
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def sizeHint(self) -> QtCore.QSize:
        """Return little: locks are as wide as the swatches above them."""
        return QtCore.QSize(8, style.TARGET_PX - 4)

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
        lines = [f"{whose}: {alike or 'every swatch stays apart'}" for whose, _, alike in eyes]
        self.setToolTip("\n".join(lines))
        self.setAccessibleName("; ".join(lines))
        self.setVisible(bool(eyes))
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw a word and a strip for each kind of eyes, and a dot where some swatches look alike."""
        painter = QtGui.QPainter(self)
        painter.setFont(style.small_font(self))
        room = self.width() - _EYE_WORD_PX - 8
        for row, (whose, colors, alike) in enumerate(self._eyes):
            top = row * (_EYE_PX + 3)
            painter.setPen(style.ink(self, 0.75))
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
    """Locks, tools, readings and names; emits (command, value)."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locks: list[_Lock] = []
        self._lock_row = QtWidgets.QHBoxLayout()
        self._lock_row.setSpacing(1)
        self._lock_row.setContentsMargins(5, 0, 0, 0)
        self._reading = QtWidgets.QLabel()
        self._reading.setObjectName("apprentice_palettes_reading")
        self._reading.setWordWrap(True)
        self._reading.setFont(style.small_font(self._reading))
        self._eyes = _Eyes()
        self._name = self._field("apprentice_palettes_name", "Name of the palette", "name")
        self._swatch = self._field("apprentice_palettes_swatch_name", "Name of the swatch", "name_swatch")
        names = QtWidgets.QHBoxLayout()
        names.setSpacing(style.GAP_PX)
        names.addWidget(self._name, 1)
        names.addWidget(self._swatch, 1)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        column.addLayout(self._lock_row)
        self._chips = {chip.objectName(): chip for row in _CHIPS for chip in self._add_chips(column, row)}
        column.addWidget(style.give_way(self._reading))
        column.addWidget(self._eyes)
        column.addLayout(names)

    def show_tools(self, shown: SelectedPaletteShown) -> None:
        """Show the locks, the tools and the names of a palette."""
        self._fit(len(shown.locked))
        for lock, locked in zip(self._locks, shown.locked, strict=True):
            lock.show_lock(locked)
        self._chips["apprentice_palettes_fewer"].setEnabled(len(shown.locked) > 1)
        self._chips["apprentice_palettes_vary"].setEnabled(not all(shown.locked))
        self._chips["apprentice_palettes_repaint_canvas"].setEnabled(shown.can_repaint_canvas)
        self._chips["apprentice_palettes_repaint_card"].setEnabled(shown.can_repaint_card)
        self._chips["apprentice_palettes_eyes"].setChecked(bool(shown.eyes))
        self._reading.setText(shown.reading)
        self._reading.setVisible(bool(shown.reading))
        self._eyes.show_eyes(shown.eyes)
        self._show_name(self._name, shown.name)
        self._swatch.setVisible(shown.swatch is not None)
        if shown.swatch is not None:
            self._show_name(self._swatch, shown.swatch[1])

    def _add_chips(
        self, column: QtWidgets.QVBoxLayout, row: tuple[tuple[str, str, str | None, str], ...]
    ) -> list[Chip]:
        line, chips = QtWidgets.QHBoxLayout(), []
        line.setSpacing(2)
        for word, command, value, tip in row:
            name = {"tool": value, "repaint": f"repaint_{value}"}.get(command, command)
            chip = Chip(word, f"apprentice_palettes_{name}")
            chip.setCheckable(command == "eyes")
            chip.setToolTip(tip)
            chip.clicked.connect(lambda _=False, command=command, value=value: self.asked.emit(command, value))
            line.addWidget(style.give_way(chip), max(1, chip.wanted_px()))
            chips.append(chip)
        fit_together(chips)
        column.addLayout(line)
        return chips

    def _field(self, name: str, tip: str, command: str) -> QtWidgets.QLineEdit:
        field = QtWidgets.QLineEdit()
        field.setObjectName(name)
        field.setToolTip(f"{tip}: Enter keeps it")
        field.setAccessibleName(tip)
        field.setMaxLength(bounds.MAX_NAME)
        field.setFont(style.small_font(field))
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        field.returnPressed.connect(lambda: self._named(field, command))
        style.give_way(field)
        return field

    def _named(self, field: QtWidgets.QLineEdit, command: str) -> None:
        field.clearFocus()
        self.asked.emit(command, field.text())

    def _show_name(self, field: QtWidgets.QLineEdit, name: str) -> None:
        """Show a name, unless the artist is writing another."""
        if not field.hasFocus() and field.text() != name:
            field.setText(name)
            field.setCursorPosition(0)

    def _fit(self, count: int) -> None:
        while len(self._locks) < count:
            place = len(self._locks)
            lock = _Lock(f"apprentice_palettes_lock_{place}")
            lock.clicked.connect(lambda _=False, place=place: self.asked.emit("lock", place))
            self._lock_row.addWidget(style.give_way(lock), 1)
            self._locks.append(lock)
        while len(self._locks) > count:
            lock = self._locks.pop()
            self._lock_row.removeWidget(lock)
            lock.deleteLater()
