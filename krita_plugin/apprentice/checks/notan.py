"""The picture in three values: its darkest, middle and lightest third, as flat shapes."""

from __future__ import annotations

from itertools import pairwise

from ..qt import QImage
from . import planes
from .grey import grey

# Detail below a 110th of the picture is no shape, nor is a rim of the middle value half as wide as a 40th.
_SHAPES_PX, _RIMS_PX = 110, 40
_DARK, _MIDDLE, _LIGHT = 26, 122, 232


def notan(image: QImage) -> QImage:
    """Return the picture in three greys, each on as nearly a third of it as its values allow."""
    small = grey(planes.resized(image, planes.small_size(image, _SHAPES_PX)))
    dark_end, light_start = thirds(planes.levels(planes.from_image(small)))
    values = _grown(small, image)
    # Between dark and light a grown edge runs through the middle: what is thin of that goes to either side.
    middle = planes.to_image(values.translate(_window(dark_end, light_start)), image)
    middle = _grown(planes.resized(middle, planes.small_size(image, _RIMS_PX)), image).translate(_window(128, 256))
    parted = (dark_end + light_start) // 2
    sides = values.translate(bytes(_DARK if value < parted else _LIGHT for value in range(256)))
    return planes.to_image(planes.chosen(middle, bytes([_MIDDLE]) * len(values), sides), image)


def thirds(levels: list[tuple[int, float]]) -> tuple[int, int]:
    """Return the two cuts between values that come nearest to parts of a third each.

    Args:
        levels: values and the share of pixels up to each, as `planes.levels` gives them.

    Returns:
        The first value that is not dark any more, and the first that is light. Of a single value all is middle; of two
        one is dark and one light.
    """
    cuts = [(share, following) for (_, share), (following, _) in pairwise(levels)]
    if not cuts:
        return 0, 256
    first, second = (min(cuts, key=lambda cut: abs(cut[0] - part))[1] for part in (1 / 3, 2 / 3))
    return first, second


def _grown(small: QImage, image: QImage) -> bytes:
    """Return the plane of a small grey image at the size of `image`."""
    return planes.from_image(planes.grown(small, image.size()).convertToFormat(QImage.Format.Format_Grayscale8))


def _window(start: int, end: int) -> planes.Curve:
    return bytes(255 if start <= value < end else 0 for value in range(256))
