"""The picture mirrored, left for right."""

from __future__ import annotations

from ..qt import QImage


def mirrored(image: QImage) -> QImage:
    """Return the picture as a mirror shows it."""
    return image.mirrored(True, False)
