"""Families: a picture in a few families of value and hue, firm between them, lost within."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats, srgb_bytes_to_oklab
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, guided, quantiles, small_rgb, smoothstep, spread, to_bytes
from ...masks.overlay import blend
from ..stage_part import costly
from .spared import lay_sparing

_WORK_PX = 640  # longer side at which families are found
_FIRM = 0.22  # share of the way between two families in which one turns into the other
_ACCENT = 0.985  # quantile of chroma from which a colour is an accent, and keeps its hue
_FOCUS_KEPT = 0.45  # share of focal detail that stays as it is
_KMEANS_SEED = 7


@dataclass(frozen=True)
class Families:
    """The parameters of `families`."""

    values: float = costly(3.0, most=12.0)
    """Families of value; number, 2 to 6."""
    focal: float = costly(5.0, most=12.0)
    """Families of value at the focus; number, 2 to 8."""
    hues: float = costly(3.0, most=12.0)
    """Families of hue, beside the accent; number, 1 to 6."""
    within: float = 0.42
    """Difference of values that is kept within a family; share, 0 to 1."""
    calm: float = costly(1.0, most=12.0)
    """Calming of small shapes; factor, 0.3 to 2."""


def families(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Families) -> Rgb:
    """Draw values and hues together into families."""
    del seed  # the families are the picture's own
    height, width = rgb.shape[:2]
    scale = min(1.0, _WORK_PX / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = small_rgb(rgb, size)
    focal = smoothstep(0.45, 0.8, spread(np.maximum(picture.focus.saliency, picture.focus.protect), size[1], size[0]))
    lab = srgb_bytes_to_oklab(_calmed(small, focal, params.calm))
    lightness = lab[..., 0]
    few, more = (_drawn_together(lightness, round(count), params.within) for count in (params.values, params.focal))
    lab[..., 0] = few + (more - few) * focal
    lab[..., 1:] = _few_hues(lab[..., 1:], round(params.hues))
    simple = to_bytes(np.ascontiguousarray(oklab_to_srgb_fitted(lab) * np.float32(255.0)))
    if size != (width, height):
        simple = cv2.resize(simple, (width, height), interpolation=cv2.INTER_CUBIC)
    covered = np.float32(min(amount, 1.0)) * (1.0 - spread(picture.focus.kept(_FOCUS_KEPT), size[1], size[0]))
    return lay_sparing(rgb, simple, picture, covered, amount)


def _calmed(small: Rgb, focal: Floats, calm: float) -> Rgb:
    """Return a picture without small shapes away from the focus, its edges kept."""
    side = max(small.shape[:2])
    calmed = small
    for _ in range(max(1, round(3 * calm * side / _WORK_PX))):
        calmed = cv2.medianBlur(calmed, 5)
    near = cv2.medianBlur(small, 3)
    return blend(calmed, near, focal)


def _drawn_together(lightness: Floats, count: int, within: float) -> Floats:
    """Return lightness in `count` steps of equal area, each value `within` of its way from its step."""
    count = max(count, 1)
    shares = tuple((step + 0.5) / count for step in range(count))
    steps = np.array(quantiles(np.ascontiguousarray(lightness), shares), np.float32)
    base = guided(lightness, lightness, max(1, max(lightness.shape) // 90), 4e-3)
    drawn = np.full_like(base, steps[0])
    for lower, upper in pairwise(steps):
        gap = max(float(upper - lower), 0.02)
        middle = (lower + upper) / 2.0
        drawn += (upper - lower) * smoothstep(middle - _FIRM * gap, middle + _FIRM * gap, base)
    return np.asarray(drawn + within * (lightness - drawn), dtype=np.float32)


def _few_hues(plane: Floats, count: int) -> Floats:
    """Turn hues towards the nearest of a few that the picture has most of; the strongest colours keep theirs."""
    chroma = np.hypot(plane[..., 0], plane[..., 1])
    hue = np.arctan2(plane[..., 1], plane[..., 0])
    strong = chroma > 0.015
    if float(strong.mean()) < 0.01 or count < 1:
        return plane
    points = np.column_stack([np.cos(hue[strong]), np.sin(hue[strong])]).astype(np.float32)[::7]
    count = min(count, len(points))
    cv2.setRNGSeed(_KMEANS_SEED)
    _, _, centres = cv2.kmeans(np.ascontiguousarray(points), count, None, (3, 12, 1e-3), 1, cv2.KMEANS_PP_CENTERS)
    own = np.stack([np.cos(hue), np.sin(hue)], axis=-1)
    nearest = centres[np.argmax(own @ centres.T, axis=-1)]
    nearest /= np.maximum(np.linalg.norm(nearest, axis=-1, keepdims=True), 1e-3)
    (accent,) = quantiles(np.ascontiguousarray(chroma.astype(np.float32)), (_ACCENT,))
    kept = smoothstep(0.85 * accent, 1.1 * accent, chroma.astype(np.float32))[..., None]
    turned = own + (nearest - own) * 0.8
    turned /= np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), 1e-3)
    simple = turned * chroma[..., None]
    return np.asarray(simple + (plane - simple) * kept, dtype=np.float32)
