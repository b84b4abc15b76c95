"""Every check: known pictures in, known pictures out."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from apprentice.checks import CHECKS, Check, planes
from apprentice.checks.attention import attention, pulls, spots
from apprentice.checks.grey import grey, luminance
from apprentice.checks.mirror import mirrored
from apprentice.checks.notan import notan, thirds
from apprentice.checks.squint import squint
from apprentice.checks.temperature import temperature, warmths
from apprentice.qt import QImage, QtGui

SIZES = ((1, 1), (3, 7), (64, 48), (50, 300))
Picture = Callable[[int, int, Callable[[int, int], tuple[int, ...]]], QImage]


@pytest.fixture
def picture(qapp: object) -> Picture:
    """Makes an opaque image from its size and what gives the colour at x, y."""

    def paint(width: int, height: int, color: Callable[[int, int], tuple[int, ...]]) -> QImage:
        image = QImage(width, height, QImage.Format.Format_RGBA8888)
        for y in range(height):
            for x in range(width):
                image.setPixelColor(x, y, QtGui.QColor(*color(x, y)))
        return image

    return paint


def _color(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    return image.pixelColor(x, y).getRgb()[:3]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_gives_a_picture_of_the_same_size(check: Check, size: tuple[int, int], picture: Picture) -> None:
    """Odd sizes, whose rows Qt pads, and a single pixel are looked at, too."""
    image = picture(*size, lambda x, y: (x * 37 % 256, y * 11 % 256, (x + y) * 5 % 256))
    seen = check.look(image)
    assert (seen.width(), seen.height()) == size
    assert not seen.isNull()


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
    assert abs(_color(image, 4, 2)[0] - expected) <= 1
    assert len(set(_color(image, 4, 2))) == 1


def test_grey_is_exact_to_a_level(picture: Picture) -> None:
    """Over random colours, the darkest among them, it is within one level of the formula of IEC 61966-2-1."""
    dice = random.Random(3)
    colors = [tuple(dice.randrange(limit) for _ in range(3)) for limit in (6, 20, 60, 256) for _ in range(250)]
    found = luminance(picture(100, 10, lambda x, y: colors[100 * y + x]))

    def exact(color: tuple[int, ...]) -> float:
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in color)]
        light = sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)

    assert max(abs(grey - exact(color)) for grey, color in zip(found, colors, strict=True)) <= 1.0


def test_every_grey_stays_itself(picture: Picture) -> None:
    """All 256 of them, in order."""
    found = luminance(picture(256, 1, lambda x, y: (x, x, x)))
    assert max(abs(value - x) for x, value in enumerate(found)) <= 1
    assert list(found) == sorted(found)


def test_notan_has_a_third_of_each_value(picture: Picture) -> None:
    """A ramp is cut where its own thirds end, however dark all of it is."""
    image = notan(picture(300, 20, lambda x, y: (x // 5, x // 5, x // 5)))
    row = [_color(image, x, 10)[0] for x in range(300)]
    assert len(set(row)) == 3
    shares = [row.count(value) / 300 for value in sorted(set(row))]
    assert shares == pytest.approx([1 / 3] * 3, abs=0.04)
    assert row == sorted(row)


def test_notan_has_no_rim_between_dark_and_light(picture: Picture) -> None:
    """Where black meets white there is no line of the middle value, which is far off."""
    image = notan(picture(400, 60, lambda x, y: (0, 0, 0) if x < 140 else (255,) * 3 if x < 280 else (120,) * 3))
    row = [_color(image, x, 30)[0] for x in range(400)]
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


def test_squint_keeps_the_big_shapes_alone(picture: Picture) -> None:
    """A dot of a pixel is gone, halves of black and white stay."""
    halves = picture(400, 200, lambda x, y: (0, 0, 0) if x < 200 else (255, 255, 255))
    halves.setPixelColor(100, 100, QtGui.QColor(255, 0, 0))
    image = squint(halves)
    assert max(_color(image, 100, 100)) < 12
    assert min(_color(image, 350, 100)) > 250
    assert 60 < _color(image, 200, 100)[0] < 195


def test_mirrored_is_left_for_right(picture: Picture) -> None:
    """To the pixel, and twice is the picture itself."""
    image = picture(9, 4, lambda x, y: (x, y, 7))
    assert _color(mirrored(image), 0, 3) == (8, 3, 7)
    assert mirrored(mirrored(image)) == image


def test_temperature_tells_warm_from_cool(picture: Picture) -> None:
    """Orange ground becomes orange, blue becomes blue, grey stays grey; light stays lighter than dark."""
    colors = ((200, 120, 60), (60, 110, 200), (128, 128, 128), (90, 50, 20))
    image = temperature(picture(80, 40, lambda x, y: colors[x // 20]))
    warm, cool, neutral, dark = (_color(image, x, 20) for x in (10, 30, 50, 70))
    assert warm[0] > warm[2] + 60
    assert cool[2] > cool[0] + 60
    assert max(neutral) - min(neutral) <= 2
    assert dark[0] > dark[2]
    assert sum(dark) < sum(warm)


def test_temperature_of_greys_is_none(picture: Picture) -> None:
    """A hardly coloured picture is not blown up into a coloured one."""
    image = temperature(picture(40, 20, lambda x, y: (121, 120, 119) if x < 20 else (119, 120, 121)))
    assert max(max(_color(image, x, 9)) - min(_color(image, x, 9)) for x in (5, 35)) <= 2


def test_green_and_violet_are_neither_warm_nor_cool(picture: Picture) -> None:
    """They lie between on the painter's wheel."""
    assert set(warmths(picture(2, 1, lambda x, y: (0, 200, 0) if x else (150, 0, 150)))) == {127}


def test_focus_finds_what_stands_out(picture: Picture) -> None:
    """A small red spot on grey draws the eye: ringed, bright, the rest veiled."""
    image = picture(300, 200, lambda x, y: (220, 40, 30) if 210 <= x < 240 and 60 <= y < 85 else (120, 120, 120))
    (spot,) = spots(pulls(image))
    assert spot.x == pytest.approx(0.75, abs=0.06)
    assert spot.y == pytest.approx(0.36, abs=0.08)
    seen = attention(image)
    assert _color(seen, 225, 72)[0] > 180
    assert max(_color(seen, 40, 150)) < 60


def test_focus_names_two_places_where_two_are_alike(picture: Picture) -> None:
    """Equal accents far from each other are both ringed, and no more than two."""
    image = picture(300, 200, lambda x, y: (0, 0, 0) if 90 <= y < 110 and 20 <= x % 240 < 40 else (200, 200, 200))
    found = sorted(spot.x for spot in spots(pulls(image)))
    assert found == pytest.approx([0.1, 0.9], abs=0.06)


def test_nothing_stands_out_of_a_flat_picture(picture: Picture) -> None:
    """It is shown as it is, with the thirds alone."""
    image = picture(90, 60, lambda x, y: (100, 130, 90))
    assert spots(pulls(image)) == []
    seen = attention(image)
    assert _color(seen, 10, 10) == (100, 130, 90)
    assert _color(seen, 30, 10) != (100, 130, 90)


def test_planes_of_padded_rows_are_whole(picture: Picture) -> None:
    """Qt pads grey rows to four bytes; a plane has none of that."""
    image = planes.to_image(bytes(range(15)), picture(5, 3, lambda x, y: (0, 0, 0)))
    assert planes.from_image(image) == bytes(range(15))
