"""The picture as through half-closed eyes: only its big shapes are left."""

from __future__ import annotations

from ..qt import QImage
from . import planes

# What is smaller than a fortieth of the picture melts into what is around it.
_LEFT_PX = 40


def squint(image: QImage) -> QImage:
    """Return the picture without detail."""
    return planes.grown(planes.resized(image, planes.small_size(image, _LEFT_PX)), image.size())
