"""A frame: a window on a picture, with a crop and a small tilt, a similarity transform: circles stay round."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from ...masks.fields import Rgb

_WHOLE = 0.9995  # a window of this side or more, as a share of the picture's, is the whole picture
_LEVEL = 1e-4  # radians: a smaller tilt counts as 0
_SNAP_PX = 512  # from this side on, a window's edges may move to whole pixels
_TILE_PX = 256  # side of a tile that is turned at once: its part of the picture stays in the processor's cache
_ENLARGED = 1.5  # enlargement of that part before it is turned


@dataclass(frozen=True)
class Frame:
    """A window on a picture, and the place of its focus in that window.

    Args:
        x, y: middle of the window in the picture, 0 to 1.
        scale: side of the window, as a share of the picture's.
        tilt: rotation in radians.
        focus_x, focus_y: the focal point inside the frame, 0 to 1.
        axis: the axis of symmetry inside the frame, 0 to 1.
    """

    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    tilt: float = 0.0
    focus_x: float = 0.5
    focus_y: float = 0.5
    axis: float = 0.5

    @property
    def whole(self) -> bool:
        """True where the window is the whole picture, level."""
        return self.scale > _WHOLE and abs(self.tilt) < _LEVEL

    def matrix(self, height: int, width: int) -> Floats:
        """Return the affine map from pixels of the frame to pixels of the picture, both of this size."""
        cos, sin = np.cos(self.tilt) * self.scale, np.sin(self.tilt) * self.scale
        middle_x, middle_y = self.x * width, self.y * height
        # Half a pixel on both sides: OpenCV counts from pixel centres.
        half_w, half_h = width / 2.0 - 0.5, height / 2.0 - 0.5
        return np.array(
            [
                [cos, -sin, middle_x - 0.5 - cos * half_w + sin * half_h],
                [sin, cos, middle_y - 0.5 - sin * half_w - cos * half_h],
            ],
            np.float32,
        )

    def apply(self, pixels: Rgb) -> Rgb:
        """Show a picture, or its alpha, through this frame."""
        if self.whole:
            return pixels
        height, width = pixels.shape[:2]
        if abs(self.tilt) < _LEVEL and min(height, width) >= _SNAP_PX:
            return self._cut(pixels)
        shown = np.empty_like(pixels)
        matrix = self.matrix(height, width).astype(np.float64)
        for top in range(0, height, _TILE_PX):
            for left in range(0, width, _TILE_PX):
                tile = shown[top : top + _TILE_PX, left : left + _TILE_PX]
                tile[...] = _turned(pixels, matrix, (left, top), tile.shape[1::-1])
        return shown

    def _cut(self, pixels: Rgb) -> Rgb:
        """Show a level window: its edges on whole pixels, so that a plain enlargement serves."""
        height, width = pixels.shape[:2]
        wide, high = max(round(self.scale * width), 1), max(round(self.scale * height), 1)
        left = min(max(round(self.x * width - wide / 2), 0), width - wide)
        top = min(max(round(self.y * height - high / 2), 0), height - high)
        window = pixels[top : top + high, left : left + wide]
        return cv2.resize(window, (width, height), interpolation=cv2.INTER_CUBIC)

    def apply_mask(self, mask: Floats) -> Floats:
        """Show a mask, shape (h, w) or (h, w, n), through this frame."""
        if self.whole:
            return mask
        height, width = mask.shape[:2]
        return cv2.warpAffine(
            mask,
            self.matrix(height, width),
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _turned(pixels: Rgb, matrix: NDArray[np.float64], start: tuple[int, int], size: tuple[int, int]) -> Rgb:
    """Return the tile of a turned picture that begins at `start` and has this `size`, x before y.

    The tile's part of the picture is enlarged first, then turned: as sharp as a turn with cubic interpolation, in a
    third of the time.
    """
    ends = np.array([[x, y, 1.0] for x in (start[0], start[0] + size[0]) for y in (start[1], start[1] + size[1])])
    corners = ends @ matrix.T
    most = np.array(pixels.shape[1::-1])
    # From an even pixel on, so that the enlarged pixels of all tiles fall into one grid.
    low = np.clip(np.floor(corners.min(axis=0)).astype(int) - 4, 0, most - 1) // 2 * 2
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 5, low + 1, most)
    part = pixels[low[1] : high[1], low[0] : high[0]]
    large = cv2.resize(part, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
    own = matrix.copy()
    own[:, 2] += matrix[:, :2] @ start - low
    own *= _ENLARGED
    own[:, 2] += 0.5 * (_ENLARGED - 1)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(large, own, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
