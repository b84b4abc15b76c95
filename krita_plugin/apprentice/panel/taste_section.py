"""The taste section: a few lines, a bar for each value, the reason for one of them, and the implicit signals."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget, Signal
from ..shown.values import CompareShown, SignalShown, TasteShown
from ..vendored import later, tr
from . import style
from .chip import Chip, fit_together
from .effect_bars import EffectBars
from .widget_list import discard

_HINT = later("Press a word to read why. Press left or right of the middle line to set it yourself.")


class TasteSection(QWidget):
    """Shows `TasteShown`; emits effects set by hand, signals switched, when that is taken back, and the comparison."""

    said = Signal(str, str, object)
    switched = Signal(str, bool)
    undo_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_taste")
        self._text = _label("apprentice_taste_text")
        self._why = _label("apprentice_taste_why")
        self._counts = _label("apprentice_taste_counts")
        self._counts.setText(tr("These count a little, too:"))
        self._variety = _label("apprentice_taste_variety")
        self.effects = EffectBars()
        self._again = Chip(tr("Learn it again"), "apprentice_taste_again")
        self._undo = Chip(tr("Take back"), "apprentice_taste_undo")
        self._without = Chip(tr("Without my taste"), "apprentice_taste_without")
        self._signals: dict[str, Chip] = {}
        self._chosen = ("", "")
        self.shown = TasteShown()
        self._said: object = None
        self._lay_out()
        self.effects.said.connect(self.said)
        self.effects.chosen.connect(self._choose)
        self._again.clicked.connect(lambda: self.said.emit(*self._chosen, None))
        self._undo.clicked.connect(self.undo_asked)
        self._without.clicked.connect(self._ask_to_compare)

    def show_taste(self, shown: TasteShown) -> None:
        """Show what has been learned."""
        if (shown, self._chosen) == self._said:
            return
        self.shown, self._said = shown, (shown, self._chosen)
        self._text.setText(shown.text)
        self._show_compare(shown.compare)
        self.effects.show_effects(shown.effects, self._chosen)
        chosen = next((item for item in shown.effects if (item.dimension, item.value) == self._chosen), None)
        self._why.setText(chosen.why if chosen is not None and chosen.why else tr(_HINT))
        self._why.setVisible(bool(shown.effects))
        self._again.setVisible(chosen is not None and chosen.by_hand)
        self._undo.setVisible(shown.can_undo)
        self._show_signals(shown.signals)
        self._variety.setText(shown.variety)
        self._variety.setVisible(bool(shown.variety))

    def _lay_out(self) -> None:
        for chip in (self._again, self._undo):
            chip.setCheckable(False)
        self._again.setToolTip(tr("Let the ratings say what this does"))
        self._undo.setToolTip(tr("Take back what you set last"))
        deeds = QtWidgets.QHBoxLayout()
        deeds.setSpacing(2)
        deeds.addWidget(style.give_way(self._again), 1)
        deeds.addWidget(style.give_way(self._undo), 1)
        self._row = QtWidgets.QHBoxLayout()
        self._row.setSpacing(2)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(style.GAP_PX)
        column.addWidget(self._text)
        column.addWidget(style.give_way(self._without))
        column.addWidget(self.effects)
        column.addWidget(self._why)
        column.addLayout(deeds)
        column.addWidget(self._counts)
        column.addLayout(self._row)
        column.addWidget(self._variety)

    def choose(self, dimension: str, value: str) -> None:
        """Tell of one value, and offer to set it."""
        self._choose(dimension, value)

    def _ask_to_compare(self) -> None:
        self._show_compare(self.shown.compare)  # it is on once the slate without is in view
        self.compare_asked.emit()

    def _show_compare(self, shown: CompareShown) -> None:
        self._without.setEnabled(shown.can_switch)
        self._without.setChecked(shown.is_without)
        self._without.setToolTip(shown.text)

    def _choose(self, dimension: str, value: str) -> None:
        self._chosen = (dimension, value)
        self.show_taste(self.shown)

    def _show_signals(self, signals: tuple[SignalShown, ...]) -> None:
        self._counts.setVisible(bool(signals))
        if [signal.kind for signal in signals] != list(self._signals):
            self._make_chips(signals)
        for signal in signals:
            chip = self._signals[signal.kind]
            chip.setText(signal.word)
            chip.setAccessibleName(signal.word)
            chip.setChecked(signal.on)
            chip.setToolTip(signal.tip)

    def _make_chips(self, signals: tuple[SignalShown, ...]) -> None:
        discard(self._row, *self._signals.values())
        self._signals = {signal.kind: self._chip(signal) for signal in signals}
        for chip in self._signals.values():
            self._row.addWidget(style.give_way(chip), chip.wanted_px())
        fit_together(self._signals.values())

    def _chip(self, signal: SignalShown) -> Chip:
        chip = Chip(signal.word, f"apprentice_signal_{signal.kind}")
        chip.clicked.connect(lambda on: self.switched.emit(signal.kind, on))
        return chip


def _label(name: str) -> QtWidgets.QLabel:
    label = QtWidgets.QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(style.small_font(label, 0.94))
    style.give_way(label)
    policy = label.sizePolicy()
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
