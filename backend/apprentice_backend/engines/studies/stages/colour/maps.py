"""Colour maps: functions from OKLab colours to OKLab colours, which look at the analysis of the picture.

Each takes colours of shape (n, 3), the analysis, a `Variation` drawn by the seed, and parameters, and returns as many
colours, in or out of gamut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from apprentice_shared.swatch import hex_to_rgb

from .....color.oklab import Floats, srgb_bytes_to_oklab
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import smoothstep
from ...recipes.recipe import Params, number

# The share of its colour that skin keeps where faces were found, and that skin-like colours keep where none were.
_SKIN_KEPT, _LIKE_SKIN_KEPT = 0.85, 0.3
WARM_DEG, COOL_DEG = 62.0, 245.0  # oranges and cold blues in OKLab's plane


@dataclass(frozen=True)
class Variation:
    """The variation of colour maps by the seed: a turn of hue in degrees, and -1 to 1 for anything else."""

    turn_deg: float = 0.0
    other: float = 0.0

    @classmethod
    def of(cls, seed: int) -> Variation:
        """Draw a variation."""
        rng = np.random.default_rng([seed, 1])
        return cls(float(rng.uniform(-13.0, 13.0)), float(rng.uniform(-1.0, 1.0)))


def bell(lightness: Floats) -> Floats:
    """Return 4 L (1 - L): 1 in the middle values, 0 in black and white, where colour has no room."""
    return np.clip(4.0 * lightness * (1.0 - lightness), 0.0, 1.0)


def skin(lab: Floats) -> Floats:
    """Return the likeness of colours to skin, light or dark, 0 to 1, shape (n,): a band of hue of moderate chroma.

    Source: skin keeps to a narrow band of hue, about 30 to 80 degrees in OKLab, whatever its lightness (Xiao et al.
    2017, "Characterising the variations in ethnic skin colours", in CIELAB).
    """
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    band = smoothstep(22.0, 38.0, hue) * smoothstep(82.0, 66.0, hue)
    return band * smoothstep(0.02, 0.04, chroma) * smoothstep(0.18, 0.13, chroma) * smoothstep(0.25, 0.4, lab[:, 0])


def temperature(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Turn hues towards an axis; opposed colours are compressed, but for the strongest few, which stay as an accent.

    Parameters: `axis` in degrees; `shadow_hue`, `light_hue` of the tint in darks and lights, in degrees; `tint`, its
    chroma; `turn`, the swing of opposed hues to the side; `keep`, the share of chroma that opposed colours keep; `gain`
    on the chroma along the axis; `accent`, the share that the accent keeps; `lift` of the middle values.
    """
    axis = number(params, "axis", WARM_DEG)
    unit = hue_direction(axis + 0.5 * variation.turn_deg)
    across = np.array([-unit[1], unit[0]], np.float32)
    along, side = lab[:, 1:] @ unit, lab[:, 1:] @ across
    opposed: Floats = np.maximum(-along, 0.0).astype(np.float32)
    warmer = 0.5 + 0.5 * np.tanh(along / 0.04)
    keep = number(params, "keep", 0.14)
    new_along = along * (keep * (1.0 - warmer) + number(params, "gain", 1.04) * warmer)
    new_side = side * 0.85 + number(params, "turn", -0.4) * opposed
    already = float(picture.mean[1:] @ unit)
    tint = float(np.clip(number(params, "tint", 0.07) - 0.75 * max(already, -0.02), 0.014, 0.085))
    lightness = lab[:, 0]
    low, high = number(params, "shadow_hue", axis), number(params, "light_hue", axis)
    hue = np.radians(low + variation.turn_deg + (high - low) * lightness)
    amount = tint * (0.35 + bell(lightness) + 0.42 * lightness)
    changed = np.empty_like(lab)
    changed[:, 0] = lightness - 0.04 * np.clip(lightness, 0.0, 1.0) ** 6 + number(params, "lift", 0.0) * bell(lightness)
    changed[:, 1] = new_along * unit[0] + new_side * across[0] + amount * np.cos(hue)
    changed[:, 2] = new_along * unit[1] + new_side * across[1] + amount * np.sin(hue)
    accent = _accent(opposed, picture, unit)[:, None] * number(params, "accent", 0.8)
    if picture.focus.faces:
        accent = np.maximum(accent, _SKIN_KEPT * skin(lab)[:, None])
    return np.asarray(changed * (1.0 - accent) + lab * accent, dtype=np.float32)


def _accent(opposed: Floats, picture: Analysis, unit: Floats) -> Floats:
    """Return each colour's share in the picture's accent against the axis: the few percent that oppose it most."""
    painted = np.maximum(-(picture.tiny_flat[:, 1:] @ unit), np.float32(0.0))
    strong = float(np.percentile(painted, 99.7))
    if strong < 0.045 or float((painted > 0.75 * strong).mean()) > 0.14:
        return np.zeros_like(opposed)
    return smoothstep(0.5 * strong, 1.0 * strong, opposed)


def vibrance(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Strengthen weak colours most, push hues off the dominant one, and split neutrals into cold darks, warm lights.

    Parameters: `gain`, the relative chroma that the weakest colours win; `contrast` of hues, in radians; `split`, the
    chroma of the neutrals' tint.
    """
    lightness = lab[:, 0]
    chroma: Floats = np.maximum(np.hypot(lab[:, 1], lab[:, 2]), np.float32(1e-6))
    gain = 1.0 + number(params, "gain", 1.0) * np.exp(-chroma / 0.20)
    hue = np.arctan2(lab[:, 2], lab[:, 1])
    away = (hue - np.radians(picture.hue_deg) + np.pi) % (2.0 * np.pi) - np.pi
    hue = hue + number(params, "contrast", 0.22) * np.sin(away) * smoothstep(0.02, 0.08, chroma)
    light = smoothstep(0.25, 0.8, lightness)[:, None]
    strength = bell(lightness) * (0.3 + 0.7 * np.exp(-chroma / 0.05)) * number(params, "split", 0.045)
    dark_hue, light_hue = hue_direction(285.0 + 1.5 * variation.turn_deg), hue_direction(85.0 - variation.turn_deg)
    tint = (dark_hue * (1.0 - light) + light_hue * light) * strength[:, None]
    changed = np.empty_like(lab)
    changed[:, 0] = np.clip(lightness + 0.04 * np.sin(2.0 * np.pi * (np.clip(lightness, 0, 1) - 0.5)), 0.0, 1.0)
    changed[:, 1] = chroma * gain * np.cos(hue) + tint[:, 0]
    changed[:, 2] = chroma * gain * np.sin(hue) + tint[:, 1]
    own = (_SKIN_KEPT if picture.focus.faces else _LIKE_SKIN_KEPT) * skin(lab)[:, None]
    return np.asarray(changed + (lab - changed) * own, dtype=np.float32)


def mute(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Grey every colour towards one mother colour, the picture's own mean, and close the range of values a little.

    Parameters: `keep`, the share of chroma that stays; `mother`, the share of the mother colour that enters; `floor` of
    the values, in OKLab L.
    """
    mother = picture.mean[1:]
    strength = float(np.hypot(*mother))
    hue = float(np.degrees(np.arctan2(mother[1], mother[0]))) + 2.5 * variation.turn_deg
    tint = hue_direction(hue) * min(max(strength, 0.016), 0.036) * number(params, "mother", 0.55)
    floor = number(params, "floor", 0.09)
    changed = np.empty_like(lab)
    changed[:, 0] = floor + (0.965 - 1.6 * floor) * lab[:, 0]
    changed[:, 1:] = lab[:, 1:] * number(params, "keep", 0.32) + tint
    return changed


def monochrome(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Print in one ink. The values are spread over the range, and the seed chooses the hues that come out light.

    Parameters: `hue` in degrees and `chroma` of the ink, neutral by default; `drift`, the turn of its hue in degrees
    from black to white.
    """
    lightness, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    seen = lightness + 0.18 * (chroma - picture.chroma)
    # A coloured filter before black-and-white film: its own hue comes out light, the opposite dark.
    filter_hue = hue_direction(picture.hue_deg + 180.0 * variation.other)
    seen = seen + 0.35 * (lab[:, 1:] @ filter_hue - float(picture.mean[1:] @ filter_hue))
    wide = (seen - picture.low) / max(picture.high - picture.low + 0.05, 0.15) * 0.86 + 0.07
    value = np.asarray(0.75 * np.clip(wide, 0.0, 1.0) + 0.25 * np.clip(seen, 0.0, 1.0), dtype=np.float32)
    ink = number(params, "chroma", 0.0) * bell(value)
    hue = np.radians(number(params, "hue", 0.0) + number(params, "drift", 26.0) * (value - 0.5))
    return np.stack([value, ink * np.cos(hue), ink * np.sin(hue)], axis=-1).astype(np.float32)


def inks(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Print in few inks: each colour is replaced, by its lightness, from a ramp of swatches, dark to light.

    Parameters: `swatches`, two or more "#rrggbb" from dark to light, black and white by default; `keep`, the share of
    the old a and b that is added; `spread`, the share by which the picture's values are pulled over the whole ramp.
    """
    swatches = params.get("swatches")
    names = swatches if isinstance(swatches, tuple) else ("#000000", "#ffffff")
    ramp = srgb_bytes_to_oklab(np.array([hex_to_rgb(name) for name in names], np.uint8))
    lightness = np.clip(lab[:, 0], 0.0, 1.0)
    wide = np.clip((lightness - picture.low) / max(picture.high - picture.low, 0.15), 0.0, 1.0)
    pull = number(params, "spread", 0.6)
    place = np.clip(lightness * (1.0 - pull) + wide * pull + 0.03 * variation.other * bell(lightness), 0.0, 1.0)
    stops = np.linspace(0.0, 1.0, len(ramp))
    printed = np.stack([np.interp(place, stops, ramp[:, channel]) for channel in range(3)], axis=-1)
    printed[:, 1:] += lab[:, 1:] * number(params, "keep", 0.0)
    return printed.astype(np.float32)


def invert(lab: Floats, picture: Analysis, variation: Variation, params: Params) -> Floats:
    """Exchange light and dark, as on a photographic plate. Parameter: `keep`, the share of chroma that stays."""
    del picture, variation
    changed = lab * number(params, "keep", 1.0)
    changed[:, 0] = 1.0 - np.clip(lab[:, 0], 0.0, 1.0)
    return np.asarray(changed, dtype=np.float32)


ColorMap = Callable[[Floats, Analysis, Variation, Params], Floats]
COLOR_MAPS: dict[str, ColorMap] = {
    "temperature": temperature,
    "vibrance": vibrance,
    "mute": mute,
    "monochrome": monochrome,
    "inks": inks,
    "invert": invert,
}

# The parameters that a pack may give to each map; any other word is a misspelling.
COLOR_PARAMS: dict[str, frozenset[str]] = {
    "temperature": frozenset({"axis", "shadow_hue", "light_hue", "tint", "turn", "keep", "gain", "accent", "lift"}),
    "vibrance": frozenset({"gain", "contrast", "split"}),
    "mute": frozenset({"keep", "mother", "floor"}),
    "monochrome": frozenset({"hue", "chroma", "drift"}),
    "inks": frozenset({"swatches", "keep", "spread"}),
    "invert": frozenset({"keep"}),
}
