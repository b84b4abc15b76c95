"""A suggestion at full size: how large it can be made, and whether its canvas is still what it was made from."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..model.slates import CardSlate
from ..pictures.convert import is_blank, raw_bytes, to_frame
from ..pictures.likeness import ALIKE, likeness, signature
from ..pictures.tiles import Rect, scaled_size
from ..qt import QImage
from ..vendored import MAX_BINARY_BYTES, ImageFrame, bounds

# One frame of the protocol carries so many pixels; in layers, six frames must fit into what the backend keeps.
MOST_PIXELS = MAX_BINARY_BYTES // 4
MOST_PIXELS_IN_LAYERS = 6_000_000


def full_size(place: Rect, *, in_layers: bool) -> tuple[int, int]:
    """Return width and height to render at: those of `place`, or the largest of its proportions that can be sent."""
    return scaled_size(place.width, place.height, longest_side(place, in_layers=in_layers))


def longest_side(place: Rect, *, in_layers: bool) -> int:
    """Return the longer side of `full_size`, in pixels."""
    most = MOST_PIXELS_IN_LAYERS if in_layers else MOST_PIXELS
    longer, pixels = max(place.width, place.height), place.width * place.height
    if pixels <= most and longer <= bounds.SIDE_PX.high:
        return longer
    # Rounded sides may come to a row more than the root says.
    return min(longer, bounds.SIDE_PX.high, max(1, math.floor(longer * math.sqrt(most / pixels)) - 1))


@dataclass(frozen=True)
class Comparison:
    """A canvas as it is now, beside the one that a slate was made of.

    Args:
        is_same: whether it is that one, pixel by pixel.
        is_alike: whether it is that one in another size.
        canvas: the canvas to make a picture of; None if it is blank, not alike, or not wanted.
    """

    is_same: bool
    is_alike: bool
    canvas: ImageFrame | None = None


def compare_canvas(slate: CardSlate, as_sent: QImage, full: QImage | None, request_id: str) -> Comparison:
    """Compare a canvas as it is now with the one that a slate was made of.

    Args:
        slate: the slate.
        as_sent: the canvas now, at the size in which the slate's was sent, or at that of a smaller document.
        full: the canvas now at full size; None where no picture is made of it.
        request_id: of the request that the full-size canvas goes with.
    """
    if is_blank(raw_bytes(as_sent)):
        return Comparison(not slate.canvas, not slate.canvas)
    is_same = to_frame(as_sent, request_id).hash == slate.canvas
    is_alike = is_same or likeness(signature(as_sent), slate.look) >= ALIKE
    return Comparison(is_same, is_alike, to_frame(full, request_id) if is_alike and full is not None else None)
