"""Plain names of colours, from hue, lightness and chroma in OKLCH.

The words are those a painter would say across a room; a name is a hint, not an identity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from apprentice_shared.swatch import hex_to_rgb

from ..color.oklab import srgb_bytes_to_oklab
from ..color.oklch import GREY_CHROMA

_TINTED_CHROMA = 0.045
_VIVID_CHROMA = 0.19


@dataclass(frozen=True)
class _Family:
    """The nouns for one range of hues, from the range before to `hue_to` degrees.

    A colour of a lightness (OKLab L) above `light` has the light name, one below `dark` the dark name.
    """

    hue_to: float
    light_name: str
    mid_name: str
    dark_name: str
    light: float = 0.72
    dark: float = 0.42


_FAMILIES = (
    _Family(12, "pink", "rose", "burgundy", light=0.70),
    _Family(35, "salmon", "red", "maroon", light=0.70),
    _Family(47, "coral", "rust", "brown", light=0.70, dark=0.45),
    _Family(75, "orange", "brown", "dark brown", light=0.72),
    _Family(84, "amber", "ochre", "umber", light=0.78),
    _Family(101, "gold", "mustard", "dark olive", light=0.80),
    _Family(118, "yellow", "olive", "dark olive", light=0.82),
    _Family(136, "lime", "moss green", "dark moss green", light=0.80),
    _Family(152, "light green", "green", "forest green", light=0.76),
    _Family(178, "mint green", "sea green", "dark sea green", light=0.78),
    _Family(208, "turquoise", "teal", "dark teal", light=0.66),
    _Family(238, "sky blue", "cerulean", "petrol blue", light=0.70),
    _Family(275, "light blue", "blue", "navy", light=0.68, dark=0.36),
    _Family(293, "periwinkle", "indigo", "dark indigo", light=0.64, dark=0.34),
    _Family(317, "lavender", "violet", "dark violet", light=0.66, dark=0.36),
    _Family(338, "lilac", "purple", "dark purple", light=0.70),
    _Family(354, "pink", "raspberry", "plum", light=0.70),
    _Family(360, "pink", "rose", "burgundy", light=0.70),
)


def name_color(hex_color: str) -> str:
    """Return the plain name of a colour given as "#rrggbb", such as "pale sea green" or "warm grey"."""
    rgb = np.array(hex_to_rgb(hex_color), dtype=np.uint8)
    lightness, a, b = (float(part) for part in srgb_bytes_to_oklab(rgb))
    chroma, hue = math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360.0
    if chroma < GREY_CHROMA:
        return _grey(lightness)
    if lightness < 0.24 and chroma < 0.06:
        return f"{_tint(hue)} black"
    if chroma < _TINTED_CHROMA:
        return _tinted(lightness, hue)
    return _chromatic(lightness, chroma, hue)


def _grey(lightness: float) -> str:
    for below, name in ((0.18, "black"), (0.36, "charcoal"), (0.5, "dark grey"), (0.72, "grey"), (0.96, "light grey")):
        if lightness < below:
            return name
    return "white"


def _tint(hue: float) -> str:
    for below, name in ((15, "rosy"), (115, "warm"), (165, "greenish"), (290, "cool"), (345, "mauve")):
        if hue < below:
            return name
    return "rosy"


def _tinted(lightness: float, hue: float) -> str:
    warm = 40 <= hue < 120
    if lightness >= 0.86 and 275 <= hue < 325:
        return "pale lavender"
    if lightness >= 0.93:
        return "cream" if warm else f"{_tint(hue)} white"
    if warm and lightness >= 0.75:
        return "beige"
    return f"{_tint(hue)} {_grey(min(lightness, 0.95)) if lightness >= 0.36 else 'charcoal'}"


def _chromatic(lightness: float, chroma: float, hue: float) -> str:
    if 40 <= hue < 95 and chroma < 0.11 and lightness >= 0.66:
        return _sandy(lightness, hue)
    if 317 < hue <= 350 and chroma > 0.22 and lightness >= 0.55:
        return "magenta"
    family = next(entry for entry in _FAMILIES if hue <= entry.hue_to)
    if lightness < family.dark:
        return family.dark_name.replace("dark ", "deep ") if chroma > 0.15 else family.dark_name
    if family.mid_name == "rust" and lightness > 0.58 and chroma > 0.13:
        return "burnt orange"
    if lightness < family.light:
        return _qualified(_strength(chroma), family.mid_name)
    pale = lightness >= 0.86 and chroma < 0.11
    return _qualified("pale" if pale else _strength(chroma), family.light_name)


def _sandy(lightness: float, hue: float) -> str:
    if lightness >= 0.84:
        return "peach" if hue < 70 else "sand"
    return "tan"


def _strength(chroma: float) -> str:
    if chroma < 0.075:
        return "muted"
    return "vivid" if chroma > _VIVID_CHROMA else ""


def _qualified(word: str, noun: str) -> str:
    plain = noun.removeprefix("light ") if word else noun
    return f"{word} {plain}".strip()
