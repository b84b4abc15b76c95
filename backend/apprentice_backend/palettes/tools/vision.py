"""The colours of a palette as seen with a colour vision deficiency.

Source: Machado, Oliveira & Fernandes 2009, "A physiologically-based model for simulation of color vision
deficiency", the matrices for full severity, applied to linear sRGB.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...color.cielab import delta_e_2000, srgb_bytes_to_cielab
from ...color.oklab import linear_to_srgb, srgb_to_linear
from ..convert import bytes_to_palette, palette_to_bytes
from ..swatch import Palette

_MATRICES = {
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
KINDS = tuple(_MATRICES)

# Two swatches are confused: apart for most eyes by more than the first ΔE2000, for this eye by less than the second.
_APART, _ALIKE = 12.0, 6.0


def simulate_vision(rgb: NDArray[np.uint8], kind: str) -> NDArray[np.uint8]:
    """Return 8-bit sRGB colours, shape (..., 3), as an eye that lacks one kind of cone sees them.

    Args:
        rgb: the colours.
        kind: "protan" and "deutan" confuse red and green, "tritan" blue and yellow.

    Raises:
        ValueError: there is no such kind.
    """
    if kind not in _MATRICES:
        raise ValueError(f"unknown kind of vision {kind!r}: choose from {', '.join(KINDS)}")
    linear = srgb_to_linear(rgb.astype(np.float32) / 255.0) @ _MATRICES[kind].T
    seen = linear_to_srgb(linear.clip(0.0, 1.0).astype(np.float32))
    return (seen * 255.0).round().astype(np.uint8)


def preview_vision(palette: Palette, kind: str) -> Palette:
    """Return the palette as an eye that lacks one kind of cone sees it; shares are kept."""
    return bytes_to_palette(simulate_vision(palette_to_bytes(palette), kind), [swatch.share for swatch in palette])


def confused_pairs(palette: Palette, kind: str) -> list[tuple[int, int]]:
    """Return the pairs of swatches, by their places, that most eyes tell apart and this kind does not."""
    rgb = palette_to_bytes(palette)
    lab, seen = srgb_bytes_to_cielab(rgb), srgb_bytes_to_cielab(simulate_vision(rgb, kind))
    return [
        (first, second)
        for first, second in combinations(range(len(palette)), 2)
        if delta_e_2000(lab[first], lab[second]) > _APART and delta_e_2000(seen[first], seen[second]) < _ALIKE
    ]
