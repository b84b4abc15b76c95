"""The choice of windows: the focus at its place, and no edge through a head, the accent or a closed shape."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from paintings import paint

from apprentice_backend.engines.studies.canvas.analysis import Analysis, analyse
from apprentice_backend.engines.studies.masks.fields import Rgb
from apprentice_backend.engines.studies.stages.framing.cuts import depths
from apprentice_backend.engines.studies.stages.framing.framing import Framing, blend_framings
from apprentice_backend.engines.studies.stages.framing.window import Window
from apprentice_backend.engines.studies.stages.framing.window_choice import choose_window
from apprentice_backend.engines.studies.stages.stage_part import StagePart

FRAMINGS = {
    "closer": Framing(zoom=1.4),
    "thirds": Framing(place=0.167, height=0.13, zoom=1.15),
    "air": Framing(place=0.24, air=0.2),
    "taller": Framing(axis=0.7, format=0.7),
    "wider": Framing(place=0.12, format=1.4),
}


def spot(x: int, y: int) -> Rgb:
    """Return a plain picture of 300 × 200 pixels with an orange spot."""
    canvas = np.full((200, 300, 3), (90, 95, 100), np.uint8)
    cv2.circle(canvas, (x, y), 12, (240, 180, 40), -1)
    return canvas


def window_of(picture: Analysis, name: str, amount: float = 1.0, seed: int = 1) -> Window:
    """Return the window of a framing."""
    return choose_window(picture, StagePart(FRAMINGS[name], amount), seed)


def cuts(picture: Analysis, window: Window) -> bool:
    """Return whether an edge of a window cuts a head or an accent."""
    return bool((depths(np.array([window.sides]), picture.kept_whole.hard.astype(float)) > 0.0).any())


def test_closer_brings_a_spot_to_the_middle() -> None:
    """A smaller window of the picture's own format about the spot, inside the picture."""
    window = window_of(analyse(spot(130, 90)), "closer")
    assert 0.5 < window.width < 0.8
    assert window.width == pytest.approx(window.height, rel=1e-6)
    assert np.allclose(window.place_of(130 / 300, 90 / 200), 0.5, atol=0.05)
    assert min(window.left, window.top, 1.0 - window.right, 1.0 - window.bottom) >= 0.0


def test_thirds_bring_a_spot_to_a_third() -> None:
    """It lies off the middle on the side where it lies anyway."""
    x, y = window_of(analyse(spot(180, 120)), "thirds").place_of(180 / 300, 120 / 200)
    assert x == pytest.approx(0.66, abs=0.05)
    assert y == pytest.approx(0.62, abs=0.05)


@pytest.mark.parametrize(
    ("x", "on_the_left"),
    [(130, False), (170, True), (50, True), (250, False)],
    ids=["left of the middle", "right of the middle", "near the left edge", "near the right edge"],
)
def test_air_is_added_on_one_side(x: int, on_the_left: bool) -> None:
    """On the far side of a focus that can move off the middle, on the near side of one that is cramped; not above."""
    window = window_of(analyse(spot(x, 100)), "air")
    near, far = (-window.left, window.right - 1.0)[:: 1 if on_the_left else -1]
    assert near > 0.1 * window.width
    assert far <= 1e-6
    assert min(window.top, 1.0 - window.bottom) >= -1e-6


def test_formats_are_those_asked_for() -> None:
    """The window's shares are as the factor says; a ratio that is given counts instead."""
    picture = analyse(paint("still_life", 320, 240)[..., :3])
    taller, wider = window_of(picture, "taller"), window_of(picture, "wider")
    assert taller.width / taller.height == pytest.approx(0.7, rel=1e-3)
    assert wider.width / wider.height == pytest.approx(1.4, rel=1e-3)
    forced = choose_window(picture, StagePart(FRAMINGS["wider"], 1.0), 1, 0.8)
    assert forced.width / forced.height == pytest.approx(0.8, rel=1e-3)


@pytest.mark.parametrize("name", FRAMINGS)
@pytest.mark.parametrize("amount", [0.2, 0.5, 0.8, 1.0])
def test_no_edge_cuts_a_head_or_the_accent(name: str, amount: float) -> None:
    """Wherever they lie, at any amount and seed."""
    for place in range(12):
        rng = np.random.default_rng(place)
        picture = analyse(spot(int(rng.integers(20, 280)), int(rng.integers(20, 180))))
        left, top = (float(at) for at in rng.uniform(0.02, 0.7, 2))
        heads = ((left, top, left + 0.2, top + 0.25),)
        picture = dataclasses.replace(picture, focus=dataclasses.replace(picture.focus, heads=heads))
        assert len(picture.kept_whole.hard) == 2
        assert not cuts(picture, window_of(picture, name, amount, seed=place))


def test_a_wider_window_keeps_a_large_disc_whole() -> None:
    """Its rim is not cut, though a wider window must cut something off above or below."""
    canvas = np.full((240, 320, 3), (40, 70, 60), np.uint8)
    cv2.circle(canvas, (150, 105), 78, (230, 220, 200), -1)
    window = window_of(analyse(canvas), "wider")
    assert window.top <= (105 - 78) / 240
    assert window.bottom >= (105 + 78) / 240


def test_a_window_grows_smoothly_with_its_amount() -> None:
    """From the whole picture on, no step is larger than its share."""
    picture = analyse(paint("still_life", 320, 240)[..., :3])
    sides = np.array([window_of(picture, "closer", step / 20).sides for step in range(1, 21)])
    assert np.abs(np.diff(sides, axis=0)).max() < 0.05


def test_a_mixture_lies_between_its_framings() -> None:
    """The mean by weight, whatever the weights add up to."""
    mixed = blend_framings([(0.2, Framing(zoom=1.4)), (0.2, Framing(format=1.4, air=0.2))])
    assert (mixed.zoom, mixed.format, mixed.air) == pytest.approx((1.2, 1.2, 0.1))


def test_no_framing_shows_the_whole_picture() -> None:
    """As painted."""
    assert choose_window(analyse(spot(60, 60)), None, 1).whole
