"""A framed copy: what a proposed window shows of a canvas, as a picture."""

from __future__ import annotations

import cv2
import numpy as np

from ....color.oklab import srgb_bytes_to_oklab
from ....picture_size import scaled_size
from ...base import Pixels
from ..stages.framing.frame import framed_copy, ground_of
from ..stages.framing.window import Window

_LOOKED_AT_PX = 128  # longer side of the picture that the ground takes its colour from


def framed(pixels: Pixels, window: tuple[float, float, float, float]) -> Pixels:
    """Return what a window shows of a canvas, pixel by pixel; canvas that is added is hatched, and opaque.

    Args:
        pixels: sRGB with straight alpha, shape (h, w, 4).
        window: x, y, width, height, in shares of the canvas.
    """
    x, y, width, height = window
    view = Window(x, y, x + width, y + height)
    rgb = np.ascontiguousarray(pixels[..., :3])
    size = scaled_size(rgb.shape[1], rgb.shape[0], _LOOKED_AT_PX, least_px=8)
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    shown = framed_copy(rgb, view, ground_of(srgb_bytes_to_oklab(small)))
    alpha = framed_copy(np.repeat(pixels[..., 3:], 3, axis=2), view, (255, 255, 255))[..., :1]
    bare = framed_copy(np.full_like(rgb, 7), view, (255, 255, 255))[..., :1] != 7
    return np.dstack([shown, np.where(bare, np.uint8(255), alpha)])
