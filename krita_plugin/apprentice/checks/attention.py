"""The places that may draw the eye first, by contrast, colour and detail; with the lines of the thirds."""

from __future__ import annotations

from dataclasses import dataclass

from ..qt import QImage, Qt, QtCore, QtGui
from . import planes
from .grey import luminance

# The eye is drawn before it reads: at this size.
_GLANCE_PX, _SOFT_PX, _AROUND_PX = 96, 24, 8
_CONTRAST, _COLOR, _DETAIL = 0.4, 0.35, 0.25
# A difference below this, of 255, draws no eye.
_UNSEEN = 6.0
_VEIL_ALPHA = 205
_SECOND_SHARE, _APART = 0.72, 0.22


@dataclass(frozen=True)
class Spot:
    """A place that draws the eye: `x` and `y` as shares of width and height, `pull` from 0 to 1."""

    x: float
    y: float
    pull: float


def attention(image: QImage) -> QImage:
    """Return the picture, veiled where little draws the eye, the strongest places ringed, with the lines of the thirds.

    The guess knows no faces and no meaning, which draw the eye, too.
    """
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    pull = pulls(image)
    painter = QtGui.QPainter(shown)
    painter.setRenderHints(QtGui.QPainter.RenderHint.Antialiasing | QtGui.QPainter.RenderHint.SmoothPixmapTransform)
    if any(planes.from_image(pull)):
        painter.drawImage(shown.rect(), _veil(pull))
    _draw_thirds(painter, shown.size())
    for spot in spots(pull):
        _draw_ring(painter, shown.size(), spot)
    painter.end()
    return shown


def pulls(image: QImage) -> QImage:
    """Return a small grey image, the lighter the more a place draws the eye; all black if nothing does."""
    glance = planes.resized(image, planes.small_size(image, _GLANCE_PX))
    values = luminance(glance)
    grey = planes.to_image(values, glance)
    around = planes.from_image(_softened(grey, _AROUND_PX))
    contrast = [abs(value - other) for value, other in zip(values, around, strict=True)]
    parts = ((_CONTRAST, contrast), (_COLOR, _strangeness(glance)), (_DETAIL, _edges(values, glance.width())))
    total = [0.0] * len(values)
    for weight, part in parts:
        most = max(part)
        if most >= _UNSEEN:
            total = [sum_ + weight * value / most for sum_, value in zip(total, part, strict=True)]
    soft = planes.from_image(_softened(planes.to_image(bytes(round(255 * value) for value in total), glance), _SOFT_PX))
    least, most = min(soft), max(soft)
    curve = bytes(max(0, min(255, round(255 * (v - least) / max(1, most - least)))) for v in range(256))
    return planes.to_image(soft.translate(curve), glance)


def spots(pull: QImage) -> list[Spot]:
    """Return the strongest place, and a second that is nearly as strong and well away from it."""
    width, height, plane = pull.width(), pull.height(), planes.from_image(pull)
    found: list[Spot] = []
    for place in sorted(range(len(plane)), key=plane.__getitem__, reverse=True):
        strength = plane[place] / 255
        if strength < _SECOND_SHARE or len(found) == 2:
            break
        spot = Spot((place % width + 0.5) / width, (place // width + 0.5) / height, strength)
        if all(max(abs(spot.x - other.x), abs(spot.y - other.y)) > _APART for other in found):
            found.append(spot)
    return found


def _strangeness(glance: QImage) -> list[float]:
    """Return the distance of each pixel's colour from the mean colour, without lightness.

    Source: the centre of Achanta et al. 2009, "Frequency-tuned salient region detection", on two opponent channels.
    """
    soft = _softened(glance, _SOFT_PX)
    red, green, blue = planes.channels(soft)
    first = [r - g for r, g in zip(red, green, strict=True)]
    second = [(r + g) / 2 - b for r, g, b in zip(red, green, blue, strict=True)]
    mean_first, mean_second = sum(first) / len(first), sum(second) / len(second)
    return [((a - mean_first) ** 2 + (b - mean_second) ** 2) ** 0.5 for a, b in zip(first, second, strict=True)]


def _edges(values: bytes, width: int) -> list[float]:
    """Return the difference of each pixel from its neighbours to the right and below."""
    right = values[1:] + values[-1:]
    below = values[width:] + values[-width:]
    found = [abs(v - r) + abs(v - b) for v, r, b in zip(values, right, below, strict=True)]
    found[width - 1 :: width] = [0] * len(found[width - 1 :: width])
    return [float(value) for value in found]


def _softened(image: QImage, longest_px: int) -> QImage:
    soft = planes.resized(planes.resized(image, planes.small_size(image, longest_px)), image.size())
    return soft.convertToFormat(image.format())


def _veil(pull: QImage) -> QImage:
    data = planes.from_image(pull)
    veil = QImage(data, pull.width(), pull.height(), pull.width(), QImage.Format.Format_Indexed8).copy()
    veil.setColorTable([QtGui.QColor(14, 14, 18, round(_VEIL_ALPHA * (1 - v / 255) ** 1.3)).rgba() for v in range(256)])
    return veil.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _draw_thirds(painter: QtGui.QPainter, size: QtCore.QSize) -> None:
    width, height = float(size.width()), float(size.height())
    for ink, thickness in ((QtGui.QColor(0, 0, 0, 110), 3.0), (QtGui.QColor(255, 255, 255, 190), 1.0)):
        painter.setPen(QtGui.QPen(ink, thickness))
        for part in (1 / 3, 2 / 3):
            painter.drawLine(QtCore.QPointF(width * part, 0.0), QtCore.QPointF(width * part, height))
            painter.drawLine(QtCore.QPointF(0.0, height * part), QtCore.QPointF(width, height * part))


def _draw_ring(painter: QtGui.QPainter, size: QtCore.QSize, spot: Spot) -> None:
    center = QtCore.QPointF(spot.x * size.width(), spot.y * size.height())
    radius = 0.05 * min(size.width(), size.height()) * (0.5 + spot.pull)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, thickness in ((QtGui.QColor(0, 0, 0, 150), 4.5), (QtGui.QColor(255, 214, 90), 2.2)):
        painter.setPen(QtGui.QPen(ink, thickness))
        painter.drawEllipse(center, radius, radius)
