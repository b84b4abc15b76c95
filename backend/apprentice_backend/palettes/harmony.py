"""Hue relations between the colours of a palette: ways to make candidates, never rules to judge palettes by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from apprentice_shared.language import later

from ..color.oklab import Floats
from ..color.oklch import oklch_to_oklab


@dataclass(frozen=True)
class Scheme:
    """A hue relation: a phrase for a palette that is built on it, and its turns from the base hue in degrees."""

    words: str
    turns: tuple[float, ...]


SCHEMES = (
    Scheme(later("something new, built on a single hue"), (0.0,)),
    Scheme(later("something new, built on neighbouring hues"), (0.0, 30.0, -30.0)),
    Scheme(later("something new, built on opposite hues"), (0.0, 180.0)),
    Scheme(later("something new, built on split opposites"), (0.0, 150.0, -150.0)),
    Scheme(later("something new, built on three hues"), (0.0, 120.0, -120.0)),
    Scheme(later("something new, built on two pairs of opposites"), (0.0, 60.0, 180.0, 240.0)),
)


def draw_scheme(rng: np.random.Generator, size: int) -> tuple[Floats, Scheme]:
    """Draw a palette from a random scheme, with random lightness and chroma.

    Returns:
        OKLab, shape (size, 3), darkest first, and the scheme. Colours may lie outside sRGB.
    """
    scheme = SCHEMES[rng.integers(len(SCHEMES))]
    return scheme_colors(rng, scheme, rng.uniform(0.0, 360.0), size), scheme


def scheme_colors(rng: np.random.Generator, scheme: Scheme, base_hue: float, size: int) -> Floats:
    """Return OKLab colours of one scheme around `base_hue` (degrees), shape (size, 3), darkest first."""
    low, high = np.sort(rng.uniform(0.12, 0.97, 2))
    spread = max(high - low, 0.25)
    middle = np.clip((low + high) / 2, spread / 2 + 0.08, 0.98 - spread / 2)
    lightness = np.linspace(middle - spread / 2, middle + spread / 2, size) + rng.normal(0.0, 0.03, size)
    turns = np.array(scheme.turns)[rng.permutation(np.arange(size) % len(scheme.turns))]
    hue = base_hue + turns + rng.normal(0.0, 6.0, size)
    chroma = np.abs(rng.gamma(2.5, rng.uniform(0.01, 0.06), size))
    if rng.random() < 0.4:
        chroma[rng.integers(size)] += rng.uniform(0.08, 0.16)
    lch = np.stack([lightness.clip(0.05, 0.99), chroma.clip(0.0, 0.3), hue % 360.0], axis=-1)
    return oklch_to_oklab(lch.astype(np.float32))
