"""The contrast within a palette: ratio, span and gaps of lightness, swatches that are hard to tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from apprentice_shared.language import later, tr, tr_n

from ...color.cielab import delta_e_2000, srgb_bytes_to_cielab
from ...color.oklab import srgb_to_linear
from ..convert import palette_to_bytes, palette_to_oklab
from ..swatch import Palette, Swatch

# Relative luminance of linear sRGB. Source: WCAG 2.2, "relative luminance".
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
# Below this ΔE2000 two swatches are hard to tell apart in a picture.
_ALIKE = 10.0
# By whether the range is full, and whether there is a gap in it.
_RANGES = {
    (True, False): later("full range from dark to light"),
    (True, True): later("full range from dark to light, with a wide gap between darks and lights"),
    (False, False): later("a middle range of values"),
    (False, True): later("a middle range of values, with a wide gap between darks and lights"),
}


@dataclass(frozen=True)
class ContrastReading:
    """The contrast of a palette.

    Args:
        ratio: the contrast ratio of the lightest to the darkest swatch, 1 to 21.
        light_span: the span of OKLab lightness, 0 to 1.
        largest_gap: the widest step in lightness without a swatch in it.
        alike: pairs of swatches, by index, that are hard to tell apart.
        text: one line for the artist.
    """

    ratio: float
    light_span: float
    largest_gap: float
    alike: tuple[tuple[int, int], ...]
    text: str


def contrast_ratio(first: Swatch, second: Swatch) -> float:
    """Return the contrast ratio of two colours in either order, 1 to 21: of luminances, (high + 0.05) / (low + 0.05).

    Source: WCAG 2.2, "contrast ratio".
    """
    luminances = srgb_to_linear(palette_to_bytes((first, second)).astype(np.float32) / 255.0) @ _LUMINANCE
    return float((luminances.max() + 0.05) / (luminances.min() + 0.05))


def read_contrast(palette: Palette) -> ContrastReading:
    """Read the contrast of a palette.

    Raises:
        ValueError: the palette is empty.
    """
    if not palette:
        raise ValueError("palette must hold at least one swatch, got none")
    lightness = palette_to_oklab(palette)[:, 0]
    order = np.argsort(lightness, kind="stable")
    span = float(lightness[order[-1]] - lightness[order[0]])
    gap = float(np.diff(lightness[order]).max()) if len(palette) > 1 else 0.0
    lab = srgb_bytes_to_cielab(palette_to_bytes(palette))
    alike = tuple(
        (first, second)
        for first, second in combinations(range(len(palette)), 2)
        if delta_e_2000(lab[first], lab[second]) < _ALIKE
    )
    ratio = contrast_ratio(palette[order[0]], palette[order[-1]])
    return ContrastReading(ratio, span, gap, alike, _describe(span, gap, len(alike)))


def _describe(span: float, gap: float, alike: int) -> str:
    if span < 0.25:
        reading = tr("close in value: little light and dark to model with")
    else:
        reading = tr(_RANGES[span > 0.65, gap > 0.45])
    if not alike:
        return reading
    return tr_n(
        "{reading}; {count} pair is hard to tell apart",
        "{reading}; {count} pairs are hard to tell apart",
        alike,
        reading=reading,
    )
