"""The difference between pictures at the size of a card."""

from __future__ import annotations

import numpy as np
import pytest

from apprentice_backend.picture_difference import (
    COMPARED_PX,
    distances_between,
    to_compared,
    with_matched_lightness,
)


def flat(level: int, alpha: int = 255, size: tuple[int, int] = (60, 80)) -> np.ndarray:
    """Return a grey picture."""
    return np.dstack([np.full((*size, 3), level, np.uint8), np.full(size, alpha, np.uint8)])


def test_is_compared_at_the_size_of_a_card() -> None:
    """Pictures of any size come out with the longer side of a card, small ones too."""
    assert to_compared(flat(90, size=(300, 400))).shape == (72, COMPARED_PX, 3)
    assert to_compared(flat(90, size=(20, 10))).shape == (COMPARED_PX, COMPARED_PX // 2, 3)


def test_black_and_white_are_a_hundred_apart() -> None:
    """Distances are OKLab times 100: 100 from black to white, 0 to itself, the same both ways."""
    distances = distances_between([to_compared(flat(level)) for level in (0, 255, 0)])
    assert distances == pytest.approx(np.array([[0, 100, 0], [100, 0, 100], [0, 100, 0]]), abs=0.1)


def test_what_shines_through_is_white() -> None:
    """A transparent picture is one of white paper, whatever its hidden pixels hold."""
    distances = distances_between([to_compared(flat(0, alpha=0)), to_compared(flat(255))])
    assert distances.max() == pytest.approx(0.0, abs=0.1)


def test_exposure_alone_is_no_difference_once_lightness_is_matched() -> None:
    """A darker, flatter version of a picture is far from it as it is, and near with lightness matched; a tint stays."""
    rng = np.random.default_rng(4)
    lab = to_compared(
        np.dstack([*[rng.integers(40, 220, (48, 64), dtype=np.uint8)] * 3, np.full((48, 64), 255, np.uint8)])
    )
    dark, tinted = lab.copy(), lab.copy()
    dark[..., 0] = 0.5 * dark[..., 0] + 0.05
    tinted[..., 1] += 0.08
    as_they_are = distances_between([lab, dark, tinted])
    matched = distances_between(with_matched_lightness([lab, dark, tinted]))
    assert as_they_are[0, 1] > 12.0
    assert matched[0, 1] < 0.5
    assert matched[0, 2] == pytest.approx(as_they_are[0, 2], abs=0.1)
