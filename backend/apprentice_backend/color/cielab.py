"""CIELAB and ΔE2000 for arrays of colours.

Source: CIE 15:2018; sRGB's white is D65 (IEC 61966-2-1). Sharma, Wu & Dalal 2005, "The CIEDE2000 color-difference
formula: implementation notes, supplementary test data, and mathematical observations".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .oklab import srgb_to_linear

Doubles = NDArray[np.float64]

# Linear sRGB to XYZ, each row already divided by that component of the D65 white.
_LINEAR_SRGB_TO_XYZ = np.array(
    [
        [0.4123907993, 0.3575843394, 0.1804807884],
        [0.2126390059, 0.7151686788, 0.0721923154],
        [0.0193308187, 0.1191947798, 0.9505321522],
    ]
)
_LINEAR_SRGB_TO_RELATIVE_XYZ = _LINEAR_SRGB_TO_XYZ / _LINEAR_SRGB_TO_XYZ.sum(axis=1, keepdims=True)
_LINEAR_OF_BYTE = srgb_to_linear(np.arange(256, dtype=np.float32) / 255.0).astype(np.float64)
_EPSILON = (6 / 29) ** 3
_POW_25_7 = 25.0**7


def srgb_bytes_to_cielab(srgb: NDArray[np.uint8]) -> Doubles:
    """Convert 8-bit sRGB, shape (..., 3), to CIELAB under D65: L in [0, 100], a and b in about [-128, 128]."""
    xyz = _LINEAR_OF_BYTE[srgb] @ _LINEAR_SRGB_TO_RELATIVE_XYZ.T
    root = np.where(xyz > _EPSILON, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], axis=-1)


def delta_e_2000(first: Doubles, second: Doubles) -> Doubles:
    """Return the CIEDE2000 difference of CIELAB colours, shapes (..., 3) that broadcast; about 2 is just noticeable."""
    chroma_mean = (np.hypot(first[..., 1], first[..., 2]) + np.hypot(second[..., 1], second[..., 2])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma_mean**7 / (chroma_mean**7 + _POW_25_7))
    chroma_1, hue_1 = _polar(first, stretch)
    chroma_2, hue_2 = _polar(second, stretch)
    grey = chroma_1 * chroma_2 == 0.0

    turn = (hue_2 - hue_1 + np.pi) % (2 * np.pi) - np.pi
    turn = np.where(grey, 0.0, turn)
    hue = np.where(grey, hue_1 + hue_2, hue_1 + turn / 2)
    lightness = (first[..., 0] + second[..., 0]) / 2
    chroma = (chroma_1 + chroma_2) / 2

    delta_l = (second[..., 0] - first[..., 0]) / _lightness_scale(lightness)
    delta_c = (chroma_2 - chroma_1) / (1 + 0.045 * chroma)
    delta_h = 2 * np.sqrt(chroma_1 * chroma_2) * np.sin(turn / 2) / (1 + 0.015 * chroma * _hue_weight(hue))
    squared = delta_l**2 + delta_c**2 + delta_h**2 + _rotation(chroma, hue) * delta_c * delta_h
    difference: Doubles = np.sqrt(np.maximum(squared, 0.0))
    return difference


def _polar(lab: Doubles, stretch: Doubles) -> tuple[Doubles, Doubles]:
    a = lab[..., 1] * stretch
    return np.hypot(a, lab[..., 2]), np.arctan2(lab[..., 2], a) % (2 * np.pi)


def _lightness_scale(lightness: Doubles) -> Doubles:
    off = (lightness - 50) ** 2
    scale: Doubles = 1 + 0.015 * off / np.sqrt(20 + off)
    return scale


def _hue_weight(hue: Doubles) -> Doubles:
    weight: Doubles = (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )
    return weight


def _rotation(chroma: Doubles, hue: Doubles) -> Doubles:
    """Return the term that turns the ellipses of saturated blues."""
    degrees = np.degrees(hue % (2 * np.pi))
    angle = np.radians(30) * np.exp(-(((degrees - 275) / 25) ** 2))
    rotation: Doubles = -2 * np.sqrt(chroma**7 / (chroma**7 + _POW_25_7)) * np.sin(2 * angle)
    return rotation
