"""Tone by dots: stippling by hand, or the screen of a print; dense where the picture is dark."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, ramp, to_bytes
from ..stage_part import costly


@dataclass(frozen=True)
class Dots:
    """The parameters of `dots`."""

    size: float = costly(4.0, most=64.0)
    """Size of the dots, 1.6 of the picture's own pixels at least; pixels where the longer side is 1024, 2 to 16."""
    regular: float = 0.0
    """Order of the dots, from stippling by hand to a printer's screen; share, 0 to 1."""
    color: float = 0.0
    """Colour of the picture that stays under the dots; share, 0 to 1."""


def dots(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Dots) -> Rgb:
    """Render a picture's tone in dots of ink."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    size = max(1.6, params.size * unit)
    level = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    detail = level - cv2.GaussianBlur(level, (0, 0), 2.0 * size)
    level = np.clip(level + 0.9 * detail, 0.0, 1.0)
    span = max(picture.high - picture.low, 0.2)
    level = np.clip((level - picture.low * 0.8) / span, 0.0, 1.0)
    threshold = _threshold(height, width, size, params.regular, seed)
    ink = np.clip((threshold - level) * np.float32(2.2 * size) + 0.5, 0.0, 1.0)
    paper = np.float32(247.0) + (rgb.astype(np.float32) - np.float32(247.0)) * np.float32(params.color)
    printed = paper * (1.0 - 0.88 * ink)[..., None]
    share = np.float32(ramp(0.0, 1.0, amount))
    values = rgb.astype(np.float32)
    return to_bytes(values + (printed - values) * share)


def _threshold(height: int, width: int, size: float, regular: float, seed: int) -> Floats:
    """Return the threshold of each pixel, evenly spread over 0 to 1: ink is where the tone lies below it."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = np.float32(np.pi / 4)
    across = (columns * np.cos(turn) + rows * np.sin(turn)) * np.float32(np.pi / size)
    down = (rows * np.cos(turn) - columns * np.sin(turn)) * np.float32(np.pi / size)
    screen = np.float32(0.5) + np.float32(0.25) * (np.cos(across) + np.cos(down))
    rng = np.random.default_rng([seed, 12])
    rough = rng.standard_normal((height, width)).astype(np.float32)
    near, wide = cv2.GaussianBlur(rough, (0, 0), 0.32 * size), cv2.GaussianBlur(rough, (0, 0), 0.62 * size)
    hand = near - wide
    # Band-passed noise has dots of one size at random places; tanh spreads its values evenly.
    hand = np.float32(0.5) + np.float32(0.5) * np.tanh(hand / np.float32(1.25 * hand.std() + 1e-6))
    return np.asarray(screen * regular + hand * (1.0 - regular), dtype=np.float32)
