"""Sizes go to the model's grid and come back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apprentice_backend.engines.diffusion.sampling.sizes import is_blank, over_paper, plan

SIDES = st.integers(16, 8192)


@given(SIDES, SIDES)
def test_the_model_gets_its_grid_and_its_area(width_px: int, height_px: int) -> None:
    """Both sides are multiples of 8, about a megapixel at most, a quarter of it at least, in proportion."""
    size = plan(width_px, height_px, native_px=1024)
    assert size.model_width_px % 8 == 0
    assert size.model_height_px % 8 == 0
    assert 0.2 * 1024**2 <= size.content_width_px * size.content_height_px <= 1.02 * 1024**2
    wanted = width_px / height_px
    slack = max(1 / size.content_width_px, 1 / size.content_height_px)
    assert size.content_width_px / size.content_height_px == pytest.approx(wanted, rel=slack)


def test_a_size_on_the_grid_is_left_alone() -> None:
    """1024×768 needs neither scaling nor padding."""
    size = plan(1024, 768, native_px=1024)
    assert (size.model_width_px, size.model_height_px) == (1024, 768)
    assert (size.content_width_px, size.content_height_px) == (1024, 768)


@pytest.mark.parametrize("shape", [(50, 70), (64, 64), (300, 20), (17, 401)], ids=str)
def test_there_and_back_is_the_same_picture(shape: tuple[int, int]) -> None:
    """The padding is cut off again: a gradient returns to its place."""
    height, width = shape
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    rgb = np.stack([across, down, np.full_like(across, 128)], axis=2).astype(np.uint8)
    size = plan(width, height, native_px=64)
    there = size.to_model(rgb)
    assert there.shape == (size.model_height_px, size.model_width_px, 3)
    back = size.from_model(there)
    assert back.shape == rgb.shape
    assert np.abs(back.astype(int) - rgb).mean() < 12


def test_a_smaller_copy_comes_back_too() -> None:
    """A preview at the latents' size loses the same share of padding."""
    size = plan(70, 50, native_px=64)
    small = np.zeros((size.model_height_px // 4, size.model_width_px // 4, 3), np.uint8)
    assert size.from_model(small).shape == (50, 70, 3)


def test_paper_shows_through() -> None:
    """Half alpha is half paper, and hidden colours are gone."""
    pixels = np.array([[[255, 0, 0, 0], [255, 0, 0, 255], [0, 0, 0, 128]]], np.uint8)
    assert over_paper(pixels, "#00ff00").tolist() == [[[0, 255, 0], [255, 0, 0], [0, 127, 0]]]


@pytest.mark.parametrize(
    ("pixels", "blank"),
    [
        (None, True),
        (np.zeros((4, 4, 4), np.uint8), True),
        (np.full((4, 4, 4), 200, np.uint8), True),
        (np.arange(64, dtype=np.uint8).reshape(4, 4, 4), False),
    ],
    ids=["none", "transparent", "one colour", "painted"],
)
def test_knows_an_empty_canvas(pixels: np.ndarray | None, blank: bool) -> None:
    """Nothing painted is nothing to start from."""
    assert is_blank(pixels) is blank
