"""Frames that come of dragging, without a widget."""

from __future__ import annotations

import pytest

from apprentice.framing.dragging import CORNERS, LEAST_PX, MOVE, SIDES, DragBounds, FrameHandle, dragged
from apprentice.pictures.tiles import Rect

FRAME, SIZE = Rect(100, 80, 400, 300), (1000, 800)
FREE, KEPT = DragBounds(SIZE), DragBounds(SIZE, 4 / 3)
CASES = {
    "a corner": ((1, 1), (40, 30), FREE, Rect(100, 80, 440, 330)),
    "the other corner": ((-1, -1), (40, 30), FREE, Rect(140, 110, 360, 270)),
    "a side": ((1, 0), (40, 30), FREE, Rect(100, 80, 440, 300)),
    "beyond the painting": ((-1, 0), (-160, 0), FREE, Rect(-60, 80, 560, 300)),
    "moved": ((0, 0), (-150, 10), FREE, Rect(-50, 90, 400, 300)),
    "a corner, kept": ((1, 1), (40, 0), KEPT, Rect(100, 80, 440, 330)),
    "a corner, kept, by its height": ((-1, 1), (0, 60), KEPT, Rect(20, 80, 480, 360)),
    "a side, kept": ((1, 0), (40, 0), KEPT, Rect(100, 65, 440, 330)),
    "the upper side, kept": ((0, -1), (0, -30), KEPT, Rect(80, 50, 440, 330)),
    "snapped": ((1, 0), (497, 0), DragBounds(SIZE, snap_px=6), Rect(100, 80, 900, 300)),
    "moved and snapped": ((0, 0), (-96, 418), DragBounds(SIZE, snap_px=6), Rect(0, 500, 400, 300)),
}


@pytest.mark.parametrize(("handle", "by", "bounds", "expected"), CASES.values(), ids=CASES)
def test_drags(handle: tuple[int, int], by: tuple[float, float], bounds: DragBounds, expected: Rect) -> None:
    """What is opposite of the dragged handle stays where it is, and a kept ratio is kept."""
    assert dragged(FRAME, FrameHandle(*handle), by, bounds) == expected


@pytest.mark.parametrize("handle", [*CORNERS, *SIDES, MOVE])
@pytest.mark.parametrize("ratio", [0.0, 0.4, 1.0, 2.39])
@pytest.mark.parametrize("by", [(-9999.0, -9999.0), (9999.0, 9999.0), (-9999.0, 9999.0), (0.4, -0.4)])
def test_no_drag_makes_a_frame_too_small_or_too_far(handle: FrameHandle, ratio: float, by: tuple[float, float]) -> None:
    """However far a handle is dragged, sides keep their least length and stay within a painting's size of it."""
    made = dragged(Rect(100, 80, 400, 400), handle, by, DragBounds(SIZE, ratio, 6.0))
    assert min(made.width, made.height) >= LEAST_PX
    assert made.x >= -SIZE[0]
    assert made.y >= -SIZE[1]
    assert made.x + made.width <= 2 * SIZE[0]
    assert made.y + made.height <= 2 * SIZE[1]
