"""Greys of the same luminance."""

from __future__ import annotations

import random

import pytest
from check_pictures import Picture, color_at

from apprentice.checks.grey import grey, luminance


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ((0, 0, 0), 0),
        ((255, 255, 255), 255),
        ((128, 128, 128), 128),
        # Relative luminance .2126, .7152 and .0722, encoded as sRGB.
        ((255, 0, 0), 127),
        ((0, 255, 0), 220),
        ((0, 0, 255), 76),
        ((255, 255, 0), 247),
    ],
    ids=str,
)
def test_grey_is_as_bright_as_the_colour(color: tuple[int, int, int], expected: int, picture: Picture) -> None:
    """Yellow is nearly white and blue is dark: not the mean of red, green and blue."""
    image = grey(picture(5, 3, lambda x, y: color))
    assert abs(color_at(image, 4, 2)[0] - expected) <= 1
    assert len(set(color_at(image, 4, 2))) == 1


def test_grey_is_exact_to_a_level(picture: Picture) -> None:
    """The grey of random colours is within one level of the formula of IEC 61966-2-1."""
    dice = random.Random(3)
    colors = [tuple(dice.randrange(limit) for _ in range(3)) for limit in (6, 20, 60, 256) for _ in range(250)]
    found = luminance(picture(100, 10, lambda x, y: colors[100 * y + x]))

    def exact(color: tuple[int, ...]) -> float:
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in color)]
        light = sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)

    assert max(abs(grey - exact(color)) for grey, color in zip(found, colors, strict=True)) <= 1.0


def test_every_grey_stays_itself(picture: Picture) -> None:
    """All 256 greys stay within one level, and in order."""
    found = luminance(picture(256, 1, lambda x, y: (x, x, x)))
    assert max(abs(value - x) for x, value in enumerate(found)) <= 1
    assert list(found) == sorted(found)
