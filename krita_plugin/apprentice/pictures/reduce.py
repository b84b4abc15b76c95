"""A picture reduced to the size in which it is shown: every pixel of the result is the mean of those that it covers.

Qt's smooth scaling weighs by area where both sides shrink; a painter that scales while it draws looks at four pixels
only, and fine detail becomes noise. The work is done in strips, because Qt holds Python's lock for as long as a call
takes.
"""

from __future__ import annotations

import itertools

from ..qt import QImage
from .convert import SCREEN, STRIP_PX, Mosaic
from .tiles import Rect


def reduce(image: QImage, width_px: int, height_px: int) -> QImage:
    """Return a picture scaled to a size, in the screen's format."""
    if (image.width(), image.height()) == (width_px, height_px):
        return image.convertToFormat(SCREEN)
    made = Mosaic(width_px, height_px, pixel_format=SCREEN)
    for y0, y1, v0, v1 in even_cuts(image.height(), height_px, STRIP_PX):
        made.add(image.copy(0, y0, image.width(), y1 - y0), Rect(0, v0, width_px, v1 - v0))
    return made.image


def even_cuts(source_px: int, target_px: int, step_px: int) -> list[tuple[int, int, int, int]]:
    """Cut one axis, about every `step_px`, where the edges of source and target pixels meet best.

    Returns:
        (source start, source end, target start, target end) of each strip, none empty.
    """
    scale = source_px / target_px
    ends = [(0, 0)]
    while True:
        wanted = ends[-1][1] + max(1, round(step_px / scale))
        reach = max(0, round(step_px / scale) // 2)
        if wanted + reach >= target_px or ends[-1][0] + scale * (wanted - ends[-1][1]) >= source_px:
            break
        near = range(max(ends[-1][1] + 1, wanted - reach), wanted + reach + 1)
        best = min(near, key=lambda place: (abs(place * scale - round(place * scale)), abs(place - wanted)))
        source_end = round(best * scale)
        if not ends[-1][0] < source_end < source_px:
            break
        ends.append((source_end, best))
    ends.append((source_px, target_px))
    return [(a, c, b, d) for (a, b), (c, d) in itertools.pairwise(ends)]
