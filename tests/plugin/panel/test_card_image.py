"""A card's picture on screens of every density, and the grey around it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel import style
from apprentice.panel.card import CardWidget
from apprentice.qt import MAJOR_VERSION, QImage, QtCore, QtGui, QtWidgets
from apprentice.shown.values import CardShown

ON_SCREEN = Path(__file__).parents[2] / "support" / "card_on_screen.py"
HERE = CardShown(aspect=4 / 3, image="x", is_here=True, is_selected=True, is_picked=True, name="Warm")


@pytest.mark.parametrize("factor", ["1", "1.5", "2"])
def test_every_pixel_of_the_screen_is_one_of_the_picture(factor: str) -> None:
    """At 1, 1.5 and 2 pixels the reduced picture is drawn as it is, shifted and scaled by nothing."""
    variables = {
        "QT_SCALE_FACTOR": factor,
        "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
        "QT_QPA_PLATFORM": "offscreen",
        "APPRENTICE_TEST_QT": str(MAJOR_VERSION),
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }
    ran = subprocess.run(
        [sys.executable, str(ON_SCREEN), factor], env=os.environ | variables, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "ok"


def _themed(card: CardWidget, paper: str, text: str) -> None:
    palette = QtGui.QPalette()
    palette.setColor(QtGui.QPalette.ColorRole.Window, QtGui.QColor(paper))
    palette.setColor(QtGui.QPalette.ColorRole.WindowText, QtGui.QColor(text))
    palette.setColor(QtGui.QPalette.ColorRole.Highlight, QtGui.QColor("#e02080"))
    card.setPalette(palette)


@pytest.fixture
def card(qtbot: QtBot) -> CardWidget:
    """A card with a white picture, framed and with the keyboard."""
    card = CardWidget(0)
    qtbot.addWidget(card)
    card.setGeometry(300, 300, 124, 128)  # away from the pointer
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QtGui.QColor("#ffffff"))
    card.show_card(HERE, lambda *_: picture)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    card.setFocus()
    return card


THEMES = [("#2f3a52", "#f0f0c0"), ("#e8dcc8", "#301020")]


@pytest.mark.parametrize("theme", THEMES, ids=["dark", "light"])
@pytest.mark.parametrize("has_focus", [True, False], ids=["keys", "no keys"])
def test_no_colour_of_the_theme_near_the_picture(card: CardWidget, theme: tuple[str, str], has_focus: bool) -> None:
    """Frame, ground and all that stands on the picture are grey, in a blue theme and in a brown one."""
    _themed(card, *theme)
    if not has_focus:
        card.clearFocus()
    seen = card.image.grab().toImage()
    near = card.image.frame().toAlignedRect().adjusted(-4, -4, 4, 4).intersected(seen.rect())
    colours = {seen.pixelColor(x, y).getRgb()[:3] for x in _span(near.left(), near.right()) for y in _rows(near)}
    assert all(max(colour) - min(colour) <= 1 for colour in colours), colours
    assert near.left() <= card.image.frame().left() - style.PICTURE_EDGE_PX + 1


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


def _rows(rect: QtCore.QRect) -> range:
    return _span(rect.top(), rect.bottom())


@pytest.mark.parametrize("theme", THEMES, ids=["dark", "light"])
def test_the_frame_is_clear_in_both_themes(card: CardWidget, theme: tuple[str, str]) -> None:
    """The frame stands out from the ground by 3 : 1 at least, with the keyboard and without."""
    _themed(card, *theme)
    for has_focus in (True, False):
        if not has_focus:
            card.clearFocus()
        seen, frame = card.image.grab().toImage(), card.image.frame()
        left, middle = round(frame.left()), round(frame.center().y())
        frame_grey = seen.pixelColor(left - style.PICTURE_EDGE_PX, middle)
        ground = seen.pixelColor(left - 1, middle)
        assert _contrast(frame_grey, ground) >= 3.0
        assert seen.pixelColor(left + 1, middle).getRgb()[:3] == (255, 255, 255)


def _contrast(one: QtGui.QColor, other: QtGui.QColor) -> float:
    """Return the contrast of two greys. Source: WCAG 2.2, "contrast ratio"."""
    lights = sorted(((c.red() / 255 + 0.055) / 1.055) ** 2.4 for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_an_earlier_picture_is_dimmed(card: CardWidget) -> None:
    """It stays in view while the new one is made, fainter, without a frame and without icons."""
    bright = card.image.grab().toImage()
    picture = card.picture
    card.show_card(replace(HERE, is_here=False, is_dimmed=True, is_selected=False), lambda *_: picture)
    QtWidgets.QApplication.processEvents()
    dim = card.image.grab().toImage()
    middle = card.image.rect().center()
    assert dim.pixelColor(middle).lightness() < bright.pixelColor(middle).lightness() or style.is_dark(card)
    assert dim.pixelColor(middle) != bright.pixelColor(middle)
    assert not card.actions.isVisible()
