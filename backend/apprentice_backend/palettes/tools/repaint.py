"""A picture repainted in the colours of a palette, in OKLab."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...color.gamut import oklab_to_srgb_fitted
from ...color.oklab import Floats, srgb_bytes_to_oklab
from ..convert import color_codes, palette_to_oklab
from ..swatch import Palette

# The reach r of a swatch, ΔE OK, at softness 0 and at 1; between them r = 0.015 (0.16 / 0.015)^softness.
_SHARP, _SOFT = 0.015, 0.16
# Colours that agree in this many bits per channel move by the same amount, so that no bands appear.
_BITS = 6


def remap_pixels(
    pixels: NDArray[np.uint8], palette: Palette, *, softness: float = 0.5, keep_light: float = 0.5
) -> NDArray[np.uint8]:
    """Repaint a picture in the colours of a palette.

    Every colour x becomes a blend of the swatches s, Σ w s / Σ w with w = exp(−‖x − s‖² / (2 r²)), r the reach.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4). Alpha stays as it is.
        palette: at least one swatch.
        softness: 0 gives almost flat areas of the swatches themselves, 1 blends them widely.
        keep_light: the share of the picture's own lightness that stays, 0 to 1.

    Returns:
        A new picture of the same shape.

    Raises:
        ValueError: the palette is empty, or an argument is out of range.
    """
    if not palette:
        raise ValueError("palette must hold at least one swatch, got none")
    for name, value in (("softness", softness), ("keep_light", keep_light)):
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{name} must be in [0, 1], got {value!r}")
    reach = _SHARP * (_SOFT / _SHARP) ** softness
    colors = pixels[..., :3].reshape(-1, 3)
    cells, means = _cells(colors)
    moved = _blend(srgb_bytes_to_oklab(means), palette_to_oklab(palette), reach, keep_light)
    change = (oklab_to_srgb_fitted(moved) * 255.0).round().astype(np.int16) - means
    remapped = pixels.copy()
    remapped[..., :3] = (colors + change[cells]).clip(0, 255).reshape(*pixels.shape[:2], 3)
    return remapped


def _cells(colors: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Return the cell of each colour, shape (n,), and the mean colour of every used cell, shape (k, 3)."""
    keys = color_codes(colors, _BITS)
    counts = np.bincount(keys, minlength=1 << (3 * _BITS))
    used = np.flatnonzero(counts)
    sums = [np.bincount(keys, colors[:, axis], minlength=len(counts))[used] for axis in range(3)]
    places = np.empty(len(counts), dtype=np.intp)
    places[used] = np.arange(len(used))
    return places[keys], (np.stack(sums, axis=-1) / counts[used, None]).round().astype(np.uint8)


def _blend(lab: Floats, swatches: Floats, reach: float, keep_light: float) -> Floats:
    squared = np.stack([np.square(lab - swatch).sum(axis=1) for swatch in swatches], axis=1)
    # The nearest swatch's distance is subtracted, so that its weight is 1 and the sum never 0.
    weights = np.exp((squared.min(axis=1, keepdims=True) - squared) / (2.0 * reach**2))
    blended: Floats = (weights @ swatches) / weights.sum(axis=1, keepdims=True)
    blended[:, 0] += keep_light * (lab[:, 0] - blended[:, 0])
    return blended
