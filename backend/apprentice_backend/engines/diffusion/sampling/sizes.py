"""Sizes: the one asked for, the one that the model paints, and the way between them.

Diffusion pipelines would cut a 70×50 picture to 64×48. Here the whole picture is scaled, and padded at its right and
lower edge to the model's grid. After rendering, the padding is cut off and the rest scaled to the size asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from apprentice_shared.swatch import hex_to_rgb

from ...base import Pixels

Rgb = NDArray[np.uint8]

_LEAST_SHARE = 0.25  # of the area that the model was trained on; below it, pictures fall apart


@dataclass(frozen=True)
class SizePlan:
    """The sizes of one request.

    Args:
        width_px, height_px: the size asked for.
        content_width_px, content_height_px: the picture at the upper left of the model's canvas.
        model_width_px, model_height_px: the model's canvas; multiples of the grid.
    """

    width_px: int
    height_px: int
    content_width_px: int
    content_height_px: int
    model_width_px: int
    model_height_px: int

    def to_model(self, rgb: Rgb) -> Rgb:
        """Scale a picture of any size into the model's canvas, and fill the padding with its edge."""
        content = _resized(rgb, self.content_width_px, self.content_height_px)
        right = self.model_width_px - self.content_width_px
        below = self.model_height_px - self.content_height_px
        return np.pad(content, ((0, below), (0, right), (0, 0)), mode="edge")

    def from_model(self, rgb: Rgb) -> Rgb:
        """Cut the picture out of the model's canvas, or of a smaller copy of it, and scale it to the size asked for."""
        across = rgb.shape[1] / self.model_width_px
        down = rgb.shape[0] / self.model_height_px
        width = max(1, round(self.content_width_px * across))
        height = max(1, round(self.content_height_px * down))
        return _resized(rgb[:height, :width], self.width_px, self.height_px)


def plan(width_px: int, height_px: int, *, native_px: int, grid_px: int = 8) -> SizePlan:
    """Choose the model's canvas for a picture.

    Args:
        width_px: width asked for, 1 or more.
        height_px: height asked for, 1 or more.
        native_px: side of the square that the model was trained on; no larger area is rendered.
        grid_px: divisor of both sides of the model's canvas.

    Returns:
        A plan whose content keeps the proportions to within half a pixel.
    """
    area, native = width_px * height_px, native_px * native_px
    scale = math.sqrt(min(max(area, native * _LEAST_SHARE), native) / area)
    content = [max(1, round(width_px * scale)), max(1, round(height_px * scale))]
    model = [math.ceil(side / grid_px) * grid_px for side in content]
    return SizePlan(width_px, height_px, *content, *model)


def over_paper(pixels: Pixels, paper: str) -> Rgb:
    """Lay straight-alpha pixels over an opaque paper colour.

    Args:
        pixels: shape (height, width, 4).
        paper: "#rrggbb".

    Returns:
        Shape (height, width, 3), uint8.
    """
    ground = np.array(hex_to_rgb(paper), np.float32)
    alpha = pixels[..., 3:].astype(np.float32) / 255.0
    return np.rint(pixels[..., :3] * alpha + ground * (1.0 - alpha)).astype(np.uint8)


def is_blank(pixels: Pixels | None) -> bool:
    """Return whether nothing is painted: there is no canvas, or it is transparent or of one colour."""
    if pixels is None or int(pixels[..., 3].max()) == 0:
        return True
    first = pixels[0, 0]
    return bool((pixels == first).all())


def _resized(rgb: Rgb, width_px: int, height_px: int) -> Rgb:
    if rgb.shape[1::-1] == (width_px, height_px):
        return rgb
    shrinking = rgb.shape[1] > width_px
    method = cv2.INTER_AREA if shrinking else cv2.INTER_LANCZOS4
    return cv2.resize(np.ascontiguousarray(rgb), (width_px, height_px), interpolation=method)
