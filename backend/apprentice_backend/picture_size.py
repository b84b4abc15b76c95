"""The size of a picture: scaled to fit a bound, and held in memory."""

from __future__ import annotations


def scaled_size(
    width_px: int, height_px: int, longer_px: int, *, least_px: int = 1, enlarge: bool = False
) -> tuple[int, int]:
    """Return the size that a picture is scaled to so that its longer side fits a bound; its proportions stay.

    Args:
        width_px, height_px: the picture's size.
        longer_px: the longer side of what is returned, at most.
        least_px: no side of what is returned is shorter, whatever the proportions.
        enlarge: bring a smaller picture up to the bound; else its size stays.

    Returns:
        (width, height) in pixels, as OpenCV and Pillow count.
    """
    scale = longer_px / max(width_px, height_px)
    if not enlarge:
        scale = min(1.0, scale)
    return max(least_px, round(width_px * scale)), max(least_px, round(height_px * scale))


def large_buffer(size: int) -> memoryview:
    """Return `size` bytes, not set to anything.

    From numpy, because of four megabytes and more it asks Linux for huge pages: a picture of 1024² then takes half the
    page faults, which were the most of what receiving it cost.
    """
    import numpy as np  # noqa: PLC0415 - most of what the command line asks for brings no picture

    return np.empty(size, np.uint8).data
