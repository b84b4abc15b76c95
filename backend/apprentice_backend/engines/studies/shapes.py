"""Shape design: few flat shapes with calm outlines, the background simplified first and the focus last."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from ...color.gamut import oklab_to_srgb_fitted
from ...color.oklab import Floats
from .analysis import Analysis
from .color_maps import number
from .fields import Rgb, blend, spread, to_bytes
from .recipe import Params
from .regions import Regions, coverage, find_regions, soft_masks

_CRISP = 9.0  # steepness of the outlines after enlarging: anti-aliased, not soft


def shapes(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Params) -> Rgb:
    """Reduce a picture to flat shapes.

    Parameters: `count` of values; `calm`, how smooth the outlines become; `focal`, values at the focus; `chroma` and
    `contrast`, factors; `grain` of the paper; `hold`, what stays of faces.
    """
    rng = np.random.default_rng([seed, 5])
    count = max(2, round(number(params, "count", 6.0)) + int(rng.integers(-1, 2)))
    calm = number(params, "calm", 1.0) * float(rng.uniform(0.8, 1.3))
    height, width = rgb.shape[:2]
    coarse = find_regions(rgb, picture, count)
    whole = Window(0, 0, width, height)
    flat = _flat(coarse, (1.5 + 2.4 * amount) * calm, (height, width), whole, params)
    fine = find_regions(rgb, picture, max(2, round(number(params, "focal", 12.0))), calm=5)
    focal = np.maximum(0.75 * fine.focal, spread(picture.focus.protect, *fine.focal.shape))
    focal = spread(focal, height, width)
    near = _extent(focal)
    if near is not None:
        area = (slice(near.top, near.bottom), slice(near.left, near.right))
        detailed = _flat(fine, 1.0, (height, width), near, params)
        flat[area] = blend(flat[area], detailed, focal[area])
    covered = coverage(picture, amount, number(params, "hold", 0.35))
    return blend(rgb, flat, spread(covered, height, width))


class Window(NamedTuple):
    """A part of the picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def _extent(mask: Floats) -> Window | None:
    """Return the smallest window outside which a mask is nothing; None where it is nothing everywhere."""
    columns = np.flatnonzero(mask.max(axis=0) > 0.01)
    rows = np.flatnonzero(mask.max(axis=1) > 0.01)
    if not columns.size or not rows.size:
        return None
    return Window(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _flat(regions: Regions, sigma: float, size: tuple[int, int], window: Window, params: Params) -> Rgb:
    """Fill a window of the picture, whose (height, width) is `size`, with the regions' flat colours."""
    height, width = window.bottom - window.top, window.right - window.left
    scale_x, scale_y = regions.labels.shape[1] / size[1], regions.labels.shape[0] / size[0]
    placing = np.array(
        [
            [scale_x, 0.0, (window.left + 0.5) * scale_x - 0.5],
            [0.0, scale_y, (window.top + 0.5) * scale_y - 0.5],
        ],
        np.float32,
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    colors = _designed(regions.colors, params)
    masks = [
        cv2.warpAffine(mask, placing, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        for mask in soft_masks(regions, sigma)
    ]
    most = masks[0].copy()
    for mask in masks[1:]:
        cv2.max(most, mask, most)
    total = np.zeros((height, width), np.float32)
    channels = [np.zeros((height, width), np.float32) for _ in range(3)]
    for mask, color in zip(masks, colors, strict=True):
        member = np.clip(1.0 + (mask - most) * np.float32(_CRISP), 0.0, 1.0)
        member *= member
        total += member
        for channel, value in zip(channels, color, strict=True):
            cv2.scaleAdd(member, float(value), channel, channel)
    return to_bytes(cv2.merge([channel / total for channel in channels]))


def _designed(colors: Floats, params: Params) -> Floats:
    """Return the clusters' colours as sRGB, 0 to 255, with their values and chroma set apart a little."""
    lab = colors.copy()
    lab[:, 1:] *= number(params, "chroma", 1.12)
    mean = float(lab[:, 0].mean())
    lab[:, 0] = np.clip(mean + (lab[:, 0] - mean) * number(params, "contrast", 1.12), 0.06, 0.97)
    return oklab_to_srgb_fitted(lab) * 255.0
