"""Plain names of colours, from hue, lightness and chroma in OKLCH.

The words are those a painter would say across a room; a name is a hint, not an identity. Names are kept in English, and
put into the artist's language where they are shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from apprentice_shared.language import later, tr
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
    _Family(12, later("pink"), later("rose"), later("burgundy"), light=0.70),
    _Family(35, later("salmon"), later("red"), later("maroon"), light=0.70),
    _Family(47, later("coral"), later("rust"), later("brown"), light=0.70, dark=0.45),
    _Family(75, later("orange"), later("brown"), later("dark brown"), light=0.72),
    _Family(84, later("amber"), later("ochre"), later("umber"), light=0.78),
    _Family(101, later("gold"), later("mustard"), later("dark olive"), light=0.80),
    _Family(118, later("yellow"), later("olive"), later("dark olive"), light=0.82),
    _Family(136, later("lime"), later("moss green"), later("dark moss green"), light=0.80),
    _Family(152, later("light green"), later("green"), later("forest green"), light=0.76),
    _Family(178, later("mint green"), later("sea green"), later("dark sea green"), light=0.78),
    _Family(208, later("turquoise"), later("teal"), later("dark teal"), light=0.66),
    _Family(238, later("sky blue"), later("cerulean"), later("petrol blue"), light=0.70),
    _Family(275, later("light blue"), later("blue"), later("navy"), light=0.68, dark=0.36),
    _Family(293, later("periwinkle"), later("indigo"), later("dark indigo"), light=0.64, dark=0.34),
    _Family(317, later("lavender"), later("violet"), later("dark violet"), light=0.66, dark=0.36),
    _Family(338, later("lilac"), later("purple"), later("dark purple"), light=0.70),
    _Family(354, later("pink"), later("raspberry"), later("plum"), light=0.70),
    _Family(360, later("pink"), later("rose"), later("burgundy"), light=0.70),
)


_GREYS = (
    (0.18, later("black")),
    (0.36, later("charcoal")),
    (0.5, later("dark grey")),
    (0.72, later("grey")),
    (0.96, later("light grey")),
)
_WHITE = later("white")
_TINTS = (
    (15, later("rosy", context="colour")),
    (115, later("warm", context="colour")),
    (165, later("greenish", context="colour")),
    (290, later("cool", context="colour")),
    (345, later("mauve", context="colour")),
)
_STRENGTHS = (
    later("pale", context="colour"),
    later("muted", context="colour"),
    later("vivid", context="colour"),
    later("deep", context="colour"),
)
_SANDY = (later("peach"), later("sand"), later("tan"), later("cream"), later("beige"))
_MAGENTA, _ORANGE = later("magenta"), later("burnt orange")
# Two words of those above.
_LAVENDER = f"{_STRENGTHS[0]} lavender"
_NOUNS = {
    *(noun for family in _FAMILIES for noun in (family.light_name, family.mid_name, family.dark_name)),
    *(name for _, name in _GREYS),
    *(_WHITE, *_SANDY, _MAGENTA, _ORANGE),
}
_QUALITIES = {*_STRENGTHS, *(name for _, name in _TINTS)}


def color_word(name: str) -> str:
    """Return a colour's name in the language in use; one that was given by hand stays as it is."""
    if name in _NOUNS:
        return tr(name)
    quality, _, noun = name.partition(" ")
    if quality not in _QUALITIES or noun not in _NOUNS:
        return name
    # Translators: a colour's name, such as "pale sea green"
    return tr("{quality} {colour}", quality=tr(quality, context="colour"), colour=tr(noun))


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
    for below, name in _GREYS:
        if lightness < below:
            return name
    return _WHITE


def _tint(hue: float) -> str:
    for below, name in _TINTS:
        if hue < below:
            return name
    return _TINTS[0][1]


def _tinted(lightness: float, hue: float) -> str:
    warm = 40 <= hue < 120
    if lightness >= 0.86 and 275 <= hue < 325:
        return _LAVENDER
    if lightness >= 0.93:
        return "cream" if warm else f"{_tint(hue)} white"
    if warm and lightness >= 0.75:
        return "beige"
    return f"{_tint(hue)} {_grey(min(lightness, 0.95)) if lightness >= 0.36 else 'charcoal'}"


def _chromatic(lightness: float, chroma: float, hue: float) -> str:
    if 40 <= hue < 95 and chroma < 0.11 and lightness >= 0.66:
        return _sandy(lightness, hue)
    if 317 < hue <= 350 and chroma > 0.22 and lightness >= 0.55:
        return _MAGENTA
    family = next(entry for entry in _FAMILIES if hue <= entry.hue_to)
    if lightness < family.dark:
        return family.dark_name.replace("dark ", "deep ") if chroma > 0.15 else family.dark_name
    if family.mid_name == "rust" and lightness > 0.58 and chroma > 0.13:
        return _ORANGE
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
