"""Small pictures of frames in three values."""

from __future__ import annotations

import pytest

from apprentice.actions.framing.notans import SIDE_PX, notan_of
from apprentice.pictures.tiles import Rect
from apprentice.qt import QImage, QtCore, QtGui

SIZE = (800, 600)
_DARK, _LIGHT, _GROUNDS = 26, 232, {140, 186}


@pytest.fixture(scope="module")
def picture() -> QImage:
    """A painting at half its size: its left half is dark, its right half light."""
    picture = QImage(400, 300, QImage.Format.Format_ARGB32)
    picture.fill(QtGui.QColor("#20242c"))
    painter = QtGui.QPainter(picture)
    painter.fillRect(QtCore.QRect(200, 0, 200, 300), QtGui.QColor("#f0e8d8"))
    painter.end()
    return picture


def value(image: QImage, across: float, down: float) -> int:
    """Return the lightness at a place, in shares of width and height."""
    return QtGui.QColor(image.pixel(int(across * image.width()), int(down * image.height()))).lightness()


@pytest.mark.parametrize("frame", [Rect(0, 0, 800, 600), Rect(200, 100, 400, 400), Rect(100, 0, 600, 100)])
def test_shows_what_the_frame_shows(picture: QImage, frame: Rect) -> None:
    """It has the frame's proportions, dark at the left and light at the right."""
    made = notan_of(picture, SIZE, frame)
    assert max(made.width(), made.height()) == SIDE_PX
    assert made.width() / made.height() == pytest.approx(frame.width / frame.height, rel=0.05)
    assert (value(made, 0.2, 0.5), value(made, 0.8, 0.5)) == (_DARK, _LIGHT)


def test_bare_ground_is_hatched(picture: QImage) -> None:
    """What lies beyond the painting has none of its values."""
    made = notan_of(picture, SIZE, Rect(-400, -300, 1600, 1200))
    assert {value(made, share / 100, 0.1) for share in range(2, 98)} == _GROUNDS
    assert (value(made, 0.4, 0.5), value(made, 0.6, 0.5)) == (_DARK, _LIGHT)


def test_a_frame_wholly_beyond_shows_ground_alone(picture: QImage) -> None:
    """Nothing of the painting is looked for there."""
    made = notan_of(picture, SIZE, Rect(-700, 0, 400, 300))
    assert {value(made, share / 100, 0.5) for share in range(2, 98)} == _GROUNDS
