"""How much two pictures look alike, whatever their sizes: by that a painting is known again after it was worked on.

Scaled, a painting looks as before; with a stroke more, nearly; cropped, turned or mirrored it does not, but where it
is so even that it would not matter.
"""

from __future__ import annotations

from ..qt import QImage, Qt, QtGui
from .convert import raw_bytes

# A picture's signature: the means of so many cells a side, three bytes each.
_CELLS = 32
# The least likeness of pictures of the same, and of one that was turned and worked on.
ALIKE, TURNED = 0.9, 0.6
# The longer side of a whole painting whose positions are compared, in pixels.
_TURNED_PX = 256
WHOLE = (0.0, 0.0, 1.0, 1.0)
# Variance of bytes, below which a picture counts as even.
_EVEN = 4.0


def signature(image: QImage) -> bytes:
    """Return what `likeness` compares of an image."""
    small = image.scaled(
        _CELLS, _CELLS, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixels = raw_bytes(small, QImage.Format.Format_RGBA8888_Premultiplied)
    return b"".join(pixels[place : place + 3] for place in range(0, len(pixels), 4))


def likeness(one: bytes, other: bytes) -> float:
    """Return the agreement of two signatures: 1 for equal ones, 0 for unrelated, -1 for opposite ones.

    Even pictures agree where their means do.

    Source: Lin 1989, "A concordance correlation coefficient to evaluate reproducibility".
    """
    count = len(one)
    if not count or len(other) != count:
        return 0.0
    mean, other_mean = sum(one) / count, sum(other) / count
    variance = sum((value - mean) ** 2 for value in one) / count
    other_variance = sum((value - other_mean) ** 2 for value in other) / count
    shared = sum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)) / count
    if max(variance, other_variance) < _EVEN:
        return float(abs(mean - other_mean) < _EVEN)
    return 2 * shared / (variance + other_variance + (mean - other_mean) ** 2)


def was_turned(now: QImage, frame: tuple[float, float, float, float], before: bytes) -> bool:
    """Return whether a painting shows in another position what it showed before: less than half as far from that.

    Args:
        now: the whole painting.
        frame: left, top, width and height of the part to compare, as shares of the whole's.
        before: the signature of that part as it was.
    """
    if frame == WHOLE:
        now = now.scaled(
            _TURNED_PX, _TURNED_PX, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    as_is = likeness(signature(_part(now, frame)), before)
    best = max(likeness(signature(_part(turned, frame)), before) for turned in _turned(now))
    return best >= TURNED and (1 - best) < (1 - as_is) / 2


def _turned(image: QImage) -> list[QImage]:
    """Return an image in its seven other positions: turned by quarters, mirrored, and both."""
    mirrored = image.transformed(QtGui.QTransform().scale(-1, 1))
    turns = [QtGui.QTransform().rotate(angle) for angle in (90, 180, 270)]
    return [mirrored, *(picture.transformed(turn) for picture in (image, mirrored) for turn in turns)]


def _part(image: QImage, frame: tuple[float, float, float, float]) -> QImage:
    left, top, width, height = frame
    return image.copy(
        round(left * image.width()),
        round(top * image.height()),
        max(1, round(width * image.width())),
        max(1, round(height * image.height())),
    )
