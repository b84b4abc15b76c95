"""The colour spaces of palette files converted to sRGB in [0, 1].

Source: CIE 15:2018 for CIELAB; CSS Color 4, section 18, for the matrix from XYZ under D50 to linear sRGB (Bradford).
"""

from __future__ import annotations

import colorsys

Rgb = tuple[float, float, float]

_D50 = (0.9642956764, 1.0, 0.8251046025)
_XYZ_D50_TO_LINEAR_SRGB = (
    (3.1341359569, -1.6172863310, -0.4906619489),
    (-0.9787954765, 1.9162543774, 0.0334428734),
    (0.0719553828, -0.2289765000, 1.4053860384),
)


def linear_to_rgb(red: float, green: float, blue: float) -> Rgb:
    """Apply the sRGB transfer function to linear components, clipped to [0, 1]."""
    return _encode(red), _encode(green), _encode(blue)


def xyz_to_rgb(x: float, y: float, z: float) -> Rgb:
    """Convert XYZ under D50, white at Y 1; colours outside sRGB are clipped."""
    red, green, blue = (row[0] * x + row[1] * y + row[2] * z for row in _XYZ_D50_TO_LINEAR_SRGB)
    return linear_to_rgb(red, green, blue)


def lab_to_rgb(lightness: float, a: float, b: float) -> Rgb:
    """Convert CIELAB under D50, L in [0, 100], a and b in about [-128, 127]; colours outside sRGB are clipped."""
    y = (lightness + 16.0) / 116.0
    x, y, z = (_cubed(root) * white for root, white in zip((y + a / 500.0, y, y - b / 200.0), _D50, strict=True))
    return xyz_to_rgb(x, y, z)


def cmyk_to_rgb(cyan: float, magenta: float, yellow: float, black: float) -> Rgb:
    """Convert inks in [0, 1] without a profile, approximately: R = (1 − C)(1 − K), and so on."""
    light = 1.0 - black
    return (1.0 - cyan) * light, (1.0 - magenta) * light, (1.0 - yellow) * light


def hsb_to_rgb(hue: float, saturation: float, brightness: float) -> Rgb:
    """Convert hue, saturation and brightness, all in [0, 1]."""
    return colorsys.hsv_to_rgb(hue % 1.0, saturation, brightness)


def _encode(linear: float) -> float:
    clipped = min(max(linear, 0.0), 1.0)
    return float(clipped * 12.92 if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055)


def _cubed(root: float) -> float:
    return float(root**3 if root > 6 / 29 else 3 * (6 / 29) ** 2 * (root - 4 / 29))
