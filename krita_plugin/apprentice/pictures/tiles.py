"""A canvas cut into tiles, and tiles into pieces: Krita reads one of these in a turn of its event loop.

No large read holds the loop up, and a read takes little memory anew: a megabyte is 256 pages, of 4 to 16 µs each.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from ..vendored import bounds

# The longer side of a canvas that is sent, at most; and the shorter one, at least, by the protocol.
LONGEST_PX, SHORTEST_PX = bounds.DEFAULT_SIDE_PX, bounds.SIDE_PX.low
# Tiles are scaled as a whole: fewer of them have fewer seams. Krita's projection of 512² takes 2 ms of its thread and
# some three megabytes, 1024² took 7; of a piece it takes a quarter of that.
TILE_PX, PIECE_PX = 512, 256


@dataclass(frozen=True)
class Rect:
    """A rectangle in whole pixels."""

    x: int
    y: int
    width: int
    height: int


def scaled_rect(rect: Rect, before: tuple[int, int], now: tuple[int, int]) -> Rect:
    """Return a rectangle of a canvas after that was scaled from one size to another; it keeps a pixel at least."""
    x0, y0 = rect.x * now[0] // before[0], rect.y * now[1] // before[1]
    x1, y1 = (rect.x + rect.width) * now[0] // before[0], (rect.y + rect.height) * now[1] // before[1]
    left, top = min(x0, now[0] - 1), min(y0, now[1] - 1)
    return Rect(left, top, max(1, x1 - left), max(1, y1 - top))


@dataclass(frozen=True)
class Tile:
    """One piece of a canvas: its rectangle there, and its rectangle in the scaled picture."""

    source: Rect
    target: Rect


def scaled_size(
    width_px: int, height_px: int, longest_px: int = LONGEST_PX, *, shortest_px: int = SHORTEST_PX
) -> tuple[int, int]:
    """Return a size scaled down to fit `longest_px` a side; enlarged only where a side is below `shortest_px`."""
    scale = min(1.0, longest_px / max(width_px, height_px))
    return max(shortest_px, round(width_px * scale)), max(shortest_px, round(height_px * scale))


def plan(frame: Rect, longest_px: int = LONGEST_PX) -> list[Tile]:
    """Cut `frame` into tiles of at most about `TILE_PX` a side that cover it once, row after row.

    Args:
        frame: the part of a canvas.
        longest_px: the longer side that it is scaled down to.
    """
    width_px, height_px = scaled_size(frame.width, frame.height, longest_px)
    columns = cuts(frame.width, width_px, TILE_PX)
    rows = cuts(frame.height, height_px, TILE_PX)
    return [
        Tile(Rect(frame.x + x0, frame.y + y0, x1 - x0, y1 - y0), Rect(u0, v0, u1 - u0, v1 - v0))
        for (y0, y1, v0, v1) in rows
        for (x0, x1, u0, u1) in columns
    ]


def pieces(rect: Rect) -> list[Rect]:
    """Cut a rectangle into pieces of at most about `PIECE_PX` a side that cover it once, row after row."""
    columns = cuts(rect.width, rect.width, PIECE_PX)
    rows = cuts(rect.height, rect.height, PIECE_PX)
    return [Rect(rect.x + x0, rect.y + y0, x1 - x0, y1 - y0) for (y0, y1, _, _) in rows for (x0, x1, _, _) in columns]


def cuts(source_px: int, target_px: int, step_px: int) -> list[tuple[int, int, int, int]]:
    """Cut one axis, about every `step_px`, into (source start, source end, target start, target end), none empty."""
    count = min(math.ceil(source_px / step_px), source_px, target_px)
    ends = [(source_px * i // count, target_px * i // count) for i in range(count + 1)]
    return [(a, c, b, d) for (a, b), (c, d) in itertools.pairwise(ends)]
