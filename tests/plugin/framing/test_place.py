"""The place of a painting in a view, against what Krita 5.2 tells of its own canvas."""

from __future__ import annotations

import pytest

from apprentice.framing.place import CanvasPlace, place_by_corner, place_in_room
from apprentice.pictures.tiles import Rect
from apprentice.qt import QtCore

SIZE = (1024, 768)
# Zoom, rotation, mirrored and the scroll bars; then the matrix that `View.flakeToCanvasTransform` makes of them.
TOLD = {
    "fitted": (1.130208, 0.0, False, (-44, 0), (1.1302, 0.0, 0.0, 1.1302, 44.0, 0.0)),
    "moved": (1.0, 0.0, False, (-53, -83), (1.0, 0.0, 0.0, 1.0, 53.0, 83.0)),
    "mirrored": (1.0, 0.0, True, (-169, -83), (-1.0, 0.0, 0.0, 1.0, 1193.0, 83.0)),
    "turned": (1.0, 30.0, False, (79, 155), (0.866, 0.5, -0.5, 0.866, 305.0, -155.0)),
    "turned and mirrored": (1.0, -30.0, True, (-54, 155), (-0.866, 0.5, 0.5, 0.866, 940.81, -155.0)),
}


@pytest.mark.parametrize(("zoom", "turn", "mirrored", "bars", "told"), TOLD.values(), ids=TOLD)
def test_is_worked_out_as_krita_tells_it(
    zoom: float, turn: float, mirrored: bool, bars: tuple[int, int], told: tuple[float, ...]
) -> None:
    """What older Kritas do not tell is worked out from zoom, rotation, mirror and scroll bars."""
    made = place_by_corner(SIZE, zoom, turn, (-bars[0], -bars[1]), is_mirrored=mirrored)
    matrix = (made.m11(), made.m12(), made.m21(), made.m22(), made.dx(), made.dy())
    assert matrix == pytest.approx(told, abs=0.6)
    assert matrix[:4] == pytest.approx(told[:4], abs=1e-3)


def test_goes_to_the_view_and_back() -> None:
    """A point of the view is found on the painting again."""
    place = CanvasPlace(SIZE, place_by_corner(SIZE, 0.5, 30.0, (20, 10), is_mirrored=True))
    corner = place.corners(Rect(128, 64, 300, 200))[2]
    assert place.on_painting(corner) == pytest.approx((428.0, 264.0))
    assert place.scale == pytest.approx(0.5)


def test_fits_a_room() -> None:
    """What is to be shown is as large as it fits, in the room's middle."""
    place = CanvasPlace((100, 50), place_in_room(Rect(-50, 0, 200, 50), QtCore.QRectF(10, 10, 100, 100)))
    box = place.box(Rect(0, 0, 100, 50))
    assert (box.x(), box.width()) == pytest.approx((35.0, 50.0))
    assert box.center().y() == pytest.approx(60.0)
