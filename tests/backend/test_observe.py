"""Measures of a picture."""

import numpy as np
import pytest

from apprentice_backend.agents.base import MEASURES
from apprentice_backend.observe import measure


def flat(rgb: tuple[int, int, int], height: int = 48, width: int = 64) -> np.ndarray:
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = rgb
    return pixels


def test_measures_every_feature_the_agents_know() -> None:
    """The names are those of the context."""
    assert set(measure(flat((120, 80, 40)))) == set(MEASURES)


@pytest.mark.parametrize(
    ("feature", "less", "more"),
    [
        ("lightness", (40, 40, 40), (220, 220, 220)),
        ("chroma", (128, 128, 128), (220, 40, 40)),
        ("warmth", (40, 90, 200), (230, 140, 50)),
    ],
)
def test_orders_flat_colors(feature: str, less: tuple[int, int, int], more: tuple[int, int, int]) -> None:
    """A colour that has more of something measures more."""
    assert measure(flat(less))[feature] < measure(flat(more))[feature]


def test_finds_the_side_that_stands_out() -> None:
    """A dark block at the lower left pulls the balance there and breaks the symmetry."""
    pixels = flat((230, 230, 230))
    pixels[32:44, 4:16, :3] = 20
    measured = measure(pixels)
    assert measured["balance_x"] < -0.2
    assert measured["balance_y"] > 0.2
    assert measured["symmetry"] < 0.5
    assert measured["contrast"] > 0.5 or measured["edge_density"] > 0.0


def test_mirrored_picture_is_symmetrical() -> None:
    """A picture that equals its mirror image has symmetry 1."""
    half = np.random.default_rng(1).integers(0, 255, (40, 30, 4), dtype=np.uint8)
    half[..., 3] = 255
    assert measure(np.concatenate([half, half[:, ::-1]], axis=1))["symmetry"] == pytest.approx(1.0, abs=1e-4)


def test_transparent_pixels_do_not_count() -> None:
    """Colours behind alpha 0 change nothing."""
    pixels = flat((200, 60, 60))
    pixels[:24, :, 3] = 0
    hidden = pixels.copy()
    hidden[:24, :, :3] = (0, 0, 255)
    assert measure(pixels) == pytest.approx(measure(hidden))
    assert measure(pixels)["warmth"] == pytest.approx(measure(flat((200, 60, 60)))["warmth"], abs=1e-3)


def test_wholly_transparent_canvas_shows_nothing() -> None:
    """No visible pixel, no features."""
    assert measure(np.zeros((30, 30, 4), np.uint8)) == {}


@pytest.mark.parametrize("size", [(1, 1), (16, 2000), (3000, 40), (300, 300)])
def test_takes_any_size(size: tuple[int, int]) -> None:
    """Features stay in their ranges, whatever the shape."""
    pixels = np.random.default_rng(2).integers(0, 255, (*size, 4), dtype=np.uint8)
    for name, value in measure(pixels).items():
        assert -1.0 <= value <= 1.0, name
