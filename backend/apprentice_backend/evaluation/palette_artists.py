"""Simulated artists whose taste in palettes is known, to measure recommendation against.

Their tastes are written in CIELAB, not in the features that the recommender learns over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..color.cielab import Doubles, srgb_bytes_to_cielab

# CIELAB of many palettes, shape (m, n, 3) -> how well each is liked, shape (m,), in any unit.
Utility = Callable[[Doubles], Doubles]


@dataclass(frozen=True)
class PaletteArtist:
    """An artist with a known taste.

    Args:
        name: what they like.
        utilities: what a palette should have, all of it equally.
    """

    name: str
    utilities: tuple[Utility, ...]

    def liking(self, palettes: NDArray[np.uint8], reference: NDArray[np.uint8]) -> Doubles:
        """Return how well palettes are liked, shape (m,), in [0, 1]: their mean rank among the palettes of `reference`.

        Args:
            palettes: 8-bit sRGB, shape (m, n, 3).
            reference: the palettes that this artist has seen in their life, shape (r, k, 3).
        """
        lab, seen = srgb_bytes_to_cielab(palettes), srgb_bytes_to_cielab(reference)
        ranks = [np.searchsorted(np.sort(utility(seen)), utility(lab)) for utility in self.utilities]
        liking: Doubles = np.mean(ranks, axis=0) / len(seen)
        return liking


def _chroma(lab: Doubles) -> Doubles:
    chroma: Doubles = np.hypot(lab[..., 1], lab[..., 2])
    return chroma


def _toward(hue: float) -> Utility:
    direction = np.array([np.cos(np.radians(hue)), np.sin(np.radians(hue))])
    return lambda lab: (lab[..., 1:] @ direction).mean(axis=-1)


def _near(*colors: str) -> Utility:
    """Like palettes whose swatches lie near these colours."""
    loved = srgb_bytes_to_cielab(
        np.array([[int(color[start : start + 2], 16) for start in (1, 3, 5)] for color in colors], dtype=np.uint8)
    )
    return lambda lab: -np.linalg.norm(lab[..., :, None, :] - loved, axis=-1).min(axis=-1).mean(axis=-1)


def _hue_balance(turns: int) -> Utility:
    """Like hues that balance at this many corners of the circle: 1 one hue, 2 opposites, 3 a triad."""

    def liking(lab: Doubles) -> Doubles:
        hue, chroma = np.arctan2(lab[..., 2], lab[..., 1]), _chroma(lab)
        one, many = (
            np.abs((chroma * np.exp(1j * k * hue)).sum(axis=-1)) / (chroma.sum(axis=-1) + 15) for k in (1, turns)
        )
        balance: Doubles = many - (one if turns > 1 else 0.0)
        return balance

    return liking


def _light(lab: Doubles) -> Doubles:
    lightness: Doubles = lab[..., 0].mean(axis=-1)
    return lightness


def _dark(lab: Doubles) -> Doubles:
    return -_light(lab)


def _vivid(lab: Doubles) -> Doubles:
    chroma: Doubles = _chroma(lab).mean(axis=-1)
    return chroma


def _muted(lab: Doubles) -> Doubles:
    return -_vivid(lab)


def _contrast(lab: Doubles) -> Doubles:
    span: Doubles = np.ptp(lab[..., 0], axis=-1)
    return span


def _even(lab: Doubles) -> Doubles:
    return -_contrast(lab)


def _accent(lab: Doubles) -> Doubles:
    chroma = _chroma(lab)
    above: Doubles = chroma.max(axis=-1) - np.median(chroma, axis=-1)
    return above


def _strength_near(target: float) -> Utility:
    return lambda lab: -np.abs(_vivid(lab) - target)


ARTISTS = (
    PaletteArtist("warm", (_toward(60.0),)),
    PaletteArtist("cool", (_toward(250.0),)),
    PaletteArtist("greens", (_toward(140.0),)),
    PaletteArtist("violets", (_toward(320.0),)),
    PaletteArtist("vivid", (_vivid,)),
    PaletteArtist("muted", (_muted,)),
    PaletteArtist("neither loud nor grey", (_strength_near(28.0),)),
    PaletteArtist("light", (_light,)),
    PaletteArtist("dark", (_dark,)),
    PaletteArtist("strong contrast", (_contrast,)),
    PaletteArtist("soft contrast", (_even,)),
    PaletteArtist("one accent", (_accent,)),
    PaletteArtist("one hue", (_hue_balance(1),)),
    PaletteArtist("opposite hues", (_hue_balance(2),)),
    PaletteArtist("three hues", (_hue_balance(3),)),
    PaletteArtist("warm and dark", (_toward(60.0), _dark)),
    PaletteArtist("cool and muted", (_toward(250.0), _muted)),
    PaletteArtist("pastel", (_light, _strength_near(20.0))),
    PaletteArtist("earth", (_near("#3b2417", "#7a4a26", "#a9742f", "#c9a66b", "#5b5a32"),)),
    PaletteArtist("sea", (_near("#0b2c3d", "#1d6a7a", "#5fb3b3", "#d9efe6", "#efe3c2"),)),
)
