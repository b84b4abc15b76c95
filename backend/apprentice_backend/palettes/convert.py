"""Palettes as arrays of sRGB, OKLab and OKLCH, and arrays as palettes of named swatches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.swatch import rgb_to_hex

from ..color.gamut import oklab_to_srgb_fitted
from ..color.oklab import Floats, srgb_bytes_to_oklab
from ..color.oklch import oklab_to_oklch, oklch_to_oklab
from .color_names import name_color
from .swatch import Palette, Swatch


def palette_to_bytes(palette: Palette) -> NDArray[np.uint8]:
    """Return the swatches as 8-bit sRGB, shape (n, 3)."""
    return np.array([swatch.rgb for swatch in palette], dtype=np.uint8).reshape(-1, 3)


def color_codes(rgb: NDArray[np.uint8], bits: int = 8) -> NDArray[np.int32]:
    """Return one number a colour, shape (n, 3) -> (n,): the upper `bits` of red, green and blue, one after another."""
    upper = (rgb >> (8 - bits)).astype(np.int32)
    return (upper[:, 0] << (2 * bits)) | (upper[:, 1] << bits) | upper[:, 2]


def palette_to_oklab(palette: Palette) -> Floats:
    """Return the swatches as OKLab, shape (n, 3)."""
    return srgb_bytes_to_oklab(palette_to_bytes(palette))


def palette_to_oklch(palette: Palette) -> Floats:
    """Return the swatches as OKLCH, hue in degrees, shape (n, 3)."""
    return oklab_to_oklch(palette_to_oklab(palette))


def oklab_to_bytes(lab: Floats) -> NDArray[np.uint8]:
    """Return OKLab colours, shape (..., 3), as 8-bit sRGB; colours outside it lose chroma, never hue."""
    return (oklab_to_srgb_fitted(lab) * 255.0).round().astype(np.uint8)


def bytes_to_palette(rgb: NDArray[np.uint8], shares: Sequence[float] | None = None) -> Palette:
    """Return named swatches of 8-bit sRGB colours, shape (n, 3), with shares clipped to [0, 1], or without."""
    hexes = [rgb_to_hex(*color) for color in rgb.tolist()]
    parts = [0.0] * len(hexes) if shares is None else [min(max(float(share), 0.0), 1.0) for share in shares]
    return tuple(Swatch(color, share, name_color(color)) for color, share in zip(hexes, parts, strict=True))


def oklab_to_palette(lab: Floats, shares: Sequence[float] | None = None) -> Palette:
    """Return named swatches of OKLab colours, shape (n, 3), with these shares or without."""
    return bytes_to_palette(oklab_to_bytes(lab), shares)


def oklch_to_palette(lch: Floats, shares: Sequence[float] | None = None) -> Palette:
    """Return named swatches of OKLCH colours, hue in degrees, shape (n, 3)."""
    return oklab_to_palette(oklch_to_oklab(lch), shares)
