"""A palette drawn as a strip of labelled swatches, and its place along the calmest edge of a picture."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui
from ..vendored import messages, percent
from .convert import raw_bytes
from .tiles import Rect

_RGBA = QImage.Format.Format_RGBA8888
# Margin, text height and strip width, in parts of the document's shorter side.
_MARGIN, _TEXT, _THICK = 0.018, 0.02, 0.085
_LEAST_TEXT_PX = 9
# A swatch on a strip across is at least this wide, in text heights; where they would be narrower, the strip stands.
_LEAST_WIDTH = 7.0
_STANDING_WIDTH = 8.5
_STANDING_HEIGHT = 2.9
# The strip is at most this part of the canvas wide, so that it never covers the middle.
_MOST_ACROSS = 0.4
# The calmest edge is found in the picture scaled down to this.
_LOOK_PX = 48


def place_strip(count: int, width_px: int, height_px: int, look: QImage | None) -> tuple[Rect, bool]:
    """Return the rectangle of a strip of `count` swatches in a document, and whether the strip stands upright.

    Args:
        look: the picture, in any size; the strip goes to its calmest edge. None: to the bottom, or to the left.
    """
    short = min(width_px, height_px)
    margin, text = max(2, round(short * _MARGIN)), max(_LEAST_TEXT_PX, round(short * _TEXT))
    along = min(width_px - 2 * margin, round(count * text * 12))
    stands = along / count < text * _LEAST_WIDTH
    if stands:
        across = min(round(width_px * _MOST_ACROSS), round(text * _STANDING_WIDTH))
        along = min(height_px - 2 * margin, round(count * text * _STANDING_HEIGHT))
        edges = [Rect(x, (height_px - along) // 2, across, along) for x in (margin, width_px - margin - across)]
    else:
        across = min(round(height_px * _MOST_ACROSS), max(round(short * _THICK), round(text * 3.2)))
        edges = [Rect((width_px - along) // 2, y, along, across) for y in (height_px - margin - across, margin)]
    if look is None:
        return edges[0], stands
    small = look.scaled(
        _LOOK_PX, _LOOK_PX, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixels = raw_bytes(small)
    return min(edges, key=lambda edge: _unrest(pixels, edge, width_px, height_px)), stands


def _unrest(pixels: bytes, place: Rect, width_px: int, height_px: int) -> float:
    """Return the unrest in a part of a small picture: the mean difference of neighbouring pixels, channels added."""
    left, top = place.x * _LOOK_PX // width_px, place.y * _LOOK_PX // height_px
    right = min(_LOOK_PX - 1, -(-(place.x + place.width) * _LOOK_PX // width_px))
    bottom = min(_LOOK_PX - 1, -(-(place.y + place.height) * _LOOK_PX // height_px))
    total, count = 0, 1
    for y in range(top, bottom):
        for x in range(left, right):
            here, count = 4 * (y * _LOOK_PX + x), count + 1
            for other in (here + 4, here + 4 * _LOOK_PX):
                total += sum(abs(pixels[here + part] - pixels[other + part]) for part in range(3))
    return total / count


def draw_strip(swatches: tuple[messages.SwatchPart, ...], width_px: int, height_px: int, *, stands: bool) -> QImage:
    """Draw swatches side by side, or one above the other, each with its name, share and code.

    Returns:
        sRGB with straight alpha; at its left upper corner every swatch is its colour to the bit.
    """
    image = QImage(width_px, height_px, _RGBA)
    image.fill(Qt.GlobalColor.transparent)
    length, count = (height_px if stands else width_px), len(swatches)
    edges = [(length * place // count, length * (place + 1) // count) for place in range(count)]
    boxes = [
        QtCore.QRect(0, start, width_px, end - start) if stands else QtCore.QRect(start, 0, end - start, height_px)
        for start, end in edges
    ]
    labels = [(swatch.name, _code(swatch)) for swatch in swatches]
    font = _fitting_font(labels, boxes[0])
    painter = QtGui.QPainter(image)
    painter.setFont(font)
    for swatch, box, lines in zip(swatches, boxes, labels, strict=True):
        painter.fillRect(box, QtGui.QColor(swatch.hex))
        painter.setPen(QtGui.QColor("#141414" if _is_light(swatch) else "#fafafa"))
        room, metrics = _room(box), QtGui.QFontMetrics(font)
        if room.height() >= 2 * metrics.height():
            elided = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()) for line in lines if line)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "\n".join(elided))
    painter.end()
    return image


def _code(swatch: messages.SwatchPart) -> str:
    """Return share and colour of a swatch, as "40%  #c04020"; a share that rounds to 0% is left out."""
    return f"{percent(swatch.share)}  {swatch.hex}" if swatch.share >= 0.005 else swatch.hex


def _fitting_font(labels: list[tuple[str, str]], box: QtCore.QRect) -> QtGui.QFont:
    """Return the font in which every label fits a swatch; at the least the smallest that can be read."""
    room = _room(box)
    longest = max((line for lines in labels for line in lines), key=len)
    font = QtGui.QFont("Sans Serif")
    for pixels in range(max(_LEAST_TEXT_PX, round(room.height() / 2.6)), _LEAST_TEXT_PX - 1, -1):
        font.setPixelSize(pixels)
        if QtGui.QFontMetrics(font).horizontalAdvance(longest) <= room.width():
            break
    return font


def _room(box: QtCore.QRect) -> QtCore.QRect:
    pad = max(2, round(min(box.width(), box.height()) * 0.11))
    return box.adjusted(pad, pad, -pad, -pad)


def _is_light(swatch: messages.SwatchPart) -> bool:
    """Return whether dark ink reads better on a colour. Source: WCAG 2.2, "relative luminance"."""
    parts = (value / 255 for value in swatch.rgb)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179
