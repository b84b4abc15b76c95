"""The pictures of a folder as canvases: of one size, or whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from ...engines.base import Pixels
from ...picture_size import scaled_size
from ...untrusted.decode import decode_rgba
from ...untrusted.faults import PictureFault

_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
_MOST_PIXELS = 80_000_000


def folder_canvases(folder: Path, width: int, height: int) -> Iterator[tuple[str, Pixels]]:
    """Yield the pictures of a folder by name, cropped to the proportions and scaled; other files are skipped."""
    for name, rgba in _pictures(folder):
        yield name, _cut(rgba, width, height)


def whole_canvases(folder: Path, longer_px: int) -> Iterator[tuple[str, Pixels]]:
    """Yield the pictures of a folder by name, uncut, their longer side `longer_px` at most; other files are skipped."""
    for name, rgba in _pictures(folder):
        size = scaled_size(rgba.shape[1], rgba.shape[0], longer_px)
        yield name, cv2.resize(rgba, size, interpolation=cv2.INTER_AREA)


def _pictures(folder: Path) -> Iterator[tuple[str, Pixels]]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            with path.open("rb") as file:
                yield path.stem, decode_rgba(file, _MOST_PIXELS)
        except (PictureFault, OSError):
            continue


def _cut(pixels: Pixels, width: int, height: int) -> Pixels:
    rows, columns = pixels.shape[:2]
    scale = max(width / columns, height / rows)
    inner_w, inner_h = min(columns, round(width / scale)), min(rows, round(height / scale))
    left, top = (columns - inner_w) // 2, (rows - inner_h) // 2
    part = np.ascontiguousarray(pixels[top : top + inner_h, left : left + inner_w])
    return cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
