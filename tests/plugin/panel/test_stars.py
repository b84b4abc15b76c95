"""The strip of stars: clicks, and a press that slides."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.stars import Star, Stars
from apprentice.qt import Qt, QtCore, QtGui, QtWidgets


@pytest.fixture
def strip(qtbot: QtBot) -> Stars:
    """A strip as narrow as in the narrowest panel."""
    strip = Stars("strip")
    qtbot.addWidget(strip)
    strip.resize(124, 28)
    strip.show()
    strip.show_stars(0, enabled=True)
    return strip


def _star(strip: Stars, number: int) -> Star:
    return strip.findChild(QtWidgets.QAbstractButton, f"strip_star_{number}")


def _lit(strip: Stars) -> list[bool]:
    return [_star(strip, number).is_lit for number in range(1, 6)]


def _mouse(strip: Stars, kind: str, first: int, at: QtCore.QPoint) -> None:
    """Send an event to the star on which the press began, as Qt does."""
    star = _star(strip, first)
    local, button = QtCore.QPointF(star.mapFromParent(at)), Qt.MouseButton.LeftButton
    event_type = getattr(QtCore.QEvent.Type, f"MouseButton{kind}" if kind != "Move" else "MouseMove")
    held = Qt.MouseButton.NoButton if kind == "Release" else button
    event = QtGui.QMouseEvent(event_type, local, local, button, held, Qt.KeyboardModifier.NoModifier)
    QtWidgets.QApplication.sendEvent(star, event)


def _middle(strip: Stars, number: int, y: int = 14) -> QtCore.QPoint:
    return QtCore.QPoint(_star(strip, number).geometry().center().x(), y)


def _slide(strip: Stars, *points: QtCore.QPoint, first: int = 2) -> list[int]:
    given: list[int] = []
    strip.given.connect(given.append)
    _mouse(strip, "Press", first, points[0])
    for point in points[1:]:
        _mouse(strip, "Move", first, point)
    _mouse(strip, "Release", first, points[-1])
    return given


@pytest.mark.parametrize("number", range(1, 6))
def test_a_click_gives_its_star_once(strip: Stars, number: int) -> None:
    """A press that does not move, and a click by name, give the star's number."""
    assert _slide(strip, _middle(strip, number), first=number) == [number]
    given: list[int] = []
    strip.given.connect(given.append)
    _star(strip, number).click()
    assert given == [number]


@pytest.mark.parametrize("last", range(1, 6))
def test_a_press_slides_before_it_is_let_go(strip: Stars, last: int) -> None:
    """The stars where it is let go count, not those where it began."""
    assert _slide(strip, _middle(strip, 2), _middle(strip, 4), _middle(strip, last)) == [last]


def test_a_sliding_press_shows_what_it_would_give(strip: Stars) -> None:
    """While the button is down the stars up to the pointer are lit; nothing is given yet."""
    strip.show_stars(5, enabled=True)
    given: list[int] = []
    strip.given.connect(given.append)
    _mouse(strip, "Press", 2, _middle(strip, 2))
    _mouse(strip, "Move", 2, _middle(strip, 3))
    assert (_lit(strip), given) == ([True] * 3 + [False] * 2, [])


@pytest.mark.parametrize("y", [-30, 70], ids=["above", "below"])
def test_letting_go_above_or_below_gives_nothing(strip: Stars, y: int) -> None:
    """A press that was a mistake is taken off the strip; the old stars are lit again."""
    strip.show_stars(1, enabled=True)
    assert _slide(strip, _middle(strip, 2), _middle(strip, 5), _middle(strip, 5, y)) == []
    assert _lit(strip) == [True] + [False] * 4


@pytest.mark.parametrize(("x", "stars"), [(-40, 1), (400, 5)], ids=["left", "right"])
def test_sliding_past_an_end_gives_the_star_at_that_end(strip: Stars, x: int, stars: int) -> None:
    """Pen and mouse often overshoot sideways."""
    assert _slide(strip, _middle(strip, 3), QtCore.QPoint(x, 14), first=3) == [stars]


def test_a_strip_that_is_emptied_during_a_press_gives_nothing(strip: Stars) -> None:
    """A new slate comes in mid-press: letting go rates nothing of it."""
    given: list[int] = []
    strip.given.connect(given.append)
    _mouse(strip, "Press", 4, _middle(strip, 4))
    strip.show_stars(0, enabled=False)
    strip.show_stars(0, enabled=True)
    _mouse(strip, "Release", 4, _middle(strip, 4))
    assert given == []


def test_every_star_is_as_high_as_the_strip(strip: Stars) -> None:
    """The whole strip of 28 px can be hit."""
    places = [_star(strip, number).geometry() for number in range(1, 6)]
    assert {place.height() for place in places} == {28}
    assert sum(place.width() for place in places) == strip.width()
