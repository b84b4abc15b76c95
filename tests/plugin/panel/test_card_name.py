"""The name under a picture, where it is longer than the picture is wide."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.card_name import name_lines, shortened
from apprentice.qt import QtGui, QtWidgets

NAMES = ["Monochrome · energetic", "Warm · melancholic", "Melancholic · warm"]


@pytest.mark.parametrize("name", NAMES)
def test_each_of_two_words_can_be_told(qtbot: QtBot, name: str) -> None:
    """Where the name is too long, its words share the room, and a short one is left whole."""
    metrics = QtGui.QFontMetrics(QtWidgets.QApplication.font())
    room_px = metrics.horizontalAdvance(name) * 3 // 4
    shown = shortened(name, metrics, room_px)
    assert metrics.horizontalAdvance(shown) <= room_px
    words = list(zip(name.split(" · "), shown.split(" · "), strict=True))
    assert all(cut[:3] == word[:3] for word, cut in words)
    assert all(cut == word for word, cut in words if word.casefold() == "warm")


@pytest.mark.parametrize("name", [*NAMES, "As painted", ""])
def test_a_name_that_fits_is_whole(qtbot: QtBot, name: str) -> None:
    """Nothing is cut that has room."""
    metrics = QtGui.QFontMetrics(QtWidgets.QApplication.font())
    assert shortened(name, metrics, metrics.horizontalAdvance(name) + 1) == name


@pytest.mark.parametrize("name", ["Monochrome · energetic", "Warm · melancholic"])
def test_two_lines_hold_a_name_whole(qtbot: QtBot, name: str) -> None:
    """Nothing is cut, and no letter is smaller, where there is room below the picture."""
    font = QtWidgets.QApplication.font()
    room_px = QtGui.QFontMetrics(font).horizontalAdvance(name) * 3 // 4
    assert name_lines(name, font, room_px, 2) == name.split(" · ")


def test_the_first_word_is_whole_where_the_second_can_be_told(qtbot: QtBot) -> None:
    """On one line the rest is cut."""
    metrics = QtGui.QFontMetrics(QtWidgets.QApplication.font())
    room_px = metrics.horizontalAdvance("Monochrome · energ…")
    assert shortened("Monochrome · energetic", metrics, room_px) == "Monochrome · energ…"
