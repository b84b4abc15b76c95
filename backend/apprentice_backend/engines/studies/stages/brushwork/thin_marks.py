"""Thin marks that a simplification would drop: long lines, and small things unlike their surroundings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, spread
from ...masks.overlay import blend

_WIDTH_PX = 11  # of the widest mark, at 512 px
_LEAST, _SURE = 0.10, 0.20  # difference from the surroundings in OKLab L at which a mark begins, and is certain
_LONG = 0.07  # least extent of a mark, as a share of the picture
_CROWD_PX = 41  # marks that fill much of a square of this side …
_CROWDED = 0.30  # … this share of it, are a texture, not a drawing
_MOST = 0.12  # share of the picture above which marks are no marks


def keep_marks(flat: Rgb, rgb: Rgb, picture: Analysis) -> Rgb:
    """Lay a picture's thin marks, each in one colour, over its simplification."""
    found = _find_marks(np.ascontiguousarray(picture.lab[..., 0]))
    if found is None:
        return flat
    mask, parts = found
    size = mask.shape[1::-1]
    own = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    color = _one_colour_each(own, parts)
    height, width = flat.shape[:2]
    ink: Rgb = cv2.resize(color, (width, height), interpolation=cv2.INTER_NEAREST)
    # Steepened after enlarging, so that a line's rim is as crisp as the shapes'.
    cover = np.clip(spread(mask, height, width) * np.float32(2.4) - np.float32(0.7), 0.0, 1.0)
    return blend(flat, ink, cover)


def _find_marks(lightness: Floats) -> tuple[Floats, NDArray[np.int32]] | None:
    """Return a mask of thin marks, 0 to 1, and each pixel's mark by number, 0 for none; None for no marks at all."""
    side = np.ones((_WIDTH_PX, _WIDTH_PX), np.uint8)
    level = np.rint(np.clip(lightness, 0.0, 1.0) * 255.0).astype(np.uint8)
    # Closing removes dark things narrower than the square, opening light ones.
    dark, light = cv2.morphologyEx(level, cv2.MORPH_BLACKHAT, side), cv2.morphologyEx(level, cv2.MORPH_TOPHAT, side)
    mask: Floats = np.clip(
        (np.maximum(dark, light).astype(np.float32) / 255.0 - _LEAST) / np.float32(_SURE - _LEAST), 0.0, 1.0
    )
    alone = cv2.blur((mask > 0.5).astype(np.float32), (_CROWD_PX, _CROWD_PX)) < _CROWDED
    sure = ((mask > 0.5) & alone).astype(np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(sure, connectivity=8)
    extent = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = extent >= _LONG * max(level.shape)
    kept[0] = False
    on_mark = kept[parts]
    if not 0.0 < float(on_mark.mean()) < _MOST:
        return None
    mask = mask * cv2.dilate(on_mark.astype(np.uint8), np.ones((3, 3), np.uint8))
    return mask.astype(np.float32), np.where(on_mark, parts, 0).astype(np.int32)


def _one_colour_each(own: Floats, parts: NDArray[np.int32]) -> Rgb:
    """Return every mark's mean colour, spread a little beyond its rim, shape (h, w, 3)."""
    flat = parts.ravel()
    total = np.maximum(np.bincount(flat), 1)
    means = np.stack([np.bincount(flat, own[..., channel].ravel()) / total for channel in range(3)], axis=-1)
    # Where two marks meet, the higher number counts; either would do.
    spread_parts = cv2.dilate(parts.astype(np.float32), np.ones((5, 5), np.uint8)).astype(np.int32)
    return np.rint(means).astype(np.uint8)[spread_parts]
