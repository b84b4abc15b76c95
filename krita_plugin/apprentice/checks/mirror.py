"""The picture mirrored, left for right."""

from __future__ import annotations

from ..qt import QImage


def mirrored(image: QImage) -> QImage:
    """Return the picture with left and right exchanged."""
    return image.mirrored(True, False)
