"""The warm and the cool parts of the picture."""

from __future__ import annotations

from ..qt import QImage, QtGui
from . import planes
from .grey import luminance

_WARM, _COOL = QtGui.QColor(255, 122, 16), QtGui.QColor(20, 118, 255)
_NEUTRAL = 127
# Muted pictures are shown as if they had more colour, but not so that near-greys look like colours.
_MOST_GAIN, _PART_AT_FULL = 3.5, 0.95
_DEAD = 3
# Values keep this range beside the colours, so that shapes stay readable and darks have a colour, too.
_DARKEST, _LIGHTEST = 30, 228
_MOST_COVER = 0.68


def temperature(image: QImage) -> QImage:
    """Return the picture in greys, tinted orange where it is warm and blue where it is cool, as strongly as it is."""
    warmth = warmths(image)
    span = _LIGHTEST - _DARKEST
    softer = bytes(_DARKEST + round(value * span / 255) for value in range(256))
    shown = planes.to_image(luminance(image).translate(softer), image).convertToFormat(QImage.Format.Format_RGB32)
    cover = QImage(warmth, image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8)
    cover.setColorTable(_colors(_full_warmth(warmth)))
    painter = QtGui.QPainter(shown)
    painter.drawImage(0, 0, cover)
    painter.end()
    return shown


def warmths(image: QImage) -> bytes:
    """Return the warmth of each pixel: 0 for pure blue, 254 for pure yellow, orange or red, 127 for neither.

    warmth = 127 + (red - blue) / 2, so that greens and violets are neither
    """
    red, _, blue = planes.channels(image)
    up, down = bytes(v // 2 for v in range(256)), bytes(_NEUTRAL - v // 2 for v in range(256))
    return planes.added(red.translate(up), blue.translate(down))


def _full_warmth(warmth: bytes) -> int:
    """Return the distance from neutral that is tinted fully: nearly all of the picture keeps within it."""
    distances = warmth.translate(bytes(abs(v - _NEUTRAL) for v in range(256)))
    # Every seventh pixel tells the same, sooner.
    nearly_all = next(value for value, share in planes.levels(distances[::7]) if share >= _PART_AT_FULL)
    return max(round(1.2 * nearly_all), round(_NEUTRAL / _MOST_GAIN))


def _colors(full: int) -> list[int]:
    """Return a colour for each warmth, see-through where it is weak."""
    colors = []
    for value in range(256):
        strength = max(0.0, abs(value - _NEUTRAL) - _DEAD) / max(1, full - _DEAD)
        color = QtGui.QColor(_WARM if value > _NEUTRAL else _COOL)
        color.setAlphaF(_MOST_COVER * min(1.0, strength))
        colors.append(color.rgba())
    return colors
