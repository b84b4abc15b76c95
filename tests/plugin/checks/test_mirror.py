"""Left for right."""

from __future__ import annotations

from check_pictures import Picture, color_at

from apprentice.checks.mirror import mirrored


def test_mirrored_is_left_for_right(picture: Picture) -> None:
    """The picture is mirrored to the pixel; mirrored twice it is itself."""
    image = picture(9, 4, lambda x, y: (x, y, 7))
    assert color_at(mirrored(image), 0, 3) == (8, 3, 7)
    assert mirrored(mirrored(image)) == image
