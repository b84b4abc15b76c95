"""Frames: a window shown in a picture of the same size, with mats and bare ground around it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines.studies.masks.fields import Rgb
from apprentice_backend.engines.studies.stages.framing.frame import Frame, ground_of
from apprentice_backend.engines.studies.stages.framing.window import Window

GROUND = (90, 100, 110)


def disc(width: int, height: int) -> Rgb:
    """Return a red disc of a quarter of the height in the middle of a blue picture."""
    picture = np.full((height, width, 3), (40, 60, 160), np.uint8)
    cv2.circle(picture, (width // 2, height // 2), height // 4, (220, 40, 40), -1)
    return picture


def red(picture: Rgb) -> np.ndarray:
    """Return where a picture is red."""
    return (picture[..., 0] > 150) & (picture[..., 2] < 100)


@pytest.mark.parametrize("size", [(240, 160), (900, 600)], ids=["small", "large"])
@pytest.mark.parametrize(
    "window",
    [
        Window(0.2, 0.1, 0.8, 0.9),
        Window(0.1, 0.25, 0.9, 0.75),
        Window(-0.2, 0.0, 0.8, 1.0),
        Window(-0.3, -0.3, 1.3, 1.3),
    ],
    ids=["taller", "wider", "bare ground beside", "bare ground around"],
)
def test_circles_stay_round(size: tuple[int, int], window: Window) -> None:
    """Whatever the window's format, what it shows keeps its proportions, as large as the window has room for."""
    shown = Frame(window, GROUND).apply(disc(*size))
    assert shown.shape[1::-1] == size
    rows, columns = np.nonzero(red(shown))
    wide, high = np.ptp(columns) + 1, np.ptp(rows) + 1
    assert wide / high == pytest.approx(1.0, abs=0.05)
    scale = min(1 / window.width, 1 / window.height)
    assert high == pytest.approx(scale * (size[1] // 4 * 2 + 1), rel=0.05)
    middle = window.place_of(0.5, 0.5)
    box = np.array([window.width * scale, window.height * scale])
    wanted = (0.5 + (np.array(middle) - 0.5) * box) * size
    assert np.allclose([columns.mean() + 0.5, rows.mean() + 0.5], wanted, atol=2.0)


def test_mats_are_flat_and_bare_ground_is_hatched() -> None:
    """Beside a wider window lie flat mats; beyond the picture lie lines on the same ground."""
    shown = Frame(Window(-0.25, 0.25, 0.75, 0.75), GROUND).apply(disc(800, 600))
    mat, bare = shown[:100], shown[200:400, :150]
    assert (mat == GROUND).all()
    assert 5.0 < np.abs(bare.astype(int) - GROUND).max() < 40.0
    assert (bare == GROUND).all(axis=-1).mean() > 0.5


def test_the_whole_picture_is_the_picture() -> None:
    """A frame that shows all of it returns the very picture."""
    picture = disc(240, 160)
    assert Frame().apply(picture) is picture
    assert Frame(Window(0.0, 1e-4, 1.0, 1.0)).whole


def test_ground_is_transparent_where_the_canvas_has_holes() -> None:
    """Alpha is shown through the window; around it there is none."""
    alpha = np.full((600, 800), 255, np.uint8)
    shown = Frame(Window(0.5, 0.0, 1.5, 1.0), GROUND).apply_alpha(alpha)
    assert (shown[:, :395] == 255).all()
    assert (shown[:, 405:] == 0).all()


@pytest.mark.parametrize("color", [(250, 250, 250), (20, 30, 60), (200, 120, 40)], ids=["paper", "night", "rust"])
def test_ground_is_told_from_the_rim_of_the_picture(color: tuple[int, int, int]) -> None:
    """It has the rim's hue, greyer, and lies a tenth of lightness away."""
    lab = srgb_bytes_to_oklab(np.full((60, 80, 3), color, np.uint8))
    ground = srgb_bytes_to_oklab(np.array([[ground_of(lab)]], np.uint8))[0, 0]
    assert abs(abs(ground[0] - lab[0, 0, 0]) - 0.1) < 0.02
    assert np.hypot(*ground[1:]) <= np.hypot(*lab[0, 0, 1:]) * 0.5 + 0.005


def test_a_window_at_an_amount_lies_on_the_way() -> None:
    """Nothing of it is the whole picture, all of it the window, half of it lies between."""
    window = Window(0.2, -0.2, 0.6, 0.9)
    assert window.at(0.0).whole
    assert window.at(1.0).sides == pytest.approx(window.sides)
    assert window.at(0.5).sides == pytest.approx((0.1, -0.1, 0.8, 0.95))
