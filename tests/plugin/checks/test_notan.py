"""Three values."""

from __future__ import annotations

import pytest
from check_pictures import Picture, color_at

from apprentice.checks.notan import notan, thirds


def test_notan_has_a_third_of_each_value(picture: Picture) -> None:
    """A ramp is cut where its own thirds end, however dark all of it is."""
    image = notan(picture(300, 20, lambda x, y: (x // 5, x // 5, x // 5)))
    row = [color_at(image, x, 10)[0] for x in range(300)]
    assert len(set(row)) == 3
    shares = [row.count(value) / 300 for value in sorted(set(row))]
    assert shares == pytest.approx([1 / 3] * 3, abs=0.04)
    assert row == sorted(row)


def test_notan_has_no_rim_between_dark_and_light(picture: Picture) -> None:
    """Black meets white without a line of the middle value, which is far off."""
    image = notan(picture(400, 60, lambda x, y: (0, 0, 0) if x < 140 else (255,) * 3 if x < 280 else (120,) * 3))
    row = [color_at(image, x, 30)[0] for x in range(400)]
    assert sorted(set(row[:255])) == [min(row), max(row)]
    assert len(set(row)) == 3


@pytest.mark.parametrize(
    ("shares", "cuts"),
    [
        ({40: 1.0}, (0, 256)),
        ({0: 0.8, 255: 0.2}, (255, 255)),
        ({0: 0.2, 255: 0.8}, (255, 255)),
        ({10: 0.1, 90: 0.1, 200: 0.8}, (200, 200)),
        ({10: 0.3, 90: 0.4, 200: 0.3}, (90, 200)),
    ],
    ids=["flat", "dark", "light", "mostly light", "three"],
)
def test_thirds_are_as_near_as_the_values_allow(shares: dict[int, float], cuts: tuple[int, int]) -> None:
    """A picture of two values has no middle, and none is all dark or all light."""
    total, levels = 0.0, []
    for value, share in shares.items():
        total += share
        levels.append((value, total))
    assert thirds(levels) == cuts
