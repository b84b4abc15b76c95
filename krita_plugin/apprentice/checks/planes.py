"""Channels of an image as bytes, and arithmetic on all their pixels at once.

Python adds whole numbers of any length in one go: a channel read as one long number, with a byte or two for each
pixel, is added to another as long as no pixel runs over into the next.
"""

from __future__ import annotations

from collections import Counter

from ..pictures.convert import raw_bytes
from ..qt import QImage, Qt, QtCore

Curve = bytes  # 256 values, as `bytes.translate` takes them


def channels(image: QImage) -> tuple[bytes, bytes, bytes]:
    """Return red, green and blue, a byte a pixel, rows from the top."""
    pixels = raw_bytes(image)
    return pixels[0::4], pixels[1::4], pixels[2::4]


def to_image(plane: bytes, like: QImage) -> QImage:
    """Return a plane as a grey image of the size of `like`."""
    width, height = like.width(), like.height()
    return QImage(plane, width, height, width, QImage.Format.Format_Grayscale8).copy()


def from_image(image: QImage) -> bytes:
    """Return the plane of a grey image."""
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    data = bytes(bits)
    if stride == width:
        return data
    return b"".join(data[row * stride : row * stride + width] for row in range(height))


def added(*planes: bytes) -> bytes:
    """Return the sum of planes, which must not exceed 255 at any pixel."""
    return sum(int.from_bytes(plane, "little") for plane in planes).to_bytes(len(planes[0]), "little")


def chosen(mask: bytes, inside: bytes, outside: bytes) -> bytes:
    """Return `inside` where the mask is 255 and `outside` where it is 0; the mask has no other values."""
    picked, one, other = (int.from_bytes(plane, "little") for plane in (mask, inside, outside))
    return (other ^ ((one ^ other) & picked)).to_bytes(len(mask), "little")


def resized(image: QImage, size: QtCore.QSize) -> QImage:
    """Return an image smoothly scaled to a size, whose proportions may differ."""
    if image.size() == size:
        return image
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def grown(image: QImage, size: QtCore.QSize) -> QImage:
    """Return a small image scaled up to a size by doubling: one large step would show the grid that it came from."""
    while image.width() * 2 < size.width() and image.height() * 2 < size.height():
        image = resized(image, image.size() * 2)
    return resized(image, size)


def small_size(image: QImage, longest_px: int) -> QtCore.QSize:
    """Return the size of an image made so small that its longer side has at most `longest_px` pixels."""
    scale = min(1.0, longest_px / max(image.width(), image.height()))
    return QtCore.QSize(max(1, round(image.width() * scale)), max(1, round(image.height() * scale)))


def levels(plane: bytes) -> list[tuple[int, float]]:
    """Return the values that occur, darkest first, each with the share of pixels that are no lighter."""
    counted, below, found = Counter(plane), 0, []
    for value in sorted(counted):
        below += counted[value]
        found.append((value, below / len(plane)))
    return found
