"""Places that draw the eye."""

from __future__ import annotations

import pytest
from check_pictures import Picture, color_at

from apprentice.checks.attention import attention, pulls, spots


def test_focus_finds_what_stands_out(picture: Picture) -> None:
    """A small red spot on grey draws the eye: ringed, bright, the rest veiled."""
    image = picture(300, 200, lambda x, y: (220, 40, 30) if 210 <= x < 240 and 60 <= y < 85 else (120, 120, 120))
    (spot,) = spots(pulls(image))
    assert spot.x == pytest.approx(0.75, abs=0.06)
    assert spot.y == pytest.approx(0.36, abs=0.08)
    seen = attention(image)
    assert color_at(seen, 225, 72)[0] > 180
    assert max(color_at(seen, 40, 150)) < 60


def test_focus_names_two_places_where_two_are_alike(picture: Picture) -> None:
    """Equal accents far from each other are both ringed, and no more than two."""
    image = picture(300, 200, lambda x, y: (0, 0, 0) if 90 <= y < 110 and 20 <= x % 240 < 40 else (200, 200, 200))
    found = sorted(spot.x for spot in spots(pulls(image)))
    assert found == pytest.approx([0.1, 0.9], abs=0.06)


def test_nothing_stands_out_of_a_flat_picture(picture: Picture) -> None:
    """A flat picture is shown unchanged, but for the lines of the thirds."""
    image = picture(90, 60, lambda x, y: (100, 130, 90))
    assert spots(pulls(image)) == []
    seen = attention(image)
    assert color_at(seen, 10, 10) == (100, 130, 90)
    assert color_at(seen, 30, 10) != (100, 130, 90)
