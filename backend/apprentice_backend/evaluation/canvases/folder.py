"""The pictures of a folder as canvases of one size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from ...engines.base import Pixels
from ...untrusted.decode import decode_rgba
from ...untrusted.faults import PictureFault

_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
_MOST_PIXELS = 80_000_000


def folder_canvases(folder: Path, width: int, height: int) -> Iterator[tuple[str, Pixels]]:
    """Yield the pictures of a folder by name, cropped to the proportions and scaled; other files are skipped."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            with path.open("rb") as file:
                rgba = decode_rgba(file, _MOST_PIXELS)
        except (PictureFault, OSError):
            continue
        yield path.stem, _cut(rgba, width, height)


def _cut(pixels: Pixels, width: int, height: int) -> Pixels:
    rows, columns = pixels.shape[:2]
    scale = max(width / columns, height / rows)
    inner_w, inner_h = min(columns, round(width / scale)), min(rows, round(height / scale))
    left, top = (columns - inner_w) // 2, (rows - inner_h) // 2
    part = np.ascontiguousarray(pixels[top : top + inner_h, left : left + inner_w])
    return cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
