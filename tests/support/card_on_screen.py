"""A card drawn on a screen of so many pixels for each of a window's (QT_SCALE_FACTOR): a program of its own.

Prints "ok", or what is wrong, for a card at a place that is no whole pixel of the screen.
"""

from __future__ import annotations

import sys

from apprentice.panel.card import CardWidget
from apprentice.pictures.reduce import reduce
from apprentice.qt import QImage, QtCore, QtGui, QtWidgets
from apprentice.shown.values import CardShown

FACTOR = float(sys.argv[1])


def noise() -> QImage:
    """Return a picture in which every shift by part of a pixel shows."""
    image = QImage(512, 384, QImage.Format.Format_RGBA8888)
    for x in range(512):
        for y in range(384):
            image.setPixelColor(x, y, QtGui.QColor((x * 7919 + y * 104729) % 256, (x * y * 31) % 256, (x ^ y) % 256))
    return image


def main() -> None:
    """Draw it and compare what is on the screen with the reduced picture."""
    application = QtWidgets.QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    source, window = noise(), QtWidgets.QWidget()
    card = CardWidget(0, window)
    card.setGeometry(7, 5, 121, 128)
    window.setGeometry(300, 300, 140, 150)  # away from the pointer: no icons on the picture
    window.show()
    sizes: list[tuple[int, int]] = []

    def pictures(_: str, width_px: int, height_px: int) -> QImage:
        sizes.append((width_px, height_px))
        return reduce(source, width_px, height_px)

    card.show_card(CardShown(aspect=4 / 3, image="x", is_here=True), pictures)
    for _ in range(4):
        application.processEvents()
    seen = window.grab().toImage()
    frame, ratio = card.image.frame(), card.devicePixelRatioF()
    at = card.image.mapTo(window, QtCore.QPoint(0, 0))
    left, top = (at.x() + frame.left()) * ratio, (at.y() + frame.top()) * ratio
    width_px, height_px = card.image.pixels()
    wanted = reduce(source, width_px, height_px).convertToFormat(QImage.Format.Format_RGB32)
    shown = seen.copy(round(left), round(top), width_px, height_px).convertToFormat(QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(1.0)
    problems = [
        f"{ratio} pixels" * (ratio != FACTOR),
        f"asked for {sizes[-1]}" * (sizes[-1] != (width_px, height_px)),
        "not the reduced picture" * (shown != wanted),
    ]
    print(", ".join(filter(None, problems)) or "ok")


if __name__ == "__main__":
    main()
