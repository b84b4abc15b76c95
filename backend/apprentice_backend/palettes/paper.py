"""The paper of a drawing: light, nearly grey ground that the drawing left bare."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..color.oklab import delta_e_ok, srgb_bytes_to_oklab

# Paper is light and nearly grey; a uniform border of any other colour was painted.
_MIN_LIGHTNESS = 0.86
_MAX_CHROMA = 0.06
# A border is uniform where this share of it lies within this ΔE OK of its median.
_UNIFORM_PART = 0.95
_UNIFORM_DELTA = 0.03


def find_paper(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return the colour of the paper if a uniform, light, opaque border shows it.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4).

    Returns:
        Red, green and blue, or None where the border is painted, varied or transparent.
    """
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    if (border[:, 3] < 255).any():
        return None
    median: NDArray[np.uint8] = np.median(border[:, :3], axis=0).round().astype(np.uint8)
    center = srgb_bytes_to_oklab(median)
    if center[0] < _MIN_LIGHTNESS or np.hypot(center[1], center[2]) > _MAX_CHROMA:
        return None
    near = delta_e_ok(srgb_bytes_to_oklab(border[:, :3]), center) < _UNIFORM_DELTA
    return median if near.mean() >= _UNIFORM_PART else None


def is_paper(rgb: NDArray[np.uint8], paper: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return for each colour, shape (n, 3), whether it cannot be told from the paper."""
    return delta_e_ok(srgb_bytes_to_oklab(rgb), srgb_bytes_to_oklab(paper)) < _UNIFORM_DELTA
