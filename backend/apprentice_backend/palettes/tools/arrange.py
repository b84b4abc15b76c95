"""Palettes in another order, or limited to fewer swatches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from apprentice_shared.messages import PALETTE_ORDERS

from ...color.cielab import delta_e_2000, srgb_bytes_to_cielab
from ...color.oklch import GREY_CHROMA
from ..convert import palette_to_bytes, palette_to_oklch
from ..swatch import Palette

# Hues are cut into runs of this many degrees from this hue on, so that reds stay together.
_RUN_DEGREES = 45.0
_FIRST_HUE = 345.0


def sort_palette(palette: Palette, by: str) -> Palette:
    """Return the swatches in another order.

    Args:
        palette: any swatches.
        by: "share" largest first; "lightness" dark to light; "chroma" greyest first; "hue" in runs around the
            circle, dark to light within a run, greys before them.

    Raises:
        ValueError: there is no such order.
    """
    if by not in PALETTE_ORDERS:
        raise ValueError(f"unknown order {by!r}: choose from {', '.join(PALETTE_ORDERS)}")
    lch = palette_to_oklch(palette).tolist()

    def key(index: int) -> tuple[float, ...]:
        lightness, chroma, hue = lch[index]
        if by == "share":
            return (-palette[index].share,)
        if by == "lightness":
            return (lightness,)
        if by == "chroma":
            return (chroma,)
        run = 0.0 if chroma < 2 * GREY_CHROMA else 1.0 + (hue - _FIRST_HUE) % 360.0 // _RUN_DEGREES
        return (run, lightness)

    return tuple(palette[index] for index in sorted(range(len(palette)), key=key))


def limit_palette(palette: Palette, size: int) -> Palette:
    """Return at most `size` of the swatches, those that represent the others best, in their order.

    One after another, the swatch of the least cost goes, and its share goes to its nearest neighbour. The cost is the
    ΔE2000 to that neighbour times √(share + 0.02), so that a small accent far from all others stays.

    Raises:
        ValueError: `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size!r}")
    kept = list(palette)
    while len(kept) > size:
        lab = srgb_bytes_to_cielab(palette_to_bytes(tuple(kept)))
        differences = delta_e_2000(lab[:, None], lab[None]) + np.diag(np.full(len(kept), np.inf))
        worth = np.sqrt(np.array([swatch.share for swatch in kept]) + 0.02)
        gone = int((differences.min(axis=1) * worth).argmin())
        heir = int(differences[gone].argmin())
        kept[heir] = replace(kept[heir], share=min(kept[heir].share + kept[gone].share, 1.0))
        del kept[gone]
    return tuple(kept)
