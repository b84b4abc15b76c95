"""Room for pictures."""

from __future__ import annotations


def large_buffer(size: int) -> memoryview:
    """Return `size` bytes, not set to anything.

    From numpy, because of four megabytes and more it asks Linux for huge pages: a picture of 1024² then takes half the
    page faults, which were the most of what receiving it cost.
    """
    import numpy as np  # noqa: PLC0415 - most of what the command line asks for brings no picture

    return np.empty(size, np.uint8).data
