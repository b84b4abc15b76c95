"""Shape design: few flat shapes with calm outlines, the background simplified first and the focus last."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...canvas.regions import Regions, coverage, find_regions, soft_masks
from ...masks.fields import Rgb, spread
from ...masks.overlay import blend, strips
from ..stage_part import costly
from .spared import lay_sparing
from .thin_marks import keep_marks

_ROUNDED_AWAY = 1 / 512  # a weight too small for bytes to show: half a level
_CRISP = 14.0  # steepness of the outlines after enlarging: anti-aliased, not soft


@dataclass(frozen=True)
class Shapes:
    """The parameters of `shapes`."""

    count: float = 6.0
    """Colours away from the focus, give or take one by the seed; number, 2 to 23."""
    calm: float = costly(1.0, most=100.0)
    """Smoothness of outlines; factor, 0.2 to 3."""
    focal: float = 12.0
    """Colours at the focus; number, 2 to 24."""
    chroma: float = 1.12
    """Chroma of the shapes; factor, 0 to 2."""
    contrast: float = 1.12
    """Contrast of the shapes' values; factor, 0 to 2."""
    hold: float = 0.55
    """Part of faces and focal detail that stays as painted; share, 0 to 1."""


def shapes(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Shapes) -> Rgb:
    """Reduce a picture to flat shapes."""
    rng = np.random.default_rng([seed, 5])
    count = max(2, round(params.count) + int(rng.integers(-1, 2)))
    calm = params.calm * float(rng.uniform(0.8, 1.3))
    coarse = find_regions(rgb, picture, count)
    flat = _flat(rgb, coarse, (1.5 + 2.4 * amount) * calm, params)
    fine = find_regions(rgb, picture, max(2, round(params.focal)), calm=5)
    focal = np.maximum(0.75 * fine.focal, spread(picture.focus.protect, *fine.focal.shape))
    flat = blend(flat, _flat(rgb, fine, 1.0, params, focal), focal)
    flat = cv2.resize(flat, rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    flat = keep_marks(flat, rgb, picture)
    covered = coverage(picture, amount, params.hold)
    return lay_sparing(rgb, flat, picture, covered, amount)


def _flat(rgb: Rgb, regions: Regions, sigma: float, params: Shapes, needed: Floats | None = None) -> Rgb:
    """Fill the regions with their flat colours, their outlines smoothed by `sigma`.

    The result has half the size: flat colour has no detail but outlines, which enlarging keeps smooth. It is black
    outside the box of the pixels where the mask `needed` is above 0.
    """
    height, width = (rgb.shape[0] + 1) // 2, (rgb.shape[1] + 1) // 2
    (top, bottom), (left, right) = (0, height), (0, width)
    if needed is not None:
        (top, bottom), (left, right) = _extent(needed.max(axis=1), height), _extent(needed.max(axis=0), width)
    colors = _designed(regions.colors, params)
    masks = soft_masks(regions, sigma)
    members = np.empty((len(masks), height, width), np.float32)
    for mask, member in zip(masks, members, strict=True):
        cv2.resize(mask, (width, height), dst=member, interpolation=cv2.INTER_LINEAR)
    flat = np.zeros((height, width, 3), np.uint8)
    planes = np.ascontiguousarray(colors.T)
    for above, below in strips(bottom - top, (right - left) * len(masks)):
        first, last = top + above, top + below
        part = members[:, first:last, left:right].reshape(len(masks), -1)
        part -= part.max(axis=0)
        part *= np.float32(_CRISP)
        part += np.float32(1.0)
        np.maximum(part, np.float32(0.0), out=part)
        part *= part
        mixed = planes @ part
        mixed /= part.sum(axis=0)
        np.rint(mixed, out=mixed)
        flat[first:last, left:right] = cv2.merge(list(mixed.astype(np.uint8).reshape(3, last - first, -1)))
    return flat


def _extent(profile: Floats, size: int) -> tuple[int, int]:
    """Return first and last (exclusive) pixel of a side of `size` pixels within which a mask's profile is above 0."""
    seen = np.flatnonzero(profile > _ROUNDED_AWAY)
    if not len(seen):
        return 0, 0
    scale = size / len(profile)
    return max(int((seen[0] - 1) * scale), 0), min(int(np.ceil((seen[-1] + 2) * scale)), size)


def _designed(colors: Floats, params: Shapes) -> Floats:
    """Return the clusters' colours as sRGB, 0 to 255, with the chroma and contrast that the parameters ask for."""
    lab = colors.copy()
    lab[:, 1:] *= params.chroma
    mean = float(lab[:, 0].mean())
    lab[:, 0] = np.clip(mean + (lab[:, 0] - mean) * params.contrast, 0.06, 0.97)
    return oklab_to_srgb_fitted(lab) * 255.0
