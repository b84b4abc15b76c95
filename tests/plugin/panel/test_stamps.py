"""Small drawings that are made once and copied."""

from __future__ import annotations

import pytest

from apprentice.panel import icons
from apprentice.panel.icons.stamps import GRID, stamp
from apprentice.qt import QImage, QtCore, QtGui

BOX = QtCore.QRectF(3.25, 2.5, 17, 21)


class Cross:
    """A drawing that counts how often it is made."""

    def __init__(self, color: str = "#e0a040") -> None:
        self.color, self.made = color, 0

    def paint(self, painter: QtGui.QPainter) -> None:
        """Draw a slanted cross, with strokes that reach beyond the grid."""
        self.made += 1
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtGui.QPen(QtGui.QColor(self.color), 1.7))
        painter.drawLine(QtCore.QPointF(0, 2), QtCore.QPointF(GRID, GRID - 3))
        painter.drawLine(QtCore.QPointF(GRID, 0), QtCore.QPointF(1, GRID))


def _sheet(ratio: float) -> QImage:
    sheet = QImage(round(60 * ratio), round(50 * ratio), QImage.Format.Format_RGB32)
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(QtGui.QColor("#31363b"))
    return sheet


def _apart(one: QImage, other: QImage) -> int:
    pairs = ((one.pixelColor(x, y), other.pixelColor(x, y)) for x in range(one.width()) for y in range(one.height()))
    return max(max(abs(a - b) for a, b in zip(p.getRgb(), q.getRgb(), strict=True)) for p, q in pairs)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("at", [(0.0, 0.0), (7.0, 4.0), (12.3, 5.7)], ids=str)
def test_a_copy_looks_as_the_drawing_does(qapp: object, ratio: float, at: tuple[float, float]) -> None:
    """Wherever it stands between two pixels of the screen."""
    copied, drawn, cross = _sheet(ratio), _sheet(ratio), Cross()
    painter = QtGui.QPainter(copied)
    painter.translate(*at)
    stamp(painter, BOX, cross)
    painter.end()
    painter = QtGui.QPainter(drawn)
    painter.translate(at[0] + BOX.x(), at[1] + BOX.y() + 2)
    painter.scale(17 / GRID, 17 / GRID)
    cross.paint(painter)
    painter.end()
    assert _apart(copied, drawn) <= 3
    assert _apart(copied, _sheet(ratio)) > 50


def test_a_drawing_is_made_once_for_all_places_alike(qapp: object) -> None:
    """The panel's twenty stars are five drawings at most."""
    cross, painter = Cross(), QtGui.QPainter(sheet := _sheet(1.0))
    for left in range(5):
        stamp(painter, BOX.translated(left, 2), cross)
    assert cross.made == 1
    stamp(painter, BOX.translated(0.5, 0), cross)
    assert cross.made == 2
    painter.end()
    assert _apart(sheet, _sheet(1.0)) > 50


def test_what_is_turned_is_drawn(qapp: object) -> None:
    """Nothing can be copied then, and the painter is as it was afterwards."""
    cross, painter = Cross(), QtGui.QPainter(sheet := _sheet(1.0))
    painter.rotate(10)
    before = painter.transform()
    stamp(painter, BOX, cross)
    stamp(painter, BOX, cross)
    assert cross.made == 2
    assert painter.transform() == before
    painter.end()
    assert _apart(sheet, _sheet(1.0)) > 50


def test_icons_keep_their_colours_apart(qapp: object) -> None:
    """A hovered or a disabled icon is another drawing, a filled star another than an outline."""
    seen = set()
    for draw in (
        lambda painter, color: icons.draw(painter, "add", BOX, color),
        lambda painter, color: icons.draw_star(painter, BOX, color, filled=True),
        lambda painter, color: icons.draw_star(painter, BOX, color, filled=False),
    ):
        for color in (QtGui.QColor("#ffffff"), QtGui.QColor(255, 255, 255, 120)):
            sheet = _sheet(1.0)
            painter = QtGui.QPainter(sheet)
            draw(painter, color)
            painter.end()
            bits = sheet.constBits()
            bits.setsize(sheet.sizeInBytes())
            seen.add(bytes(bits))
    assert len(seen) == 6
