"""All checks alike."""

from __future__ import annotations

import pytest
from check_pictures import Picture

from apprentice.checks import CHECKS, Check

SIZES = ((1, 1), (3, 7), (64, 48), (50, 300))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_gives_a_picture_of_the_same_size(check: Check, size: tuple[int, int], picture: Picture) -> None:
    """Odd sizes, whose rows Qt pads, and a single pixel are looked at, too."""
    image = picture(*size, lambda x, y: (x * 37 % 256, y * 11 % 256, (x + y) * 5 % 256))
    seen = check.look(image)
    assert (seen.width(), seen.height()) == size
    assert not seen.isNull()
