"""The colour cube: colour maps and the light's tones compiled to one table, and the table applied in one pass."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats, srgb_to_oklab
from .....color.oklch import hue_direction
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, smoothstep, to_bytes
from ...masks.overlay import strips
from ..light.light import MIDDLE_KEY, Light
from ..stage_part import ColorPart, StagePart
from .maps import COLOR_MAPS
from .palette_rule import rule_by_palette
from .variation import Variation, bell

# In OKLab L, of a light with a key:
_LEAST_MOVE = 0.07  # of the middle values by the light
_MIDDLES = (0.2, 0.85)  # bounds of the middle value of a picture, so that paper and night can be moved too
_DARKEST, _LIGHTEST = 0.12, 0.9  # middle values beyond which no light moves a picture for the sake of `_LEAST_MOVE`
_POWERS = (0.55, 2.3)  # bounds of the gamma that moves the middle to the key
CUBE = 21  # nodes per side: between them, interpolation is half a level of 255 off in the mean


@lru_cache(maxsize=1)
def _nodes() -> Floats:
    axis = np.linspace(0.0, 1.0, CUBE, dtype=np.float32)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    nodes = srgb_to_oklab(np.stack([red, green, blue], axis=-1).reshape(-1, 3))
    nodes.flags.writeable = False
    return nodes


def build_cube(picture: Analysis, color: ColorPart | None, light: StagePart[Light] | None, seed: int) -> Floats:
    """Compile colour and tone to a table of sRGB, shape (21**3, 3), red running fastest.

    Args:
        picture: the canvas as measured.
        color: the colour stage's part of the plan; None for as painted.
        light: the light, for its key, contrast, chroma and tints; None for as painted.
        seed: varies hues and the filter of `monochrome`.
    """
    lab = np.array(_nodes())
    if color is not None:
        lab = _colored(lab, picture, color, Variation.of(seed))
    if light is not None:
        lab = _toned(lab, picture, light, Variation.of(seed + 1))
    return oklab_to_srgb_fitted(lab.astype(np.float32))


def apply_cube(rgb: Rgb, cube: Floats) -> Rgb:
    """Map every pixel through a table made by `build_cube`.

    The table is laid out as a texture: across it red, down it green, one page below the other for each of the 256
    blues. `cv2.remap` then interpolates red and green, and blue is exact: many times as fast as a lookup in a cube.
    """
    texture = _texture(cube)
    graded = np.empty_like(rgb)
    for first, last in strips(*rgb.shape[:2]):
        red, green, blue = cv2.split(rgb[first:last])
        down = cv2.addWeighted(green, _STEP, blue, float(CUBE), 0.0, dtype=cv2.CV_32F)
        cv2.remap(texture, cv2.LUT(red, _ACROSS), down, cv2.INTER_LINEAR, dst=graded[first:last])
    return graded


_STEP = (CUBE - 1) / 255.0
_ACROSS = (np.arange(256) * _STEP).astype(np.float32)


def _texture(cube: Floats) -> Rgb:
    """Return a cube as pages of (green, red), one per blue level, shape (256 * CUBE, CUBE, 3)."""
    place = np.arange(256) * _STEP
    below = np.minimum(place.astype(np.int32), CUBE - 2)
    part = (place - below).astype(np.float32)[:, None]
    pages = cube.reshape(CUBE, -1)
    between = pages[below] + (pages[below + 1] - pages[below]) * part
    return to_bytes(between.reshape(256 * CUBE, CUBE, 3) * np.float32(255.0))


def _colored(lab: Floats, picture: Analysis, color: ColorPart, variation: Variation) -> Floats:
    """Apply each dimension's maps after those of the last, (1 - sum w) lab + sum of w map(lab); then the palette."""
    moved = lab
    for group in color.groups:
        start = moved
        moved = start * (1.0 - sum(weight for weight, _ in group))
        for weight, operations in group:
            changed = start
            for operation in operations:
                changed = COLOR_MAPS[operation.name].apply(changed, picture, variation, operation.params)
            moved = moved + weight * changed
    if color.palette is not None:
        ruled = rule_by_palette(moved, color.palette, picture.low, picture.high)
        moved = ruled if color.ruling == 1.0 else moved + color.ruling * (ruled - moved)
    return np.asarray(moved, dtype=np.float32)


def _toned(lab: Floats, picture: Analysis, light: StagePart[Light], variation: Variation) -> Floats:
    """Move the middle value to the key, steepen or flatten around it, and tint darks and lights."""
    recipe, toned = light.asked, lab.copy()
    value = np.clip(lab[:, 0], 0.0, 1.0)
    median = float(np.clip(picture.median, *_MIDDLES))
    key = median
    if recipe.key is not None:
        # A high key lightens and a low key darkens, however light or dark the picture is already.
        beyond = max(recipe.key, min(median + _LEAST_MOVE, _LIGHTEST))
        if recipe.key < MIDDLE_KEY:
            beyond = min(recipe.key, max(median - _LEAST_MOVE, _DARKEST))
        key = median + (beyond + 0.02 * variation.other - median) * light.amount
        value = value ** float(np.clip(np.log(key) / np.log(median), *_POWERS))
    below = key * np.clip(value / key, 0.0, 1.0) ** recipe.contrast
    above = 1.0 - (1.0 - key) * np.clip((1.0 - value) / (1.0 - key), 0.0, 1.0) ** recipe.contrast
    value = np.where(value < key, below, above)
    lights = smoothstep(0.1, 0.9, value)[:, None]
    turn = variation.turn_deg
    tint = hue_direction(recipe.shadow_hue + turn) * recipe.shadow_tint * (1.0 - lights)
    tint = tint + hue_direction(recipe.light_hue + turn) * recipe.light_tint * lights
    toned[:, 0] = value
    toned[:, 1:] = lab[:, 1:] * recipe.chroma + tint * (0.25 + 0.75 * bell(value))[:, None]
    return toned
