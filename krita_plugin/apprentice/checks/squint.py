"""The picture as half-closed eyes see it: only big shapes are left."""

from __future__ import annotations

from ..qt import QImage
from . import planes

# Shapes smaller than a fortieth of the picture melt into their surroundings.
_LEFT_PX = 40


def squint(image: QImage) -> QImage:
    """Return the picture without detail."""
    return planes.grown(planes.resized(image, planes.small_size(image, _LEFT_PX)), image.size())
