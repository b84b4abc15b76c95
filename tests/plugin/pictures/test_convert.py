"""Pixels between the wire, the canvas and the screen."""

from __future__ import annotations

import pytest

from apprentice.pictures.convert import (
    SMALL_PX,
    Mosaic,
    is_blank,
    raw_bytes,
    shrink,
    to_frame,
    to_layer_bytes,
    to_picture,
)
from apprentice.pictures.tiles import Rect, plan, scaled_size
from apprentice.qt import QImage, Qt, QtCore, QtGui
from apprentice_shared.images import ImageFrame, PixelFormat

RGBA = QImage.Format.Format_RGBA8888
RED, BLUE_HALF = bytes((255, 0, 0, 255)), bytes((0, 0, 255, 128))


def _image(width_px: int, height_px: int, pixel: bytes = RED) -> QImage:
    return QImage(pixel * width_px * height_px, width_px, height_px, width_px * 4, RGBA).copy()


def test_pixels_come_back_as_they_went() -> None:
    """Raw RGBA survives the way to the wire and back, straight alpha and odd widths included."""
    image = _image(7, 3, BLUE_HALF)
    image.setPixelColor(6, 2, QtGui.QColor(10, 20, 30, 40))
    picture = to_picture(to_frame(image, "r"))
    assert picture is not None
    assert raw_bytes(picture.full) == raw_bytes(image)
    assert picture.hash == to_frame(image, "other").hash


def test_decodes_png() -> None:
    """A backend elsewhere sends PNG."""
    store = QtCore.QByteArray()
    buffer = QtCore.QBuffer(store)
    buffer.open(QtCore.QIODevice.OpenModeFlag.WriteOnly)
    _image(5, 4).save(buffer, "PNG")
    picture = to_picture(ImageFrame("r", PixelFormat.PNG, 5, 4, bytes(store)))
    assert picture is not None
    assert raw_bytes(picture.full) == RED * 20


def test_noise_is_no_picture() -> None:
    """A payload that cannot be decoded is dropped."""
    assert to_picture(ImageFrame("r", PixelFormat.PNG, 5, 4, b"noise")) is None


def test_small_pictures_fit_a_card() -> None:
    """Cards get a smaller copy in the same proportions; small pictures stay as they are."""
    picture = to_picture(to_frame(_image(1024, 512), "r"))
    assert picture is not None
    assert (picture.small.width(), picture.small.height()) == (SMALL_PX, SMALL_PX // 2)
    tiny = to_picture(to_frame(_image(16, 16), "r"))
    assert tiny is not None
    assert tiny.small.width() == 16


@pytest.mark.parametrize("size", [(1024, 683), (301, 977), (3000, 5)], ids=str)
def test_strips_leave_no_seam(size: tuple[int, int]) -> None:
    """A picture scaled down in strips is the picture scaled down whole, to what rounding makes of it."""
    image = _image(*size)
    painter = QtGui.QPainter(image)
    gradient = QtGui.QLinearGradient(0, 0, size[0], size[1])
    gradient.setColorAt(0, QtGui.QColor(250, 240, 20))
    gradient.setColorAt(1, QtGui.QColor(10, 20, 120))
    painter.fillRect(image.rect(), gradient)
    painter.end()
    small = shrink(image)
    whole = image.scaled(small.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    assert max(abs(a - b) for a, b in zip(raw_bytes(small), raw_bytes(whole), strict=True)) <= 3


@pytest.mark.parametrize(
    ("data", "blank"),
    [
        (bytes(64), True),
        (RED * 16, True),
        (bytes((1, 2, 3, 0)) + bytes(60), True),
        (RED * 15 + BLUE_HALF, False),
    ],
    ids=["transparent", "one colour", "invisible colours", "a stroke"],
)
def test_recognises_a_blank_canvas(data: bytes, blank: bool) -> None:
    """Nothing visible, or one flat colour, is blank; one pixel is not."""
    assert is_blank(QImage(data, 4, 4, 16, RGBA)) is blank


@pytest.mark.parametrize(
    ("pixel", "blank"), [(BLUE_HALF, False), (RED, True), (bytes((9, 9, 9, 0)), False)], ids=["seen", "alike", "unseen"]
)
def test_looks_at_a_large_canvas_to_its_end(pixel: bytes, blank: bool) -> None:
    """One pixel in the last corner is a stroke, also where that is a hole."""
    canvas = _image(300, 500)
    canvas.setPixelColor(299, 499, QtGui.QColor(*pixel))
    assert is_blank(canvas) is blank


def test_tiles_come_together_without_a_seam() -> None:
    """A large canvas read in tiles looks as if it had been scaled at once."""
    frame = Rect(0, 0, 3000, 1200)
    canvas = QImage(frame.width, frame.height, RGBA)
    canvas.fill(QtGui.QColor(40, 80, 120))
    mosaic = Mosaic(*scaled_size(frame.width, frame.height))
    for tile in plan(frame):
        source = tile.source
        mosaic.add(canvas.copy(source.x, source.y, source.width, source.height), tile.target)
    assert set(raw_bytes(mosaic.image)[::4]) == {40}
    assert set(raw_bytes(mosaic.image)[3::4]) == {255}


def test_a_layer_is_blue_first_and_as_large_as_its_place() -> None:
    """Krita's integer RGBA layers are BGRA; the picture is scaled to the place."""
    data = to_layer_bytes(_image(4, 4), Rect(0, 0, 8, 6), None)
    assert data == bytes((0, 0, 255, 255)) * 48


def test_a_selection_cuts_the_layer() -> None:
    """Outside of the selection nothing is inserted, at its soft edge a part."""
    mask = bytes((0, 128, 255, 255, 255))
    data = to_layer_bytes(_image(5, 1), Rect(0, 0, 5, 1), mask)
    assert list(data[3::4]) == [0, 128, 255, 255, 255]


def test_an_opaque_tile_stays_opaque(qapp: object) -> None:
    """Scaled down by an odd factor, under either Qt: a canvas with holes in it has no layers."""
    tile = QImage(733, 549, QImage.Format.Format_ARGB32)
    for x in range(733):
        for y in range(0, 549, 61):
            tile.setPixelColor(x, y, QtGui.QColor(x % 256, y % 256, 90))
    painter = QtGui.QPainter(tile)
    painter.fillRect(tile.rect(), QtGui.QColor("#306090"))
    painter.end()
    mosaic = Mosaic(500, 375)
    mosaic.add(tile, Rect(0, 0, 500, 375))
    assert set(raw_bytes(mosaic.image)[3::4]) == {255}
