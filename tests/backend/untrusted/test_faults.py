"""Pillow's exceptions as faults."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image, UnidentifiedImageError

from apprentice_backend.untrusted.faults import Fault, PictureFault, pillow_faults


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (Image.DecompressionBombError("large"), Fault.TOO_LARGE),
        (Image.DecompressionBombWarning("large"), Fault.TOO_LARGE),
        (MemoryError(), Fault.TOO_LARGE),
        (UnidentifiedImageError("what"), Fault.NO_PICTURE),
        (OSError("cut"), Fault.DAMAGED),
        (struct.error("short"), Fault.DAMAGED),
        (zlib.error("bad"), Fault.DAMAGED),
        (KeyError("tag"), Fault.DAMAGED),
        (UserWarning("odd"), Fault.DAMAGED),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else value.name,
)
def test_every_exception_has_its_fault(error: BaseException, fault: Fault) -> None:
    """A bomb is too large, what Pillow does not know is no picture, and the rest is damage."""
    with pytest.raises(PictureFault) as caught, pillow_faults():
        raise error
    assert caught.value.fault is fault
