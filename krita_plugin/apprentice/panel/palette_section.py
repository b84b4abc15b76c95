"""The palette section: the canvas' colours, palettes that suit it and the taste, and those that were kept."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget, Signal
from ..shown.palette_values import PalettesShown, SelectedPaletteShown
from . import style
from .chip import Chip, fit_together
from .icon_button import IconButton
from .palette_row import PaletteRow
from .palette_tools import PaletteTools
from .stars import Stars

_SOURCES = {
    "canvas": ("Canvas", "Colours of the canvas, or of what is selected, and palettes that suit it and your taste"),
    "layer": ("Layer", "The same for the active layer alone"),
    "card": ("Card", "The same for the selected suggestion"),
}
_KEEP = "Keep with this painting"
_KEPT = "Kept with this painting: press to take it out"


class _Bench(QWidget):
    """Stars and actions of the selected palette, and its tools; emits (command, value)."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palettes_bench")
        self._stars = Stars("apprentice_palettes")
        self._stars.given.connect(lambda stars: self.asked.emit("rate", stars))
        self._keep = self._button("pin", "keep", _KEEP)
        self._rule = self._button("rule", "rule", "Let these colours rule the next suggestions")
        self._tools_button = self._button("settings", "tools", "Vary, ramp, sort, repaint, rename …")
        for button in (self._keep, self._rule, self._tools_button):
            button.setCheckable(True)
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stars)
        row.addStretch(1)
        pull = self._button("add", "pull", "Give it to Krita's own palettes")
        insert = self._button("insert", "insert", "Insert it as a layer of labelled swatches")
        for button in (self._keep, pull, insert, self._rule, self._tools_button):
            row.addWidget(button)
        self._tools = PaletteTools()
        self._tools.asked.connect(self.asked)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        # Locks stand right below the swatches that they lock.
        column.addWidget(self._tools)
        column.insertLayout(0, row)

    def show_bench(self, shown: SelectedPaletteShown) -> None:
        """Show what can be done with the selected palette."""
        self._stars.show_stars(shown.stars, enabled=True)
        self._keep.setChecked(shown.is_kept)
        self._keep.set_tip(_KEPT if shown.is_kept else _KEEP)
        self._rule.setVisible(shown.rules is not None)
        self._rule.setChecked(bool(shown.rules))
        self._tools_button.setChecked(shown.tools_open)
        self._tools.setVisible(shown.tools_open)
        if shown.tools_open:
            self._tools.show_tools(shown)

    def _button(self, icon: str, command: str, tip: str) -> IconButton:
        button = IconButton(icon, f"apprentice_palettes_{command}", tip)
        button.clicked.connect(lambda on=False: self.asked.emit(command, on))
        return button


class PaletteSection(QWidget):
    """Shows `PalettesShown`; emits what to look at, another size, and (command, palette, value).

    Commands are those of `PaletteActions.do`; a colour taken is (hex, foreground).
    """

    look_asked = Signal(str)
    resized = Signal(int)
    asked = Signal(str, str, object)
    color_taken = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palettes")
        self.shown: PalettesShown | None = None
        self._rows: list[PaletteRow] = []
        self._bench = _Bench()
        self._bench.asked.connect(lambda command, value: self.asked.emit(command, "", value))
        self._bench.setVisible(False)
        self._hint = QtWidgets.QLabel()
        self._hint.setWordWrap(True)
        self._hint.setEnabled(False)
        self._hint.setFont(style.small_font(self._hint))
        self._size = QtWidgets.QLabel()
        self._size.setObjectName("apprentice_palettes_size")
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._size.setToolTip("Swatches of a palette, from the next look on")
        self._size.setFont(style.small_font(self._size))
        self._sources = {key: self._source(key) for key in _SOURCES}
        fit_together(self._sources.values())
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(3)
        self._column.addLayout(self._first_row())
        self._column.addWidget(style.give_way(self._hint))
        self._first = self._column.count()
        self._column.addWidget(self._bench)

    def show_palettes(self, shown: PalettesShown) -> None:
        """Show the palettes of a document."""
        if shown == self.shown:
            return
        self.shown = shown
        for chip in self._sources.values():
            chip.setEnabled(shown.has_document and not shown.is_busy)
        self._size.setText(str(shown.size))
        self._hint.setText(shown.hint)
        self._hint.setVisible(bool(shown.hint))
        self._fit(len(shown.rows))
        for row, palette in zip(self._rows, shown.rows, strict=True):
            row.show_row(palette)
        self._place_bench(shown.selected)

    def _place_bench(self, shown: SelectedPaletteShown | None) -> None:
        """Put stars and actions below the selected palette."""
        self._bench.setVisible(shown is not None)
        if shown is None:
            return
        place = self._first + shown.row + 1
        if self._column.indexOf(self._bench) != place:
            self._column.removeWidget(self._bench)
            self._column.insertWidget(place, self._bench)
        self._bench.show_bench(shown)

    def _fit(self, count: int) -> None:
        while len(self._rows) < count:
            row = PaletteRow(f"apprentice_palettes_row_{len(self._rows)}")
            row.selected.connect(lambda row=row: self._ask(row, "select", None))
            row.taken.connect(lambda place, color, fore, row=row: self._take(row, place, color, fore))
            below = self._column.indexOf(self._rows[-1]) + 1 if self._rows else self._first
            self._column.insertWidget(below, row)
            self._rows.append(row)
        while len(self._rows) > count:
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        # Below the rows, so that places count without it.
        self._column.removeWidget(self._bench)
        self._column.addWidget(self._bench)

    def _ask(self, row: PaletteRow, command: str, value: object) -> None:
        assert self.shown is not None
        self.asked.emit(command, self.shown.rows[self._rows.index(row)].id, value)

    def _take(self, row: PaletteRow, place: int, color: str, foreground: bool) -> None:
        self.color_taken.emit(color, foreground)
        self._ask(row, "touch", place)

    def _source(self, key: str) -> Chip:
        word, tip = _SOURCES[key]
        chip = Chip(word, f"apprentice_palettes_{key}")
        chip.setCheckable(False)
        chip.setToolTip(tip)
        chip.clicked.connect(lambda: self.look_asked.emit(key))
        return chip

    def _first_row(self) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(2)
        for chip in self._sources.values():
            row.addWidget(style.give_way(chip), 1)
        for icon, name, by, tip in (("less", "less", -1, "Fewer swatches"), ("add", "more", 1, "More swatches")):
            button = IconButton(icon, f"apprentice_palettes_{name}", tip)
            button.clicked.connect(lambda _=False, by=by: self.resized.emit(by))
            row.addWidget(button)
            if by < 0:
                row.addWidget(self._size)
        return row
