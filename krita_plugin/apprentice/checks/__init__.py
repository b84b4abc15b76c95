"""The checks of a painting: pure image operations, one a file.

Every operation takes an opaque image of format RGBA8888 and returns one of the same size, in any format. Any thread may
call it. Krita brings no numpy: a channel is a `bytes` object, and `planes` does arithmetic on whole channels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..qt import QImage
from ..vendored import later
from .attention import attention
from .grey import grey
from .mirror import mirrored
from .notan import notan
from .squint import squint
from .temperature import temperature


@dataclass(frozen=True)
class Check:
    """One way to look at a picture: the image operation `look`, the word on its button, and the key that holds it."""

    key: str
    title: str
    letter: str
    caption: str
    look: Callable[[QImage], QImage]


CHECKS = (
    Check("grey", later("Grey"), "G", later("Values alone: as light as the eye sees each colour"), grey),
    Check("notan", later("Notan"), "N", later("Three values: the darkest, the middle and the lightest third"), notan),
    Check(
        "squint", later("Squint"), "S", later("As through half-closed eyes: what is left are the big shapes"), squint
    ),
    Check("mirrored", later("Mirror"), "M", later("Mirrored: drawing and balance with fresh eyes"), mirrored),
    Check("temperature", later("Warm/cool"), "T", later("Orange is warm, blue is cool, grey is neither"), temperature),
    Check(
        "focus", later("Focus"), "F", later("Bright is where contrast, colour and detail may draw the eye"), attention
    ),
)
BY_KEY = {check.key: check for check in CHECKS}
