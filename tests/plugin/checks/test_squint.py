"""Big shapes alone."""

from __future__ import annotations

from check_pictures import Picture, color_at

from apprentice.checks.squint import squint
from apprentice.qt import QtGui


def test_squint_keeps_the_big_shapes_alone(picture: Picture) -> None:
    """A dot of one pixel is gone; halves of black and white stay."""
    halves = picture(400, 200, lambda x, y: (0, 0, 0) if x < 200 else (255, 255, 255))
    halves.setPixelColor(100, 100, QtGui.QColor(255, 0, 0))
    image = squint(halves)
    assert max(color_at(image, 100, 100)) < 12
    assert min(color_at(image, 350, 100)) > 250
    assert 60 < color_at(image, 200, 100)[0] < 195
