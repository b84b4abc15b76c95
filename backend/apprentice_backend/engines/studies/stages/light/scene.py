"""A picture as the light stage sees it, and the masks that light is gathered in.

Masks of colour lie channel by channel, shape (3, h, w): a mask without colour is then multiplied with them in a quarter
of the time.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.flat_areas import FlatAreas
from ...masks.fields import grid

SCREEN = 330.0  # levels: added light g takes pixel * g / SCREEN away again, so that lights do not burn out
ROOM = 130.0  # levels below the lightest from which a place has room for all of the light that it is given


@dataclass(frozen=True)
class Scene:
    """The parts of a picture's analysis that light goes by.

    Args:
        saliency, protect: those of `Focus`.
        salient: the saliency as light follows it.
        focus_x, focus_y: the focal point, 0 to 1.
        light_x: side of the light, -1 left or 1 right.
        flat: its flat areas.
        chroma: the picture's mean chroma.
        seed: varies the light.
    """

    saliency: Floats
    salient: Floats
    protect: Floats
    focus_x: float
    focus_y: float
    light_x: float
    flat: FlatAreas
    chroma: float
    seed: int


@dataclass
class LightMasks:
    """A product and a sum, shape (3, h, w), and the share of the softened picture that enters, shape (h, w)."""

    gain: Floats
    glow: Floats
    soft: Floats


def channels_of(pixels: Floats) -> Floats:
    """Return colour channel by channel, shape (3, h, w)."""
    return np.asarray(np.stack(cv2.split(pixels)), dtype=np.float32)


def mean_level(channels: Floats) -> Floats:
    """Return the mean of the channels."""
    return np.asarray((channels[0] + channels[1] + channels[2]) * np.float32(1 / 3), dtype=np.float32)


def highest_level(channels: Floats) -> Floats:
    """Return the greatest of the channels."""
    return np.asarray(np.maximum(np.maximum(channels[0], channels[1]), channels[2]), dtype=np.float32)


def distance_from(shape: tuple[int, int], x0: float, y0: float) -> Floats:
    """Return each pixel's distance from a point, in units of the picture's longer side."""
    height, width = shape
    x, y = grid(height, width)
    longer = max(height, width)
    return np.asarray(np.hypot((x - x0) * width / longer, (y - y0) * height / longer), dtype=np.float32)
