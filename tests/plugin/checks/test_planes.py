"""Channels as bytes."""

from __future__ import annotations

from check_pictures import Picture

from apprentice.checks import planes


def test_planes_of_padded_rows_are_whole(picture: Picture) -> None:
    """Qt pads grey rows to four bytes; a plane has none of that."""
    image = planes.to_image(bytes(range(15)), picture(5, 3, lambda x, y: (0, 0, 0)))
    assert planes.from_image(image) == bytes(range(15))
