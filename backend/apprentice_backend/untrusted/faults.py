"""The fault of a picture from outside."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from PIL import Image, UnidentifiedImageError

from apprentice_shared.language import later


class Fault(Enum):
    """The kinds of faults."""

    NO_PICTURE = "is not a picture that can be read"
    DAMAGED = "is damaged or cut short"
    TOO_LARGE = "is too large"


class PictureFault(Exception):
    """A picture that is not decoded.

    Args:
        fault: the kind.
        size: the size in words, of one that is too large.
    """

    def __init__(self, fault: Fault, size: str = later("more")) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.size = size


# Pillow's plugins let these through when a file is not as they expect.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zlib.error,
)


@contextmanager
def pillow_faults() -> Iterator[None]:
    """Turn Pillow's exceptions about a file into a `PictureFault`."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise PictureFault(Fault.TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise PictureFault(Fault.NO_PICTURE) from error
    except _DAMAGE as error:
        raise PictureFault(Fault.DAMAGED) from error
