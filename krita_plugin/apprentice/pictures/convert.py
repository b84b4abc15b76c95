"""Conversions between frames of the wire, pictures for the screen, and bytes of layers.

Qt holds Python's lock for as long as a call takes, and Krita's own thread may wait for it. Pictures that arrive are
therefore copied and scaled down in strips, a quarter of a millisecond each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..qt import QImage, Qt, QtCore, QtGui
from ..vendored import ImageFrame, PixelFormat
from .tiles import Rect, cuts

# Twice the widest card at 400 px: sharp on dense screens, quick to draw.
SMALL_PX = 400
STRIP_PX = 64

_RGBA = QImage.Format.Format_RGBA8888
SCREEN = QImage.Format.Format_ARGB32_Premultiplied


@dataclass(frozen=True)
class Picture:
    """One image, ready for the screen.

    Args:
        hash: its name, as on the wire.
        full: RGBA8888, straight alpha.
        small: at most `SMALL_PX` a side, in the screen's own format.
        request_id: the request that it answers; empty for a picture that was made here.
    """

    hash: str
    full: QImage = field(compare=False, repr=False)
    small: QImage = field(compare=False, repr=False)
    request_id: str = ""


def to_picture(frame: ImageFrame) -> Picture | None:
    """Decode a frame; None where its payload is not an image."""
    if frame.format is PixelFormat.RGBA:
        full = _raw_image(frame)
    else:
        full = QImage.fromData(bytes(frame.payload))
        if full.isNull():
            return None
        full = full.convertToFormat(_RGBA)
    return Picture(frame.hash, full, shrink(full), frame.request_id)


def shrink(image: QImage) -> QImage:
    """Return an image scaled to fit `SMALL_PX` a side, in the screen's format; a smaller one keeps its size."""
    if max(image.width(), image.height()) <= SMALL_PX:
        return image.convertToFormat(SCREEN)
    size = image.size().scaled(SMALL_PX, SMALL_PX, Qt.AspectRatioMode.KeepAspectRatio)
    width_px, height_px = max(1, size.width()), max(1, size.height())
    small = Mosaic(width_px, height_px, pixel_format=SCREEN)
    for y0, y1, v0, v1 in cuts(image.height(), height_px, STRIP_PX):
        small.add(image.copy(0, y0, image.width(), y1 - y0), Rect(0, v0, width_px, v1 - v0))
    return small.image


def _raw_image(frame: ImageFrame) -> QImage:
    """Return the image of a raw frame."""
    image = QImage(frame.width_px, frame.height_px, _RGBA)
    bits, payload = image.bits(), memoryview(frame.payload)
    bits.setsize(len(payload))
    strip_bytes = STRIP_PX * frame.width_px * 4
    for start in range(0, len(payload), strip_bytes):
        strip = payload[start : start + strip_bytes]
        bits[start : start + len(strip)] = strip
    return image


def to_frame(image: QImage, request_id: str) -> ImageFrame:
    """Encode an image as raw RGBA for the wire."""
    payload = bytearray(4 * image.width() * image.height())
    filled = 0
    for strip in _strips(image):
        payload[filled : filled + len(strip)] = strip
        filled += len(strip)
    return ImageFrame(request_id, PixelFormat.RGBA, image.width(), image.height(), memoryview(payload).toreadonly())


def _strips(image: QImage) -> Iterator[bytes]:
    """Yield an image's pixels as raw RGBA, some rows after others."""
    for top in range(0, image.height(), STRIP_PX):
        yield raw_bytes(image.copy(0, top, image.width(), min(STRIP_PX, image.height() - top)))


def raw_bytes(image: QImage, pixel_format: QImage.Format = _RGBA) -> bytes:
    """Return an image's pixels in a 32-bit format, row after row, without padding."""
    image = image.convertToFormat(pixel_format)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return bytes(bits)


def is_blank(image: QImage) -> bool:
    """Return whether all pixels of an image are alike, or none is visible."""
    first, are_alike, is_seen = b"", True, False
    for strip in _strips(image):
        first = first or strip[:4]
        are_alike = are_alike and strip == first * (len(strip) // 4)
        is_seen = is_seen or any(strip[3::4])
        if is_seen and not are_alike:
            return False
    return True


def flattened(image: QImage) -> QImage:
    """Return an image on white paper: RGBA8888 and opaque."""
    paper = QImage(image.size(), _RGBA)
    paper.fill(Qt.GlobalColor.white)
    painter = QtGui.QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def _surely_opaque(image: QImage) -> QImage:
    """Return an image without an alpha channel where all of it is opaque: Qt 6 rounds alpha when it scales smoothly."""
    opaque = raw_bytes(image)[3::4].count(255) == image.width() * image.height()
    return image.convertToFormat(QImage.Format.Format_RGB32) if opaque else image


class Mosaic:
    """Puts the canvas together from tiles, each scaled down as it comes; what no tile covers is left undefined.

    Args:
        width_px: width of the whole, scaled.
        height_px: height of the whole, scaled.
        quick: skip pixels down to twice the size before scaling down smoothly: a third of the time.
        pixel_format: of the whole.
    """

    def __init__(
        self, width_px: int, height_px: int, *, quick: bool = False, pixel_format: QImage.Format = _RGBA
    ) -> None:
        self._quick = quick
        self.image = QImage(width_px, height_px, pixel_format)

    def add(self, tile: QImage, place: Rect) -> None:
        """Scale a tile to `place`, a rectangle of the whole, and put it there."""
        size = QtCore.QSize(place.width, place.height)
        if self._quick and tile.width() > 2 * size.width() and tile.height() > 2 * size.height():
            tile = tile.scaled(size * 2)
        if tile.size() != size:
            tile = _surely_opaque(tile).scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter = QtGui.QPainter(self.image)
        painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(place.x, place.y, tile)
        painter.end()


def to_layer_bytes(image: QImage, place: Rect, mask: bytes | None, masked: Rect | None = None) -> bytes:
    """Return the bytes of an image for an 8-bit layer: BGRA, scaled to `place`, cut to the selection.

    Args:
        image: any size.
        place: the rectangle that it fills, in the document's pixels.
        mask: the selection over `place`, one byte a pixel; None without one.
        masked: the rectangle of the mask, which is scaled to `place`; None where it is `place`.
    """
    size = QtCore.QSize(place.width, place.height)
    if image.size() != size:
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    if mask is not None:
        image = cut(image, mask, masked or place)
    return raw_bytes(image, QImage.Format.Format_ARGB32)


def cut(image: QImage, mask: bytes, place: Rect) -> QImage:
    """Return an image cut to a selection.

    Args:
        image: any size.
        mask: the selection over `place`, one byte a pixel.
        place: the rectangle of the mask; the mask is scaled to the image.
    """
    image = image.convertToFormat(SCREEN)
    stencil = QImage(mask, place.width, place.height, place.width, QImage.Format.Format_Alpha8)
    if stencil.size() != image.size():
        stencil = stencil.scaled(image.size())
    painter = QtGui.QPainter(image)
    painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, stencil)
    painter.end()
    return image
