"""The frame that comes of dragging a handle: sums in the painting's pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..pictures.tiles import Rect

# No side of a frame becomes shorter, in the painting's pixels.
LEAST_PX = 16


class FrameHandle(NamedTuple):
    """A handle of a frame: x is −1 at its left side, 1 at its right one, 0 at neither; y the same from top to bottom.

    (0, 0) moves the whole frame.
    """

    x: int
    y: int


MOVE = FrameHandle(0, 0)
CORNERS = (FrameHandle(-1, -1), FrameHandle(1, -1), FrameHandle(1, 1), FrameHandle(-1, 1))
SIDES = (FrameHandle(0, -1), FrameHandle(1, 0), FrameHandle(0, 1), FrameHandle(-1, 0))


@dataclass(frozen=True)
class DragBounds:
    """The bounds of a drag.

    Args:
        size: width and height of the painting; a frame reaches as far beyond each of its sides.
        ratio: width / height that is kept; 0 for none.
        snap_px: sides that come so near to the painting's lie on them, where no ratio is kept or the frame is moved.
    """

    size: tuple[int, int]
    ratio: float = 0.0
    snap_px: float = 0.0


def dragged(frame: Rect, handle: FrameHandle, by: tuple[float, float], bounds: DragBounds) -> Rect:
    """Return the frame after a handle was dragged.

    A corner leaves the opposite corner where it is, a side the opposite side; with a kept ratio a side also leaves the
    middle of its own line where it is.

    Args:
        frame: the frame as it was when the drag began.
        handle: the handle that is dragged.
        by: how far, right and down, in the painting's pixels.
        bounds: the bounds of the drag.
    """
    if handle == MOVE:
        x = _moved(frame.x, frame.width, by[0], bounds.size[0], bounds.snap_px)
        y = _moved(frame.y, frame.height, by[1], bounds.size[1], bounds.snap_px)
        return Rect(x, y, frame.width, frame.height)
    if bounds.ratio:
        return _kept(frame, handle, by, bounds)
    x, width = _stretched((frame.x, frame.width), handle.x, by[0], bounds.size[0], bounds.snap_px)
    y, height = _stretched((frame.y, frame.height), handle.y, by[1], bounds.size[1], bounds.snap_px)
    return Rect(x, y, width, height)


def _moved(start: int, length: int, by: float, size: int, snap: float) -> int:
    """Return the start of a line that is moved, within a painting's length of the painting."""
    moved = start + by
    for stop in (0, size - length):
        if abs(moved - stop) < snap:
            return stop
    return round(min(max(moved, -size), 2 * size - length))


def _stretched(line: tuple[int, int], end: int, by: float, size: int, snap: float) -> tuple[int, int]:
    """Return start and length of a line of which one end is dragged: −1 its start, 1 its end, 0 neither."""
    low, high = line[0], line[0] + line[1]
    if end < 0:
        low = min(_snapped(low + by, size, snap), high - LEAST_PX)
    elif end > 0:
        high = max(_snapped(high + by, size, snap), low + LEAST_PX)
    return low, high - low


def _snapped(place: float, size: int, snap: float) -> int:
    for stop in (0, size):
        if abs(place - stop) < snap:
            return stop
    return round(min(max(place, -size), 2 * size))


def _kept(frame: Rect, handle: FrameHandle, by: tuple[float, float], bounds: DragBounds) -> Rect:
    """Return the frame with its ratio kept: width = max(width asked for, height asked for · ratio)."""
    (across, down), ratio = bounds.size, bounds.ratio
    asked = [frame.width + handle.x * by[0]] if handle.x else []
    asked += [(frame.height + handle.y * by[1]) * ratio] if handle.y else []
    least, most = LEAST_PX * max(1.0, ratio), min(3 * across, 3 * down * ratio)
    width = round(min(max(*asked, least), most))
    height = max(1, round(width / ratio))
    x = _anchored(frame.x, frame.width, handle.x, width)
    y = _anchored(frame.y, frame.height, handle.y, height)
    return Rect(min(max(x, -across), 2 * across - width), min(max(y, -down), 2 * down - height), width, height)


def _anchored(start: int, before: int, end: int, length: int) -> int:
    """Return the start of a line whose dragged end is −1 its start, 1 its end, or 0: then its middle stays."""
    if end > 0:
        return start
    return start + before - length if end < 0 else round(start + (before - length) / 2)
