"""Working in strips changes nothing but the time it takes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from apprentice_backend.engines.studies.masks.overlay import blend, enlarged_rows, enlarged_smoothly, lay_over, strips
from apprentice_backend.engines.studies.stages.colour.cube import CUBE, apply_cube

RNG = np.random.default_rng(4)
SIZES = [(300, 700), (64, 2000), (700, 130)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_strips_cover_a_picture_once(size: tuple[int, int]) -> None:
    """Every row lies in exactly one strip."""
    assert [row for first, last in strips(*size) for row in range(first, last)] == list(range(size[0]))


@pytest.mark.parametrize("channels", [(), (3,)], ids=["one channel", "three"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_rows_are_those_of_the_whole_mask_enlarged(size: tuple[int, int], channels: tuple[int, ...]) -> None:
    """A strip's part of a mask is what enlarging the whole mask gives there."""
    mask = RNG.random((40, 56, *channels)).astype(np.float32)
    whole = cv2.resize(mask, size[::-1], interpolation=cv2.INTER_LINEAR)
    made = np.concatenate([enlarged_rows(mask, size, rows) for rows in strips(*size)])
    assert np.abs(made - whole).max() < 2e-3


def test_picture_times_one_plus_nothing_is_itself() -> None:
    """Masks that do nothing change no bit."""
    rgb = RNG.integers(0, 256, (300, 400, 3), dtype=np.uint8)
    one, none = np.ones((8, 8, 3), np.float32), np.zeros((8, 8, 3), np.float32)
    assert np.array_equal(lay_over(rgb, one, none), rgb)


@pytest.mark.parametrize("weight", [0.0, 1.0], ids=["none", "all"])
def test_blend_reaches_both_ends(weight: float) -> None:
    """A weight of 0 is the first picture, of 1 the second, to the bit."""
    first, second = RNG.integers(0, 256, (2, 300, 400, 3), dtype=np.uint8)
    mixed = blend(first, second, np.full((8, 8), weight, np.float32))
    assert np.array_equal(mixed, second if weight else first)


@pytest.mark.parametrize("weight", [0.003, 0.31, 0.5, 0.77])
def test_blend_is_off_by_a_level_at_most(weight: float) -> None:
    """In between it is the mixture to within rounding, and what both have alike stays to the bit."""
    first, second = RNG.integers(0, 256, (2, 300, 400, 3), dtype=np.uint8)
    second[:100] = first[:100]
    mixed = blend(first, second, np.full((8, 8), weight, np.float32))
    wanted = first + (second.astype(np.float32) - first) * np.float32(weight)
    assert np.abs(mixed - wanted).max() <= 1.5
    assert np.array_equal(mixed[:100], first[:100])


def test_smooth_rows_are_those_of_the_whole_picture_enlarged() -> None:
    """A strip's part is what enlarging the whole by cubics gives there."""
    small = RNG.integers(0, 256, (40, 56, 3), dtype=np.uint8)
    whole = cv2.resize(small.astype(np.float32), (700, 300), interpolation=cv2.INTER_CUBIC)
    made = np.concatenate([enlarged_smoothly(small, (300, 700), rows) for rows in strips(300, 700)])
    assert np.abs(made - whole).max() < 0.05


def test_table_that_changes_nothing_changes_nothing() -> None:
    """The identity table gives every colour back to within rounding."""
    axis = np.linspace(0.0, 1.0, CUBE, dtype=np.float32)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    cube = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    rgb = RNG.integers(0, 256, (300, 400, 3), dtype=np.uint8)
    assert np.abs(apply_cube(rgb, cube).astype(int) - rgb).max() <= 1
