"""The paintings that other tests stand on."""

import numpy as np
import pytest
from paintings import PAINTERS, paint


@pytest.mark.parametrize("name", sorted(PAINTERS))
def test_paints_the_same_pixels_every_time(name: str) -> None:
    """A painting is fixed by its name, size and seed."""
    first, second = paint(name, 96, 72), paint(name, 96, 72)
    assert first.shape == (72, 96, 4)
    assert first.dtype == np.uint8
    assert np.array_equal(first, second)


@pytest.mark.parametrize("name", sorted(set(PAINTERS) - {"blank"}))
def test_leaves_something_on_the_canvas(name: str) -> None:
    """Every painting but the blank one covers some of the canvas, and not in one flat colour."""
    pixels = paint(name, 96, 72).reshape(-1, 4)
    assert len(np.unique(pixels, axis=0)) > 1
    assert float((pixels[:, 3] > 0).mean()) > 0.01


def test_refuses_a_painting_that_is_not_there() -> None:
    """An unknown name is told with the names there are."""
    with pytest.raises(ValueError, match="landscape"):
        paint("fresco")
