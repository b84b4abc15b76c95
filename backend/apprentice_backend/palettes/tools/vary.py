"""Variations of a palette that keep locked swatches."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ...color.oklab import Floats
from ...color.oklch import oklch_to_oklab
from ..convert import oklch_to_palette, palette_to_oklch
from ..measures import palette_distances
from ..swatch import Palette

# The spread of a variation at amount 1: lightness, logarithm of the factor of chroma, hue in degrees.
_LIGHTNESS, _CHROMA, _HUE_DEGREES = 0.16, 0.6, 60.0
# Variations drawn for each one kept; those farthest from one another are kept.
_DRAWN = 8


def vary_palette(
    palette: Palette, count: int, *, locked: Collection[int] = (), amount: float = 0.5, seed: int = 0
) -> list[Palette]:
    """Make variations of a palette.

    All unlocked swatches share one common move, so that they stay related, and each makes a small move besides.

    Args:
        palette: the palette.
        count: the number of variations, 1 to 24.
        locked: indices of swatches that stay exactly as they are.
        amount: the size of the moves, 0 small to 1 large.
        seed: fixes the variations.

    Returns:
        `count` palettes, swatches in the same order, unlike each other; all equal where every swatch is locked.

    Raises:
        ValueError: an argument is out of range.
    """
    if not 1 <= count <= 24:
        raise ValueError(f"count must be in 1..24, got {count!r}")
    if not 0.0 <= amount <= 1.0:
        raise ValueError(f"amount must be in [0, 1], got {amount!r}")
    if not all(0 <= place < len(palette) for place in locked):
        raise ValueError(f"locked must name places in 0..{len(palette) - 1}, got {sorted(locked)!r}")
    rng = np.random.default_rng(seed)
    free = np.array([place not in locked for place in range(len(palette))])
    start = palette_to_oklch(palette)
    drawn = [_moved(start, free, 0.1 + 0.9 * amount, rng) for _ in range(count * _DRAWN)]
    swatches = [oklch_to_palette(lch, [swatch.share for swatch in palette]) for lch in drawn]
    kept = [
        tuple(new if is_free else old for new, old, is_free in zip(one, palette, free, strict=True)) for one in swatches
    ]
    return [kept[index] for index in _farthest(oklch_to_oklab(np.stack(drawn)), count)]


def _moved(start: Floats, free: np.ndarray, amount: float, rng: np.random.Generator) -> Floats:
    common = rng.normal(0.0, 1.0, 3)
    own = rng.normal(0.0, 0.35, start.shape)
    move = (common + own) * amount * free[:, None]
    lightness = (start[:, 0] + _LIGHTNESS * move[:, 0]).clip(0.05, 0.99)
    # A little chroma is added, since a factor alone would leave greys grey.
    chroma = (start[:, 1] + 0.01 * free) * np.exp(_CHROMA * move[:, 1])
    hue = (start[:, 2] + _HUE_DEGREES * move[:, 2]) % 360.0
    return np.stack([lightness, chroma.clip(0.0, 0.35), hue], axis=-1).astype(np.float32)


def _farthest(palettes: Floats, count: int) -> list[int]:
    """Return indices of palettes far from one another: the first, then each time the farthest from all chosen ones."""
    chosen = [0]
    nearest = palette_distances(palettes, palettes[0])
    while len(chosen) < count:
        nearest[chosen] = -1.0
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, palette_distances(palettes, palettes[chosen[-1]]))
    return chosen
