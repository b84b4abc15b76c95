"""Measures of a palette: numbers that ratings give weights to, and the distance between palettes.

Every measure is scaled: palettes at large have about mean 0 and standard deviation 1. No measure is better high or
low; the artist's ratings decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.language import later

from ..color.oklab import Floats
from ..color.oklch import GREY_CHROMA, oklab_to_oklch

# The hue of warmth in OKLCH: oranges; its opposite is a cold blue.
WARM_HUE = 60.0
# Chroma per swatch that is added to the total, so that the hues of a nearly grey palette count little.
_SOFT_CHROMA = 0.03


@dataclass(frozen=True)
class PaletteMeasure:
    """One measure: its mean and spread over palettes at large, and the words for more and for less of it.

    Args:
        name: its name.
        mean: its mean over 20,000 palettes of five drawn by `harmony.draw_scheme`.
        spread: its standard deviation over the same.
        more: describes a palette with more of it, such as "warmer".
        less: describes a palette with less of it.
    """

    name: str
    mean: float
    spread: float
    more: str
    less: str


MEASURES = (
    PaletteMeasure("lightness", 0.54, 0.17, later("lighter"), later("darker")),
    PaletteMeasure(
        "lightness_range",
        0.35,
        0.15,
        later("richer in contrast"),
        later("softer in contrast"),
    ),
    PaletteMeasure("chroma", 0.073, 0.029, later("more colourful"), later("more muted")),
    PaletteMeasure(
        "accent",
        0.059,
        0.039,
        later("set off by one strong accent"),
        later("more even in strength"),
    ),
    PaletteMeasure("warmth", 0.0, 0.033, later("warmer"), later("cooler")),
    PaletteMeasure("greenness", -0.005, 0.035, later("greener"), later("more violet")),
    PaletteMeasure(
        "one_hue",
        0.35,
        0.24,
        later("closer to a single hue"),
        later("wider in hue"),
    ),
    PaletteMeasure(
        "opposite_hues",
        0.3,
        0.15,
        later("built on opposite hues"),
        later("without opposite hues"),
    ),
    PaletteMeasure(
        "three_hues",
        0.14,
        0.14,
        later("built on three hues"),
        later("without a triad"),
    ),
    PaletteMeasure("greys", 0.29, 0.26, later("calmed by greys"), later("without greys")),
    PaletteMeasure(
        "lightest",
        0.72,
        0.18,
        later("brighter in its lights"),
        later("dimmer in its lights"),
    ),
    PaletteMeasure(
        "darkest",
        0.37,
        0.18,
        later("paler in its darks"),
        later("deeper in its darks"),
    ),
    # Squares of the scaled lightness and chroma: with them a taste for a middle value, a parabola, is linear.
    PaletteMeasure(
        "extreme_lightness",
        1.0,
        1.1,
        later("bolder in its key"),
        later("closer to a middle key"),
    ),
    PaletteMeasure(
        "extreme_chroma",
        1.0,
        1.4,
        later("bolder in its strength"),
        later("of middling strength"),
    ),
)
MEASURE_NAMES = tuple(measure.name for measure in MEASURES)
# Scaled measures are clipped to this many spreads: beyond it, more says nothing new.
_FARTHEST = 3.0
_MEAN = np.array([measure.mean for measure in MEASURES], dtype=np.float32)
_SPREAD = np.array([measure.spread for measure in MEASURES], dtype=np.float32)


def measure_palettes(lab: Floats) -> Floats:
    """Measure palettes of equal size.

    Args:
        lab: OKLab, shape (..., n, 3), n swatches each, n at least 1.

    Returns:
        The scaled measures in the order of `MEASURES`, shape (..., len(MEASURES)), in [-3, 3].
    """
    return np.clip((_raw_measures(lab) - _MEAN) / _SPREAD, -_FARTHEST, _FARTHEST)


def _raw_measures(lab: Floats) -> Floats:
    lch = oklab_to_oklch(lab)
    lightness, chroma, hue = lch[..., 0], lch[..., 1], np.radians(lch[..., 2])
    total = chroma.sum(axis=-1)
    softened = total + _SOFT_CHROMA * lab.shape[-2]
    # Balance k of the hues: |Σ c e^{ikh}| / (Σ c + 0.03 n), near 1 for one hue (k = 1), opposites (2) or a triad (3).
    one, two, three = (np.abs((chroma * np.exp(1j * turns * hue)).sum(axis=-1)) / softened for turns in (1, 2, 3))
    from_warm = hue - np.radians(WARM_HUE)
    return np.stack(
        [
            lightness.mean(axis=-1),
            lightness.max(axis=-1) - lightness.min(axis=-1),
            chroma.mean(axis=-1),
            chroma.max(axis=-1) - np.median(chroma, axis=-1),
            (chroma * np.cos(from_warm)).mean(axis=-1),
            (chroma * np.sin(from_warm)).mean(axis=-1),
            one,
            two * (1.0 - one),
            three * (1.0 - one) * (1.0 - two),
            (chroma < 2 * GREY_CHROMA).mean(axis=-1),
            lightness.max(axis=-1),
            lightness.min(axis=-1),
            _squared(lightness.mean(axis=-1), MEASURES[MEASURE_NAMES.index("lightness")]),
            _squared(chroma.mean(axis=-1), MEASURES[MEASURE_NAMES.index("chroma")]),
        ],
        axis=-1,
    ).astype(np.float32)


def _squared(values: Floats, measure: PaletteMeasure) -> Floats:
    return np.square((values - measure.mean) / measure.spread)


def palette_distances(palettes: Floats, other: Floats) -> NDArray[np.float64]:
    """Return the distance of palettes, OKLab, shape (m, n, 3), from another one, shape (k, 3).

    Returns:
        Shape (m,): the mean ΔE OK from every swatch to the nearest one of the other palette, averaged over both
        directions (the mean Hausdorff, or Chamfer, distance).
    """
    table = np.linalg.norm(palettes[:, :, None] - other[None, None], axis=-1)
    return (table.min(axis=2).mean(axis=1) + table.min(axis=1).mean(axis=1)) / 2
