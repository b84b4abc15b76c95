"""A form study: every shape turns from a light to a shadow side, edges are sharp at the focus and lost elsewhere."""

from __future__ import annotations

import cv2
import numpy as np

from ...color.oklab import Floats
from .analysis import Analysis
from .color_maps import number
from .fields import Rgb, guided, spread, to_bytes
from .recipe import Params
from .regions import Regions, find_regions


def form(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Params) -> Rgb:
    """Model a picture's flat shapes and order its edges.

    Parameters: `turn`, how strongly shapes turn; `clarity`, local contrast at the focus; `lost`, how far the edges
    away from it melt; `depth`, how the distance pales.
    """
    height, width = rgb.shape[:2]
    rng = np.random.default_rng([seed, 7])
    regions = find_regions(rgb, picture, 7)
    turning = _turning(regions, picture.light_x, float(rng.uniform(0.35, 0.75)))
    gain = np.exp(turning * np.float32(0.34 * amount * number(params, "turn", 1.0)))
    focal = spread(regions.focal, height, width)
    values = rgb.astype(np.float32)
    values = _ordered_edges(values, rgb, focal, amount, params)
    values = cv2.multiply(values, cv2.merge([spread(gain, height, width)] * 3))
    # Shadows take their colour from the sky, lights from the sun: a temperature turn along with the value turn.
    warm = spread(turning, height, width) * np.float32(9.0 * amount * number(params, "turn", 1.0))
    values += cv2.merge([warm, warm * np.float32(0.25), -warm])
    return to_bytes(values)


def _ordered_edges(values: Floats, rgb: Rgb, focal: Floats, amount: float, params: Params) -> Floats:
    height, width = focal.shape
    unit = max(height, width) / 1024.0
    lightness = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    radius = max(2, round(7 * unit))
    half = cv2.resize(lightness, (max(8, width // 2), max(8, height // 2)), interpolation=cv2.INTER_AREA)
    smooth = guided(half, half, max(1, radius // 2), 0.012)
    smooth = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    wide = cv2.resize(cv2.GaussianBlur(cv2.resize(half, (256, 256)), (0, 0), 7.0), (width, height))
    detail, local = lightness - smooth, np.clip(smooth - wide, -0.2, 0.2)
    clarity = number(params, "clarity", 1.0) * amount
    lost = number(params, "lost", 1.0) * amount
    # Detail is restored where the eye goes and blended away where it does not.
    keep = detail * (clarity * 1.1 * focal - lost * 0.75 * (1.0 - focal)) + local * (clarity * 0.32)
    return np.asarray(values + cv2.merge([keep * np.float32(255.0)] * 3), dtype=np.float32)


def _turning(regions: Regions, light_x: float, drop: float) -> Floats:
    """Return -1 (shadow side) to 1 (light side) across each connected shape, at mask size.

    A plain gradient along the light, scaled to the shape's own extent: it cannot ring along edges as relief made
    from distances does.
    """
    height, width = regions.labels.shape
    toward = np.array([light_x * np.sqrt(1.0 - drop * drop), -drop], np.float32)
    turning = np.zeros((height, width), np.float32)
    for index in range(len(regions.colors)):
        count, parts, stats, centres = cv2.connectedComponentsWithStats(
            (regions.labels == index).astype(np.uint8), connectivity=4
        )
        for part in range(1, count):
            area = stats[part, cv2.CC_STAT_AREA]
            if area < 24:
                continue
            left, top, wide, high = stats[part, :4]
            window = (slice(top, top + high), slice(left, left + wide))
            ys, xs = np.mgrid[top : top + high, left : left + wide].astype(np.float32)
            along = (xs - centres[part, 0]) * toward[0] + (ys - centres[part, 1]) * toward[1]
            extent = max(0.5 * (abs(toward[0]) * wide + abs(toward[1]) * high), 4.0)
            # A background is no body: the larger a shape, the less it turns.
            body = 1.0 - 0.55 * min(area / (0.25 * height * width), 1.0)
            shaped = np.tanh(1.1 * along / extent) * body
            turning[window] = np.where(parts[window] == part, shaped, turning[window])
    guide = np.ascontiguousarray(regions.lab[..., 0])
    return np.clip(guided(turning, guide, 3, 8e-4), -1.0, 1.0)
