"""Variations of a palette around the swatches that are locked."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ...color.oklab import Floats
from ..convert import oklch_to_palette, palette_to_oklch
from ..measures import palette_distances
from ..swatch import Palette

# The spread of a variation at amount 1: lightness, chroma (as a factor's logarithm), hue in degrees.
_LIGHTNESS, _CHROMA, _HUE_DEGREES = 0.16, 0.6, 60.0
# Variations drawn for each one kept: those farthest from one another are kept.
_DRAWN = 8


def vary_palette(
    palette: Palette, count: int, *, locked: Collection[int] = (), amount: float = 0.5, seed: int = 0
) -> list[Palette]:
    """Make variations of a palette.

    All free swatches take part in one common move, so that they stay related, and each in a small one of its own.

    Args:
        palette: what to vary.
        count: how many variations, 1 to 24.
        locked: the places of swatches that stay as they are, to the bit.
        amount: 0 barely moves to 1 far off.
        seed: fixes the variations.

    Returns:
        `count` palettes in the order of the swatches, unlike each other; all the same where every swatch is locked.

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
    return [kept[index] for index in _farthest(np.stack([_plain(lch) for lch in drawn]), count)]


def _moved(start: Floats, free: np.ndarray, amount: float, rng: np.random.Generator) -> Floats:
    common = rng.normal(0.0, 1.0, 3)
    own = rng.normal(0.0, 0.35, start.shape)
    move = (common + own) * amount * free[:, None]
    lightness = (start[:, 0] + _LIGHTNESS * move[:, 0]).clip(0.05, 0.99)
    # A grey that varies takes on a little colour, or it could never leave the axis.
    chroma = (start[:, 1] + 0.01 * free) * np.exp(_CHROMA * move[:, 1])
    hue = (start[:, 2] + _HUE_DEGREES * move[:, 2]) % 360.0
    return np.stack([lightness, chroma.clip(0.0, 0.35), hue], axis=-1).astype(np.float32)


def _plain(lch: Floats) -> Floats:
    hue = np.radians(lch[:, 2])
    return np.stack([lch[:, 0], lch[:, 1] * np.cos(hue), lch[:, 1] * np.sin(hue)], axis=-1)


def _farthest(palettes: Floats, count: int) -> list[int]:
    """Return places of palettes that lie far from one another, the first drawn among them."""
    chosen = [0]
    nearest = palette_distances(palettes, palettes[0])
    while len(chosen) < count:
        nearest[chosen] = -1.0
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, palette_distances(palettes, palettes[chosen[-1]]))
    return chosen
