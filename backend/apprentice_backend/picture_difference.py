"""The difference between pictures as an eye sees it at the size of a card."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .color.oklab import Floats, srgb_bytes_to_oklab
from .picture_size import scaled_size

COMPARED_PX = 96  # longer side at which pictures are compared
_LEAST_SPREAD = 0.03  # standard deviation of L: a flatter picture's contrast is not stretched further


def to_compared(pixels: NDArray[np.uint8]) -> Floats:
    """Return a picture at the size for comparison.

    Args:
        pixels: sRGB with straight alpha, shape (h, w, 4); what shines through is white.

    Returns:
        OKLab, the longer side `COMPARED_PX`, shape (h, w, 3).
    """
    height, width = pixels.shape[:2]
    small = cv2.resize(
        pixels, scaled_size(width, height, COMPARED_PX, least_px=4, enlarge=True), interpolation=cv2.INTER_AREA
    )
    alpha = small[..., 3:].astype(np.float32) / np.float32(255.0)
    seen = small[..., :3] * alpha + np.float32(255.0) * (1.0 - alpha)
    return srgb_bytes_to_oklab(np.rint(seen).astype(np.uint8))


def distances_between(pictures: Sequence[Floats]) -> NDArray[np.float64]:
    """Return the mean OKLab distances between pictures, times 100, shape (n, n); all have one shape (h, w, 3)."""
    stack = np.stack(pictures)
    distances = np.zeros((len(stack), len(stack)))
    for index in range(len(stack) - 1):
        apart = stack[index + 1 :] - stack[index]
        distances[index, index + 1 :] = 100.0 * np.sqrt(np.einsum("nhwc,nhwc->nhw", apart, apart)).mean(axis=(1, 2))
    return distances + distances.T


def with_matched_lightness(pictures: Sequence[Floats]) -> list[Floats]:
    """Return pictures whose lightness has the same mean and standard deviation in all: the means of these."""
    means = [float(lab[..., 0].mean()) for lab in pictures]
    spreads = [max(float(lab[..., 0].std()), _LEAST_SPREAD) for lab in pictures]
    mean, spread = float(np.mean(means)), float(np.mean(spreads))
    matched = []
    for lab, own_mean, own_spread in zip(pictures, means, spreads, strict=True):
        same = lab.copy()
        same[..., 0] = (lab[..., 0] - own_mean) * (spread / own_spread) + mean
        matched.append(same)
    return matched
