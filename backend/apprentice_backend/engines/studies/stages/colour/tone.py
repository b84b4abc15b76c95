"""The tones of a light: the values of a picture about another key and in another contrast, and tinted darks and lights.

Darks and lights move by curves that are anchored at the picture's own dark and light, so that neither is crushed.
"""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import bell, ramp, smoothstep
from ..light.light import MIDDLE_KEY, Light
from ..stage_part import StagePart
from .variation import Variation

# In OKLab L, of a light with a key:
_LEAST_MOVE = 0.07  # of the middle values by the light
_MOST_LIFT = 0.2  # of them by a high key: a night stays darker than a noon
_DARKEST, _LIGHTEST = 0.12, 0.9  # middle values beyond which no light moves a picture for the sake of `_LEAST_MOVE`
_POWERS = (0.6, 2.2)  # bounds of the gamma that moves the middle to the key
_INSIDE = (0.08, 0.92)  # places of the middle between dark and light, 0 to 1: paper and night can be moved too
_BELOW = 0.4  # share of a picture's dark at which the curves begin: a curve is flat there, and darks keep their steps
_LEAST_RANGE = 0.2  # between dark and light
_FLOOR, _CEILING = 0.17, 0.975  # values that a wider contrast does not pass, unless the picture did before
_OPENED = 0.5  # share of a wider contrast by which dark and light move apart
_LIFTED = (
    0.65  # share of a narrower contrast by which the dark comes nearer to the key: less than the light, or it is fog
)
_EXPOSED = 1.2  # greatest gain of the lights where a light is of a higher key
_ROOM, _ROOMIEST_DEG = (1.5, 0.4), 100.0  # lightness that a unit of chroma takes away, and the part that goes by hue
_WITHHELD = 0.85  # share of a lightening beyond that room
_FOLLOWS = 0.5  # power of a value's change by which its chroma follows
_OPPOSED, _OPPOSED_LESS = 0.02, 0.8  # parting against the tints at which they lose the most, and that share of them
_CHROMA = (0.6, 1.5)  # bounds of that change of chroma


def tone(lab: Floats, picture: Analysis, light: StagePart[Light], variation: Variation) -> Floats:
    """Move the middle value to the key, steepen or flatten around it, and tint darks and lights.

    Args:
        lab: OKLab colours, shape (n, 3).
        picture: the canvas as measured.
        light: the light, for its key, contrast, chroma and tints.
        variation: of the key and the hues.
    """
    recipe, toned = light.asked, lab.copy()
    old = np.clip(lab[:, 0], 0.0, 1.0)
    value = _curved(old, picture, light, variation)
    follow = np.clip((value + 0.02) / (old + 0.02), 0.0, 8.0) ** _FOLLOWS
    lights = smoothstep(0.1, 0.9, value)[:, None]
    turn = variation.turn_deg
    of_darks = hue_direction(recipe.shadow_hue + turn) * recipe.shadow_tint
    of_lights = hue_direction(recipe.light_hue + turn) * recipe.light_tint
    tint = (of_darks * (1.0 - lights) + of_lights * lights) * _agreed(of_lights - of_darks, picture)
    toned[:, 1:] = lab[:, 1:] * (recipe.chroma * np.clip(follow, *_CHROMA))[:, None]
    toned[:, 1:] += tint * (0.25 + 0.75 * bell(value))[:, None]
    toned[:, 0] = value
    return toned


def withhold_light(before: Floats, after: Floats) -> Floats:
    """Return the values of colours, lightened no further than sRGB has room for their chroma: they would go pale.

    The room for a chroma c of hue h ends about at L = 1 - (k - m cos(h - 100°)) c, later for yellows than for blues.

    Args:
        before, after: OKLab of canvas and study, shape (n, 3).
    """
    toward_yellow = after[:, 1:] @ hue_direction(_ROOMIEST_DEG)
    chroma = np.hypot(after[:, 1], after[:, 2])
    room = 1.0 - _ROOM[0] * chroma + _ROOM[1] * toward_yellow
    return np.asarray(
        after[:, 0] - _WITHHELD * np.maximum(after[:, 0] - np.maximum(before[:, 0], room), 0.0), dtype=np.float32
    )


def _agreed(parting: Floats, picture: Analysis) -> float:
    """Return the share of the tints that is laid over a picture: little of it where they oppose its own parting.

    Cold lights over warm darks, as of a sky over earth, would else be evened out.
    """
    length = float(np.hypot(*parting))
    own = float((picture.lights - picture.darks) @ parting) / length if length > 0.0 else 0.0
    return 1.0 - _OPPOSED_LESS * ramp(0.0, _OPPOSED, -own)


def _curved(old: Floats, picture: Analysis, light: StagePart[Light], variation: Variation) -> Floats:
    """Return the values of a light: a gamma of (v - low) / (high - low), a slope about the key, a new low and high."""
    contrast = light.asked.contrast
    low = max(_BELOW * picture.low, 0.02)
    high = min(max(picture.high, low + _LEAST_RANGE), 0.99)
    median = float(np.clip(picture.median, low + 0.01, high - 0.01))
    key = median if light.asked.key is None else _key(light, median, variation)
    new_low, new_high = _ends(low, high, key, median, contrast)
    middle = float(np.clip((median - low) / (high - low), *_INSIDE))
    wanted = float(np.clip((key - new_low) / (new_high - new_low), *_INSIDE))
    power = float(np.clip(np.log(wanted) / np.log(middle), *_POWERS))
    place = np.clip((old - low) / (high - low), 0.0, 1.0) ** power
    about = middle**power
    below = about * np.clip(place / about, 0.0, 1.0) ** contrast
    above = 1.0 - (1.0 - about) * np.clip((1.0 - place) / (1.0 - about), 0.0, 1.0) ** contrast
    inside = new_low + (new_high - new_low) * np.where(place < about, below, above)
    darker, lighter = old * (new_low / low), 1.0 - (1.0 - old) * ((1.0 - new_high) / (1.0 - high))
    return np.asarray(np.where(old < low, darker, np.where(old > high, lighter, inside)), dtype=np.float32)


def _key(light: StagePart[Light], median: float, variation: Variation) -> float:
    """Return the middle of the values; a high key lightens and a low one darkens however light the picture is."""
    wanted = light.asked.key if light.asked.key is not None else median
    beyond = min(max(wanted, min(median + _LEAST_MOVE, _LIGHTEST)), median + _MOST_LIFT)
    if wanted < MIDDLE_KEY:
        beyond = min(wanted, max(median - _LEAST_MOVE, _DARKEST))
    return median + (beyond + 0.02 * variation.other - median) * light.amount


def _ends(low: float, high: float, key: float, median: float, contrast: float) -> tuple[float, float]:
    """Return the new dark and the new light."""
    # A light that brings values closer together leaves the lights where they are.
    exposed = 1.0 + (_EXPOSED - 1.0) * ramp(0.8, 1.0, contrast)
    gain = float(np.clip(key / median, 1.0, exposed))
    bright = max(min(high * gain, _CEILING), high) if gain > 1.0 else high
    if contrast < 1.0:
        closer = 1.0 - contrast
        return low + _LIFTED * closer * max(key - low, 0.0), bright - 0.5 * closer * max(bright - key, 0.0)
    apart = _OPENED * (contrast - 1.0)
    dark = min(low, max(low - apart * max(key - low, 0.0), _FLOOR))
    return dark, max(bright, min(bright + apart * max(bright - key, 0.0), _CEILING))
