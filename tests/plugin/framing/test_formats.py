"""The formats of a frame."""

from __future__ import annotations

import pytest

from apprentice.framing.formats import AS_IS, BY_KEY, FORMATS, OWN, largest, reformed
from apprentice.pictures.tiles import Rect

SIZE = (1024, 768)


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.key)
@pytest.mark.parametrize("is_turned", [False, True])
def test_the_largest_frame_touches_two_sides_of_the_painting(each: object, is_turned: bool) -> None:
    """It lies in the middle, within the painting, in its format to a pixel."""
    ratio = each.ratio_on(SIZE, is_turned=is_turned)  # type: ignore[attr-defined]
    made = largest(SIZE, ratio)
    assert made.width == SIZE[0] or made.height == SIZE[1]
    assert abs(2 * made.x + made.width - SIZE[0]) <= 1
    assert abs(2 * made.y + made.height - SIZE[1]) <= 1
    if ratio:
        assert made.width == pytest.approx(made.height * ratio, abs=max(1.0, ratio))


def test_own_keeps_no_ratio_and_as_is_the_paintings() -> None:
    """Only a format with a ratio of its own can be turned."""
    assert OWN.ratio_on(SIZE) == 0.0
    assert AS_IS.ratio_on(SIZE, is_turned=True) == pytest.approx(4 / 3)
    assert BY_KEY["4_5"].ratio_on(SIZE, is_turned=True) == pytest.approx(5 / 4)


def test_another_format_keeps_middle_and_area() -> None:
    """A frame in another format still goes around what it went around."""
    made = reformed(Rect(100, 100, 400, 400), 4.0)
    assert made == Rect(-100, 200, 800, 200)
    assert reformed(made, 0.0) == made
