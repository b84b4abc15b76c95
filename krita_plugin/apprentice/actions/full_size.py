"""A suggestion at full size: how large it can be made, and whether its canvas is still what it was made from."""

from __future__ import annotations

import math

from ..pictures.convert import is_blank, raw_bytes, to_frame
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


def same_canvas(full: QImage, as_sent: QImage, sent: str, request_id: str) -> tuple[bool, ImageFrame | None]:
    """Compare a canvas as it is now with the one that a slate was made of.

    Args:
        full: the canvas now, at full size.
        as_sent: the canvas now, at the size in which the slate's was sent.
        sent: the hash of the canvas that was sent; "" for a blank one, which is never sent.
        request_id: of the request that the full-size canvas goes with.

    Returns:
        Whether they are the same, and the full-size canvas to send; None if it is blank or has changed.
    """
    if is_blank(raw_bytes(as_sent)):
        return not sent, None
    is_same = to_frame(as_sent, request_id).hash == sent
    return is_same, to_frame(full, request_id) if is_same else None
