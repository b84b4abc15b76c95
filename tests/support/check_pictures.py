"""Pictures for the tests of checks, made of a function of x and y."""

from __future__ import annotations

from collections.abc import Callable

from apprentice.qt import QImage, QtGui

Picture = Callable[[int, int, Callable[[int, int], tuple[int, ...]]], QImage]


def paint(width: int, height: int, color: Callable[[int, int], tuple[int, ...]]) -> QImage:
    """Return an opaque image whose pixel at x, y has the colour `color(x, y)`."""
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QtGui.QColor(*color(x, y)))
    return image


def color_at(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    """Return red, green and blue of a pixel, 0 to 255."""
    return image.pixelColor(x, y).getRgb()[:3]
