"""Scattered small marks on calm ground, which every brushwork keeps: blown leaves, birds, stars, buttons."""

from __future__ import annotations

import cv2
import numpy as np

from ....color.oklab import Floats

_WIDTH_PX = 9  # of the widest mark, at 512 px
_LEAST, _SURE = 0.07, 0.14  # difference from the ground in OKLab L at which a mark begins, and is certain
_LONG = 0.05  # extent of a mark, as a share of the picture, from which it is a line and no mark
_NEAR_PX, _WIDE_PX = 31, 63  # sides of the squares in which marks are counted …
_CROWDED = (0.34, 0.16)  # … and the shares of these that they fill at most; more of them are a texture


def find_scattered_marks(lightness: Floats) -> Floats:
    """Return a mask of the scattered small marks of a picture, shape (h, w), 0 to 1.

    Args:
        lightness: OKLab L, shape (h, w).
    """
    level = np.rint(np.clip(lightness, 0.0, 1.0) * 255.0).astype(np.uint8)
    side = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_WIDTH_PX, _WIDTH_PX))
    # Closing removes dark things narrower than the disc, opening light ones.
    unlike = cv2.max(cv2.morphologyEx(level, cv2.MORPH_BLACKHAT, side), cv2.morphologyEx(level, cv2.MORPH_TOPHAT, side))
    seen = cv2.compare(unlike, round(255 * _SURE), cv2.CMP_GT)
    shares = [cv2.blur(cv2.compare(unlike, round(255 * _LEAST), cv2.CMP_GT), (px, px)) for px in (_NEAR_PX, _WIDE_PX)]
    for share, most in zip(shares, _CROWDED, strict=True):
        seen &= cv2.compare(share, round(255 * most), cv2.CMP_LT)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    if count < 2:
        return np.zeros(level.shape, np.float32)
    extent = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = (extent <= _LONG * max(level.shape)) & (stats[:, cv2.CC_STAT_AREA] >= 2)
    small[0] = False
    whole = cv2.dilate(small[parts].astype(np.float32), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.GaussianBlur(whole, (0, 0), 0.8), dtype=np.float32)
