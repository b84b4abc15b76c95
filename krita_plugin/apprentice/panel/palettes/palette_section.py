"""The palette section: the canvas' colours, palettes that suit it and the taste, and those that were kept."""

from __future__ import annotations

from ...qt import Qt, QtWidgets, QWidget, Signal
from ...shown.palette_values import PalettesShown, SelectedPaletteShown
from ...vendored import tr
from .. import style
from ..chip import Chip, fit_together
from ..icon_button import IconButton
from ..widget_list import fit
from .palette_row import PaletteRow
from .selected_palette import SelectedPalette


class PaletteSection(QWidget):
    """Shows `PalettesShown`; emits the picture to look at, a change of size, and what is done with a row.

    `selected` has the signals for the selected palette.
    """

    canvas_look_asked = Signal()
    layer_look_asked = Signal()
    card_look_asked = Signal()
    resized = Signal(int)  # -1 or +1
    row_selected = Signal(str)  # the id of the palette
    swatch_touched = Signal(str, int)  # the id of the palette, the place of the swatch
    color_taken = Signal(str, bool)  # "#rrggbb", foreground

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_palettes")
        self.shown: PalettesShown | None = None
        self._rows: list[PaletteRow] = []
        self.selected = SelectedPalette()
        self.selected.setVisible(False)
        self._hint = QtWidgets.QLabel()
        self._hint.setWordWrap(True)
        self._hint.setEnabled(False)
        self._hint.setFont(style.small_font(self._hint))
        self._size = QtWidgets.QLabel()
        self._size.setObjectName("apprentice_palettes_size")
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._size.setToolTip(tr("How many colours a palette has, once you press Canvas, Layer or Card again"))
        self._size.setFont(style.small_font(self._size))
        self._sources = [
            _source(
                "canvas",
                tr("Canvas"),
                tr("Colours of the canvas, or of what is selected, and palettes that suit it and your taste"),
            ),
            _source("layer", tr("Layer"), tr("The same for the active layer alone")),
            _source("card", tr("Card"), tr("The same for the selected suggestion")),
        ]
        asked = (self.canvas_look_asked, self.layer_look_asked, self.card_look_asked)
        for chip, signal in zip(self._sources, asked, strict=True):
            chip.clicked.connect(lambda _checked, signal=signal: signal.emit())
        fit_together(self._sources)
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(3)
        self._column.addLayout(self._first_row())
        self._column.addWidget(style.give_way(self._hint))
        self._first = self._column.count()
        self._column.addWidget(self.selected)

    def show_palettes(self, shown: PalettesShown) -> None:
        """Show the palettes of a document."""
        if shown == self.shown:
            return
        self.shown = shown
        for chip in self._sources:
            chip.setEnabled(shown.has_document and not shown.is_busy)
        self._size.setText(str(shown.size))
        self._hint.setText(shown.hint)
        self._hint.setVisible(bool(shown.hint))
        self._fit(len(shown.rows))
        for row, palette in zip(self._rows, shown.rows, strict=True):
            row.show_row(palette)
        self._place_selected(shown.selected)

    def _place_selected(self, shown: SelectedPaletteShown | None) -> None:
        """Put stars and actions below the selected palette."""
        self.selected.setVisible(shown is not None)
        if shown is None:
            return
        place = self._first + shown.row + 1
        if self._column.indexOf(self.selected) != place:
            self._column.removeWidget(self.selected)
            self._column.insertWidget(place, self.selected)
        self.selected.show_selected(shown)

    def _fit(self, count: int) -> None:
        fit(self._rows, count, self._column, self._make_row)
        # Below the rows, so that places count without it.
        self._column.removeWidget(self.selected)
        self._column.addWidget(self.selected)

    def _make_row(self, place: int) -> PaletteRow:
        row = PaletteRow(f"apprentice_palettes_row_{place}")
        row.selected.connect(lambda: self.row_selected.emit(self._id(row)))
        row.taken.connect(lambda swatch, color, foreground: self._take(row, swatch, color, foreground))
        below = self._column.indexOf(self._rows[-1]) + 1 if self._rows else self._first
        self._column.insertWidget(below, row)
        return row

    def _id(self, row: PaletteRow) -> str:
        assert self.shown is not None
        return self.shown.rows[self._rows.index(row)].id

    def _take(self, row: PaletteRow, place: int, color: str, foreground: bool) -> None:
        self.color_taken.emit(color, foreground)
        self.swatch_touched.emit(self._id(row), place)

    def _first_row(self) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(2)
        for chip in self._sources:
            row.addWidget(style.give_way(chip), 1)
        for icon, name, by, tip in (
            ("less", "less", -1, tr("Fewer swatches")),
            ("add", "more", 1, tr("More swatches")),
        ):
            button = IconButton(icon, f"apprentice_palettes_{name}", tip)
            button.clicked.connect(lambda _=False, by=by: self.resized.emit(by))
            row.addWidget(button)
            if by < 0:
                row.addWidget(self._size)
        return row


def _source(name: str, word: str, tip: str) -> Chip:
    """Return the button that looks at a picture."""
    chip = Chip(word, f"apprentice_palettes_{name}")
    chip.setCheckable(False)
    chip.setToolTip(tip)
    return chip
