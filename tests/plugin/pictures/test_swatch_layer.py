"""A palette drawn as a strip, and the strip's place."""

from __future__ import annotations

import pytest

from apprentice.pictures.swatch_layer import draw_strip, place_strip
from apprentice.qt import QImage, QtGui
from apprentice_shared import messages

SWATCHES = (
    messages.SwatchPart("#1b2a41", 0.34, "navy"),
    messages.SwatchPart("#2e5a33", 0.25, "deep moss green"),
    messages.SwatchPart("#c0392b", 0.2, "brick red"),
    messages.SwatchPart("#e0b050", 0.15, "sand"),
    messages.SwatchPart("#f4ecd8", 0.06, "pale cream"),
)


@pytest.mark.parametrize("count", [1, 2, 5, 9, 16])
@pytest.mark.parametrize(
    "size", [(1024, 768), (768, 1024), (320, 240), (4096, 4096), (64, 64), (3000, 200)], ids=lambda size: f"{size}"
)
def test_stays_inside_the_canvas_and_clear_of_its_middle(size: tuple[int, int], count: int) -> None:
    """The strip is within the canvas at any size, and does not reach over its centre."""
    place, _ = place_strip(count, *size, None)
    assert place.x >= 0 and place.y >= 0
    assert place.x + place.width <= size[0] and place.y + place.height <= size[1]
    assert place.width >= 1 and place.height >= 1
    inside_x = place.x <= size[0] // 2 < place.x + place.width
    inside_y = place.y <= size[1] // 2 < place.y + place.height
    assert not (inside_x and inside_y)


def test_goes_to_the_calmer_edge(qapp: object) -> None:
    """A strip goes to the top of a picture whose foot is busy and whose top is calm."""
    busy = QImage(256, 192, QImage.Format.Format_ARGB32)
    busy.fill(QtGui.QColor("#8090a0"))
    for x in range(0, 256, 4):
        for y in range(96, 192, 4):
            busy.setPixelColor(x, y, QtGui.QColor("#ff0000"))
    place, stands = place_strip(5, 1024, 768, busy)
    assert not stands
    assert place.y < 384
    below, _ = place_strip(5, 1024, 768, busy.mirrored() if hasattr(busy, "mirrored") else busy.flipped())
    assert below.y > 384


@pytest.mark.parametrize("stands", [False, True], ids=["across", "upright"])
def test_every_swatch_is_its_colour_and_is_labelled(qapp: object, stands: bool) -> None:
    """The corner of each swatch is its colour to the bit, and ink stands on it."""
    size = (170, 450) if stands else (900, 65)
    strip = draw_strip(SWATCHES, *size, stands=stands)
    for place, swatch in enumerate(SWATCHES):
        left, top = (0, 90 * place) if stands else (180 * place, 0)
        assert strip.pixelColor(left, top).name() == swatch.hex
        right, bottom = (170, top + 90) if stands else (left + 180, 65)
        inks = {strip.pixelColor(x, y).name() for x in range(left, right, 2) for y in range(top, bottom)}
        assert len(inks) > 3, f"nothing is written on {swatch.hex}"


def test_a_tiny_strip_has_no_labels(qapp: object) -> None:
    """A strip too small for text has no labels."""
    strip = draw_strip(SWATCHES, 50, 8, stands=False)
    assert {strip.pixelColor(x, y).name() for x in range(50) for y in range(8)} == {swatch.hex for swatch in SWATCHES}
