"""CIELAB and ΔE2000 for arrays of colours.

Source: CIE 15:2018; sRGB's white is D65 (IEC 61966-2-1). Sharma, Wu & Dalal 2005, "The CIEDE2000 color-difference
formula: implementation notes, supplementary test data, and mathematical observations".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .oklab import srgb_to_linear

Doubles = NDArray[np.float64]

# Linear sRGB to XYZ; each row divided by its sum, which is that component of the D65 white, gives X/Xn, Y/Yn, Z/Zn.
_LINEAR_SRGB_TO_XYZ = np.array(
    [
        [0.4123907993, 0.3575843394, 0.1804807884],
        [0.2126390059, 0.7151686788, 0.0721923154],
        [0.0193308187, 0.1191947798, 0.9505321522],
    ]
)
_LINEAR_SRGB_TO_RELATIVE_XYZ = _LINEAR_SRGB_TO_XYZ / _LINEAR_SRGB_TO_XYZ.sum(axis=1, keepdims=True)
_LINEAR_OF_BYTE = srgb_to_linear(np.arange(256, dtype=np.float32) / 255.0).astype(np.float64)
_EPSILON = (6 / 29) ** 3  # below it CIELAB's cube root gives way to a straight line
_POW_25_7 = 25.0**7


def srgb_bytes_to_cielab(srgb: NDArray[np.uint8]) -> Doubles:
    """Convert 8-bit sRGB, shape (..., 3), to CIELAB under D65: L in [0, 100], a and b in about [-128, 128]."""
    # f(t) = ∛t, or t / (3 (6/29)²) + 4/29 where t ≤ (6/29)³;  L = 116 f(Y/Yn) − 16,  a = 500 (f(X/Xn) − f(Y/Yn)),
    # b = 200 (f(Y/Yn) − f(Z/Zn))
    xyz = _LINEAR_OF_BYTE[srgb] @ _LINEAR_SRGB_TO_RELATIVE_XYZ.T
    root = np.where(xyz > _EPSILON, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], axis=-1)


def delta_e_2000(first: Doubles, second: Doubles) -> Doubles:
    """Return the CIEDE2000 difference of CIELAB colours, shapes (..., 3) that broadcast; about 2 is just noticeable.

    Numbers of equations are those of Sharma, Wu & Dalal 2005; the weights kL, kC and kH are 1.
    """
    # a' = (1 + G) a,  G = ½ (1 − √(C̄⁷ / (C̄⁷ + 25⁷)))      (2)–(5)
    chroma_mean = (np.hypot(first[..., 1], first[..., 2]) + np.hypot(second[..., 1], second[..., 2])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma_mean**7 / (chroma_mean**7 + _POW_25_7))
    chroma_1, hue_1 = _polar(first, stretch)
    chroma_2, hue_2 = _polar(second, stretch)
    grey = chroma_1 * chroma_2 == 0.0
    # Δh' is the shorter turn, 0 for greys; h̄' lies in the middle of it, or is h₁' + h₂' for greys      (10), (14)
    turn = (hue_2 - hue_1 + np.pi) % (2 * np.pi) - np.pi
    turn = np.where(grey, 0.0, turn)
    hue = np.where(grey, hue_1 + hue_2, hue_1 + turn / 2)
    lightness = (first[..., 0] + second[..., 0]) / 2
    chroma = (chroma_1 + chroma_2) / 2
    # ΔL'/S_L,  ΔC'/S_C,  ΔH'/S_H with ΔH' = 2 √(C₁' C₂') sin(Δh'/2)      (8), (9), (11), (18)–(20)
    delta_l = (second[..., 0] - first[..., 0]) / _lightness_scale(lightness)
    delta_c = (chroma_2 - chroma_1) / (1 + 0.045 * chroma)
    delta_h = 2 * np.sqrt(chroma_1 * chroma_2) * np.sin(turn / 2) / (1 + 0.015 * chroma * _hue_weight(hue))
    # ΔE = √(ΔL² + ΔC² + ΔH² + R_T ΔC ΔH)      (22)
    squared = delta_l**2 + delta_c**2 + delta_h**2 + _rotation(chroma, hue) * delta_c * delta_h
    return np.sqrt(np.maximum(squared, 0.0))


def _polar(lab: Doubles, stretch: Doubles) -> tuple[Doubles, Doubles]:
    """Return chroma C' and hue h' in [0, 2π) of colours whose a axis is stretched; equations (6) and (7)."""
    a = lab[..., 1] * stretch
    return np.hypot(a, lab[..., 2]), np.arctan2(lab[..., 2], a) % (2 * np.pi)


def _lightness_scale(lightness: Doubles) -> Doubles:
    """Return S_L; equation (18)."""
    off = (lightness - 50) ** 2
    return 1 + 0.015 * off / np.sqrt(20 + off)


def _hue_weight(hue: Doubles) -> Doubles:
    """Return T, the factor of S_H that depends on hue; equation (15)."""
    return (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )


def _rotation(chroma: Doubles, hue: Doubles) -> Doubles:
    """Return R_T, the term that turns the tolerance ellipses of saturated blues; equations (16), (17) and (21)."""
    degrees = np.degrees(hue % (2 * np.pi))
    angle = np.radians(30) * np.exp(-(((degrees - 275) / 25) ** 2))
    return -2 * np.sqrt(chroma**7 / (chroma**7 + _POW_25_7)) * np.sin(2 * angle)
