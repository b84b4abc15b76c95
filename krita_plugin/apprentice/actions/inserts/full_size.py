"""The size of a suggestion at full size: as large as its place, or as can be sent."""

from __future__ import annotations

import math

from ...pictures.tiles import Rect, scaled_size
from ...vendored import MAX_BINARY_BYTES, bounds

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
