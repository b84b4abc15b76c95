"""Setting by hand what a value does."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.effect_bars import FULL_STARS, ROW_PX, EffectBars
from apprentice.qt import Qt, QtCore, QtGui, QtWidgets
from apprentice.shown.values import EffectShown

EFFECTS = (EffectShown("color", "warm", "Warm", 0.5, 0.3), EffectShown("mood", "joyful", "Joyful", -0.5, 0.3))
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def effects(qtbot: QtBot) -> EffectBars:
    """Two bars."""
    effects = EffectBars()
    qtbot.addWidget(effects)
    effects.resize(260, 10)
    effects.show_effects(EFFECTS, ("", ""))
    return effects


def _press(effects: EffectBars, share: float, row: int, button: Qt.MouseButton) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    effects.said.connect(lambda *values: heard.append(values))
    at = QtCore.QPointF(effects.width() * share - 1, (row + 0.5) * ROW_PX)
    kind = QtCore.QEvent.Type.MouseButtonPress
    event = QtGui.QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
    QtWidgets.QApplication.sendEvent(effects, event)
    return heard


@pytest.mark.parametrize(("share", "stars"), [(1.0, FULL_STARS), (0.46, -FULL_STARS), (0.725, 0.0)])
def test_a_click_sets_an_effect(effects: EffectBars, share: float, stars: float) -> None:
    """The right end is much liked, the left end not at all, the middle indifferent; steps of a quarter star."""
    assert _press(effects, share, 1, LEFT) == [("mood", "joyful", stars)]


def test_a_right_click_leaves_it_to_the_ratings(effects: EffectBars) -> None:
    """A value that was set by hand is learned again."""
    assert _press(effects, 0.9, 0, RIGHT) == [("color", "warm", None)]


@pytest.mark.parametrize(("share", "row"), [(0.2, 0), (0.9, 2)], ids=["on a word", "below the last"])
def test_elsewhere_nothing_is_set(effects: EffectBars, share: float, row: int) -> None:
    """A click beside the bars sets nothing."""
    assert _press(effects, share, row, LEFT) == []


def test_a_click_on_a_word_asks_why(effects: EffectBars) -> None:
    """A click on a word or a bar chooses the row."""
    chosen: list[tuple[object, ...]] = []
    effects.chosen.connect(lambda *values: chosen.append(values))
    _press(effects, 0.2, 1, LEFT)
    _press(effects, 0.9, 0, LEFT)
    assert chosen == [("mood", "joyful"), ("color", "warm")]
