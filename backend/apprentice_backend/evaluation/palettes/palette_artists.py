"""Simulated artists whose taste in palettes is known, to measure recommendation against.

Their tastes are functions of CIELAB, not of the measures that the recommender learns over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.swatch import hex_to_rgb

from ...color.cielab import Doubles, srgb_bytes_to_cielab

# A function from CIELAB of m palettes, shape (m, n, 3), to how much each is liked, shape (m,), in any unit.
Utility = Callable[[Doubles], Doubles]


@dataclass(frozen=True)
class PaletteArtist:
    """An artist with a known taste, in parts that count equally."""

    name: str
    utilities: tuple[Utility, ...]

    def liking(self, palettes: NDArray[np.uint8], reference: NDArray[np.uint8]) -> Doubles:
        """Return how much palettes are liked, shape (m,), in [0, 1]: their mean rank among the palettes of `reference`.

        Args:
            palettes: 8-bit sRGB, shape (m, n, 3).
            reference: palettes at large, 8-bit sRGB, shape (r, k, 3).
        """
        lab, seen = srgb_bytes_to_cielab(palettes), srgb_bytes_to_cielab(reference)
        ranks = [np.searchsorted(np.sort(utility(seen)), utility(lab)) for utility in self.utilities]
        return np.mean(ranks, axis=0) / len(seen)


def _chroma(lab: Doubles) -> Doubles:
    return np.hypot(lab[..., 1], lab[..., 2])


def _toward(hue: float) -> Utility:
    """Like colours that lean to a hue of CIELAB, in degrees."""
    direction = np.array([np.cos(np.radians(hue)), np.sin(np.radians(hue))])
    return lambda lab: (lab[..., 1:] @ direction).mean(axis=-1)


def _near(*colors: str) -> Utility:
    """Like palettes whose swatches lie near these colours."""
    loved = srgb_bytes_to_cielab(np.array([hex_to_rgb(color) for color in colors], dtype=np.uint8))
    return lambda lab: -np.linalg.norm(lab[..., :, None, :] - loved, axis=-1).min(axis=-1).mean(axis=-1)


def _hue_balance(turns: int) -> Utility:
    """Like hues that balance at this many corners of the circle: 1 one hue, 2 opposites, 3 a triad.

    With c chroma and h hue of the swatches, balance k is |Σ c e^{ikh}| / (Σ c + 15).
    """

    def liking(lab: Doubles) -> Doubles:
        hue, chroma = np.arctan2(lab[..., 2], lab[..., 1]), _chroma(lab)
        one, many = (
            np.abs((chroma * np.exp(1j * k * hue)).sum(axis=-1)) / (chroma.sum(axis=-1) + 15) for k in (1, turns)
        )
        return many - (one if turns > 1 else 0.0)

    return liking


def _light(lab: Doubles) -> Doubles:
    return lab[..., 0].mean(axis=-1)


def _dark(lab: Doubles) -> Doubles:
    return -_light(lab)


def _vivid(lab: Doubles) -> Doubles:
    return _chroma(lab).mean(axis=-1)


def _muted(lab: Doubles) -> Doubles:
    return -_vivid(lab)


def _contrast(lab: Doubles) -> Doubles:
    return np.ptp(lab[..., 0], axis=-1)


def _even(lab: Doubles) -> Doubles:
    return -_contrast(lab)


def _deep_darks(lab: Doubles) -> Doubles:
    darkest: Doubles = lab[..., 0].min(axis=-1)
    return -darkest


def _bright_lights(lab: Doubles) -> Doubles:
    return lab[..., 0].max(axis=-1)


def _loudest(lab: Doubles) -> Doubles:
    return _chroma(lab).max(axis=-1)


def _accent(lab: Doubles) -> Doubles:
    chroma = _chroma(lab)
    return chroma.max(axis=-1) - np.median(chroma, axis=-1)


def _light_near(target: float) -> Utility:
    return lambda lab: -np.abs(_light(lab) - target)


def _spread(lab: Doubles) -> Doubles:
    """Like swatches that stand far from their nearest neighbour."""
    apart = np.linalg.norm(lab[..., :, None, :] - lab[..., None, :, :], axis=-1)
    apart = np.where(np.eye(lab.shape[-2], dtype=bool), np.inf, apart)
    return apart.min(axis=-1).mean(axis=-1)


def _warm_lights(lab: Doubles) -> Doubles:
    """Like lights that are warmer than the darks, as by daylight."""
    lightness = lab[..., 0] - lab[..., 0].mean(axis=-1, keepdims=True)
    return (lightness * (lab[..., 1] * 0.5 + lab[..., 2] * 0.87)).mean(axis=-1)


def _strength_near(target: float) -> Utility:
    return lambda lab: -np.abs(_vivid(lab) - target)


# The artists that the recommender's settings were chosen on.
KNOWN_ARTISTS = (
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
    PaletteArtist("rose", (_toward(10.0),)),
    PaletteArtist("yellows", (_toward(95.0),)),
    PaletteArtist("teal", (_toward(200.0),)),
    PaletteArtist("ultramarine", (_toward(290.0),)),
    PaletteArtist("strong but not loud", (_strength_near(45.0),)),
    PaletteArtist("a middle light", (_light_near(55.0),)),
    PaletteArtist("swatches far apart", (_spread,)),
    PaletteArtist("warm lights, cool darks", (_warm_lights,)),
    PaletteArtist("four hues", (_hue_balance(4),)),
    PaletteArtist("vivid and dark", (_vivid, _dark)),
    PaletteArtist("light and warm", (_light, _toward(60.0))),
    PaletteArtist("cool, hard contrast", (_toward(250.0), _contrast)),
    PaletteArtist("muted, soft contrast", (_muted, _even)),
    PaletteArtist("one accent in the dark", (_accent, _dark)),
    PaletteArtist("autumn", (_near("#5a2a1e", "#8c3b1f", "#c9781f", "#d8b04a", "#4a4a22"),)),
    PaletteArtist("night street", (_near("#0d0f1f", "#2a2250", "#e0559a", "#38c7d8", "#f2d34e"),)),
    PaletteArtist("porcelain", (_near("#f4f6f8", "#cfdbe8", "#6f93bd", "#274a7d", "#e8e2d6"),)),
    PaletteArtist("orchard", (_near("#f2e6b8", "#a7c050", "#5c8a3a", "#c43b3b", "#6b4a2b"),)),
    PaletteArtist("charcoal and red", (_near("#1a1a1c", "#4a4a4d", "#8a8a8c", "#d9d6d0", "#b3202a"),)),
    PaletteArtist("desert", (_near("#e9c9a0", "#d99a6c", "#b86b4b", "#7d8f8a", "#3e4a52"),)),
)
# Artists with other tastes, whom no setting has seen: what is reported rests on them.
FRESH_ARTISTS = (
    PaletteArtist("deep darks", (_deep_darks,)),
    PaletteArtist("bright lights", (_bright_lights,)),
    PaletteArtist("one loud swatch", (_loudest,)),
    PaletteArtist("quiet strength", (_strength_near(36.0),)),
    PaletteArtist("a dim light", (_light_near(38.0),)),
    PaletteArtist("dark and even", (_dark, _even)),
    PaletteArtist("light and vivid", (_light, _vivid)),
    PaletteArtist("green and dark", (_toward(140.0), _dark)),
    PaletteArtist("violet and light", (_toward(320.0), _light)),
    PaletteArtist("warm, hard contrast", (_toward(60.0), _contrast)),
    PaletteArtist("muted opposites", (_hue_balance(2), _muted)),
    PaletteArtist("one hue, hard contrast", (_hue_balance(1), _contrast)),
    PaletteArtist("three vivid hues", (_hue_balance(3), _vivid)),
    PaletteArtist("moor", (_near("#3a2a3f", "#6b4f6e", "#7a7a4a", "#a89f7c", "#2f3a2c"),)),
    PaletteArtist("citrus", (_near("#f7d21e", "#f08a1d", "#9bc53d", "#fff3c4", "#e4572e"),)),
    PaletteArtist("arctic", (_near("#eaf6fb", "#b9dcea", "#7fb2cc", "#3f6f8f", "#16324a"),)),
    PaletteArtist("terracotta and teal", (_near("#c4623a", "#e2a07a", "#2a7f7a", "#14474a", "#f0e3d0"),)),
    PaletteArtist("stage light", (_near("#120c0a", "#3b1d12", "#a35d1a", "#f2b84b", "#fff0c9"),)),
    PaletteArtist("lavender field", (_near("#8f7bb8", "#c3b4e0", "#5e4b8b", "#7d9960", "#f1ead9"),)),
    PaletteArtist("slate and moss", (_near("#2f3a40", "#5b6a70", "#8c979a", "#5f6f3f", "#a3ad7d"),)),
)
ARTISTS = {"fresh": FRESH_ARTISTS, "known": KNOWN_ARTISTS}
