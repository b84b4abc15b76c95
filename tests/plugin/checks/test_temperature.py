"""Warm and cool."""

from __future__ import annotations

from check_pictures import Picture, color_at

from apprentice.checks.temperature import temperature, warmths


def test_temperature_tells_warm_from_cool(picture: Picture) -> None:
    """Orange ground becomes orange, blue becomes blue, grey stays grey; light stays lighter than dark."""
    colors = ((200, 120, 60), (60, 110, 200), (128, 128, 128), (90, 50, 20))
    image = temperature(picture(80, 40, lambda x, y: colors[x // 20]))
    warm, cool, neutral, dark = (color_at(image, x, 20) for x in (10, 30, 50, 70))
    assert warm[0] > warm[2] + 60
    assert cool[2] > cool[0] + 60
    assert max(neutral) - min(neutral) <= 2
    assert dark[0] > dark[2]
    assert sum(dark) < sum(warm)


def test_temperature_of_greys_is_none(picture: Picture) -> None:
    """A hardly coloured picture is not blown up into a coloured one."""
    image = temperature(picture(40, 20, lambda x, y: (121, 120, 119) if x < 20 else (119, 120, 121)))
    assert max(max(color_at(image, x, 9)) - min(color_at(image, x, 9)) for x in (5, 35)) <= 2


def test_green_and_violet_are_neither_warm_nor_cool(picture: Picture) -> None:
    """Both have the neutral warmth: they lie between on the painter's wheel."""
    assert set(warmths(picture(2, 1, lambda x, y: (0, 200, 0) if x else (150, 0, 150)))) == {127}
