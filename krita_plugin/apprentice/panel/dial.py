"""The dials for surprise, strength and feedback."""

from __future__ import annotations

from ..qt import Qt, QtWidgets, QWidget, Signal
from ..shown.values import DialShown
from ..vendored import tr
from . import style

_STEPS = 100


class _Slider(QWidget):
    """A slider between two words; emits its value, 0 to 1."""

    moved = Signal(float)

    def __init__(self, name: str, low: str, high: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QtWidgets.QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(name)
        self.slider.setRange(0, _STEPS)
        self.slider.setAccessibleName(tr("{low} to {high}", low=low, high=high))
        self.slider.setMinimumHeight(style.HIT_PX)
        self.slider.valueChanged.connect(lambda value: self.moved.emit(value / _STEPS))
        grid = QtWidgets.QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setVerticalSpacing(0)
        grid.addWidget(style.give_way(self.slider), 0, 0, 1, 2)
        for column, (word, side) in enumerate(((low, Qt.AlignmentFlag.AlignLeft), (high, Qt.AlignmentFlag.AlignRight))):
            label = QtWidgets.QLabel(word)
            label.setAlignment(side)
            label.setFont(style.small_font(label))
            grid.addWidget(style.give_way(label), 1, column)

    def show_value(self, value: float) -> None:
        """Show a value without emitting it."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * _STEPS))
        self.slider.blockSignals(False)


class Dials(QWidget):
    """The dial for surprise, and those for strength and feedback where the engine has them; each emits 0 to 1."""

    surprise_set = Signal(float)
    strength_set = Signal(float)
    feedback_set = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_dials")
        self._surprise = _Slider("apprentice_surprise", tr("Near my taste"), tr("Surprise me"))
        self._strength = _Slider("apprentice_strength", tr("Keep the canvas"), tr("Repaint"))
        self._feedback = _Slider("apprentice_feedback", tr("Guided by words"), tr("Rated pictures too"))
        self._feedback.setToolTip(
            tr("How much the pictures that you rated show in the new ones; at the left not at all.")
        )
        self._surprise.moved.connect(self.surprise_set)
        self._strength.moved.connect(self.strength_set)
        self._feedback.moved.connect(self.feedback_set)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._surprise)
        column.addWidget(self._strength)
        column.addWidget(self._feedback)

    def show_dial(self, shown: DialShown) -> None:
        """Show the values of the dials."""
        self._surprise.show_value(shown.surprise)
        self._strength.setVisible(shown.strength is not None)
        if shown.strength is not None:
            self._strength.show_value(shown.strength)
        self._feedback.setVisible(shown.feedback is not None)
        if shown.feedback is not None:
            self._feedback.show_value(shown.feedback)
