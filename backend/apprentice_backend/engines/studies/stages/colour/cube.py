"""The colour cube: colour maps and the light's tones compiled to one table, and the table applied in one pass."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .....color.gamut import fit_oklab_to_srgb, oklab_to_srgb_fitted
from .....color.oklab import Floats, srgb_to_oklab
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, to_bytes
from ...masks.overlay import strips
from ..light.dark_guard import lift_darks
from ..light.light import Light
from ..light.parting import keep_parting
from ..stage_part import ColorPart, StagePart
from .hue_guard import KEPT, own_hues
from .maps import COLOR_MAPS
from .palette_rule import rule_by_palette
from .tone import tone, withhold_light
from .variation import Variation

_SAMPLE = 1000  # colours of the picture that the hue guard looks at, about
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
    sample = picture.tiny_flat[:: max(1, len(picture.tiny_flat) // _SAMPLE)]
    start = np.concatenate([_nodes(), sample])
    lab = start
    if color is not None:
        lab = _colored(lab, picture, color, Variation.of(seed))
    if light is not None:
        lab = tone(lab, picture, light, Variation.of(seed + 1))
    free = free_share(color)
    if free > 0.0:
        share, gain = own_hues(sample, lab[len(_nodes()) :], KEPT * free)
        lab[:, 1:] += share * (gain * start[:, 1:] - lab[:, 1:])
        shown = fit_oklab_to_srgb(lab[len(_nodes()) :])
        lab = keep_parting(sample, shown, lab, free)
    if light is not None:
        lab[:, 0] = withhold_light(start, lab)
    lab[:, 0] = lift_darks(sample[:, 0], lab[len(_nodes()) :, 0], lab[:, 0])
    return oklab_to_srgb_fitted(lab[: len(_nodes())].astype(np.float32))


def free_share(color: ColorPart | None) -> float:
    """Return the share of a study's colour that no palette rules, neither the artist's nor that of a map."""
    if color is None:
        return 1.0
    if color.palette is not None:
        return 0.0
    ruled = [
        sum(weight for weight, operations in group if any(COLOR_MAPS[one.name].ruled for one in operations))
        for group in color.groups
    ]
    return max(1.0 - sum(ruled), 0.0)


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
