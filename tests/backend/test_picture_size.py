"""Sizes of pictures that are scaled to fit."""

from __future__ import annotations

import pytest

from apprentice_backend.picture_size import large_buffer, scaled_size


@pytest.mark.parametrize(
    ("size", "longer_px", "options", "scaled"),
    [
        ((1600, 1200), 400, {}, (400, 300)),
        ((1200, 1600), 400, {}, (300, 400)),
        ((333, 1000), 100, {}, (33, 100)),
        ((100, 50), 400, {}, (100, 50)),
        ((100, 50), 400, {"enlarge": True}, (400, 200)),
        ((8000, 3), 256, {}, (256, 1)),
        ((8000, 3), 256, {"least_px": 8}, (256, 8)),
    ],
    ids=["wide", "high", "rounded", "small stays", "small grows", "one pixel is left", "or as many as are needed"],
)
def test_a_picture_keeps_its_proportions(
    size: tuple[int, int], longer_px: int, options: dict[str, int], scaled: tuple[int, int]
) -> None:
    """The longer side fits the bound, and the other follows as far as there are pixels for it."""
    assert scaled_size(*size, longer_px, **options) == scaled  # type: ignore[arg-type]


def test_a_buffer_has_the_size_asked_for() -> None:
    """A buffer can be written to."""
    buffer = large_buffer(5)
    buffer[:] = b"12345"
    assert bytes(buffer) == b"12345"
