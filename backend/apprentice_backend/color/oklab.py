"""OKLab for arrays of pixels.

Source: Ottosson 2020, "A perceptual color space for image processing"; the sRGB transfer function is IEC 61966-2-1.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_LINEAR_SRGB_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    dtype=np.float32,
)
LMS_ROOT_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)
OKLAB_TO_LMS_ROOT = np.linalg.inv(LMS_ROOT_TO_OKLAB.astype(np.float64)).astype(np.float32)
_LMS_TO_LINEAR_SRGB = np.linalg.inv(_LINEAR_SRGB_TO_LMS.astype(np.float64)).astype(np.float32)


def srgb_to_linear(srgb: Floats) -> Floats:
    """Convert sRGB to linear light; any shape, [0, 1].

    linear = s / 12.92 where s ≤ 0.04045, else ((s + 0.055) / 1.055)^2.4.
    """
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((np.maximum(srgb, 0.0) + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def linear_to_srgb(linear: Floats) -> Floats:
    """Convert linear light to sRGB, the inverse of `srgb_to_linear`; any shape, [0, 1]; below 0 counts as 0."""
    positive = np.maximum(linear, 0.0)
    srgb = np.where(positive <= 0.0031308, positive * 12.92, 1.055 * positive ** (1 / 2.4) - 0.055)
    return srgb.astype(np.float32)


_LINEAR_OF_BYTE = srgb_to_linear(np.arange(256, dtype=np.float32) / 255.0)


def linear_srgb_to_oklab(linear: Floats) -> Floats:
    """Convert linear sRGB, shape (..., 3), to OKLab: L in [0, 1], a and b in about [-0.4, 0.4].

    lab = M₂ ∛(M₁ linear), the root taken of each component.
    """
    return np.cbrt(linear @ _LINEAR_SRGB_TO_LMS.T) @ LMS_ROOT_TO_OKLAB.T


def srgb_bytes_to_oklab(srgb: NDArray[np.uint8]) -> Floats:
    """Convert 8-bit sRGB, shape (..., 3), to OKLab by way of a table of 256 linear values."""
    # OpenCV looks up and transforms short rows several times as fast as numpy.
    if not srgb.size:
        return np.zeros(srgb.shape, np.float32)
    pixels = np.ascontiguousarray(srgb).reshape(1, -1, 3)
    root = np.cbrt(cv2.transform(cv2.LUT(pixels, _LINEAR_OF_BYTE), _LINEAR_SRGB_TO_LMS))
    return cv2.transform(root, LMS_ROOT_TO_OKLAB).reshape(srgb.shape)


def srgb_to_oklab(srgb: Floats) -> Floats:
    """Convert sRGB in [0, 1], shape (..., 3), to OKLab."""
    return linear_srgb_to_oklab(srgb_to_linear(srgb))


def oklab_to_linear_srgb(lab: Floats) -> Floats:
    """Convert OKLab, shape (..., 3), to linear sRGB, which lies outside [0, 1] where the colour is out of gamut."""
    root: Floats = lab @ OKLAB_TO_LMS_ROOT.T
    return np.asarray((root * root * root) @ _LMS_TO_LINEAR_SRGB.T, dtype=np.float32)


def delta_e_ok(first: Floats, second: Floats) -> Floats:
    """Return the Euclidean distance of OKLab colours, shape (..., 3) each; about 0.02 is just noticeable.

    Source: CSS Color 4, section 19.1, "ΔE OK".
    """
    return np.sqrt(np.square(first - second).sum(axis=-1, dtype=np.float32))
