"""A form study: shapes turn from a light to a shadow side; edges are sharp at the focus and lost elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...canvas.regions import Regions, connected_shapes, find_regions
from ...masks.fields import Rgb, guided, small_rgb, spread
from ...masks.overlay import enlarged_rows, strips

_LEAST_SHAPE = 24  # mask pixels: a smaller shape is not turned


@dataclass(frozen=True)
class Form:
    """The parameters of `form`."""

    turn: float = 1.0
    """Turning of shapes from light to shade; factor, 0 to 3."""
    clarity: float = 1.0
    """Local contrast at the focus; factor, 0 to 3."""
    lost: float = 1.0
    """Melting of edges away from the focus; factor, 0 to 1.3."""


def form(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Form) -> Rgb:
    """Model a picture's flat shapes and order its edges."""
    height, width = rgb.shape[:2]
    rng = np.random.default_rng([seed, 7])
    regions = find_regions(rgb, picture, 7)
    turning = _turning(regions, picture.light_x, float(rng.uniform(0.35, 0.75)))
    gain = np.exp(turning * np.float32(0.34 * amount * params.turn))
    # Shadows take their colour from the sky, lights from the sun: temperature turns along with lightness.
    warm = turning * np.float32(9.0 * amount * params.turn)
    edges = _order_edges(rgb, regions.focal, amount, params)
    formed = np.empty_like(rgb)
    size = (height, width)
    for rows in strips(*size):
        part = slice(*rows)
        values = edges.laid_over(rgb, rows)
        cv2.multiply(values, cv2.merge([enlarged_rows(gain, size, rows)] * 3), dst=values)
        tint = enlarged_rows(warm, size, rows)
        cv2.add(values, cv2.merge([tint, tint * np.float32(0.25), -tint]), dst=formed[part], dtype=cv2.CV_8U)
    return formed


@dataclass(frozen=True)
class _Edges:
    """A change of edges: the smoothed picture, a factor on the detail beyond it, and broad contrast to add."""

    smooth: Floats
    detail: Floats
    broad: Floats

    def laid_over(self, rgb: Rgb, rows: tuple[int, int]) -> Floats:
        """Return some rows of a picture with its edges changed, as levels that may lie outside 0 to 255."""
        size, part = rgb.shape[:2], rgb[slice(*rows)]
        gray = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
        fine = cv2.subtract(gray, enlarged_rows(self.smooth, size, rows), dtype=cv2.CV_32F)
        keep = fine * enlarged_rows(self.detail, size, rows) + enlarged_rows(self.broad, size, rows)
        return np.asarray(cv2.add(part, cv2.merge([keep] * 3), dtype=cv2.CV_32F), dtype=np.float32)


def _order_edges(rgb: Rgb, focal: Floats, amount: float, params: Form) -> _Edges:
    """Find the change that sharpens detail at the focus and melts it elsewhere."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    half = small_rgb(rgb, (max(8, width // 2), max(8, height // 2)))
    level = cv2.cvtColor(half, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    smooth = guided(level, level, max(1, round(7 * unit) // 2), 0.012)
    wide = spread(cv2.GaussianBlur(cv2.resize(level, (256, 256)), (0, 0), 7.0), *level.shape)
    clarity, lost = np.float32(params.clarity * amount), np.float32(params.lost * amount)
    return _Edges(
        smooth=smooth * np.float32(255.0),
        detail=clarity * np.float32(1.1) * focal - lost * np.float32(0.75) * (1.0 - focal),
        broad=np.clip(smooth - wide, -0.2, 0.2) * (clarity * np.float32(0.32 * 255.0)),
    )


def _turning(regions: Regions, light_x: float, drop: float) -> Floats:
    """Return -1 (shadow side) to 1 (light side) across each connected shape, at mask size.

    A gradient along the light, scaled to the extent of the shape. Relief made from distances would ring along edges.
    """
    toward = light_x * np.sqrt(1.0 - drop * drop), -drop
    shapes, count = connected_shapes(regions.labels)
    area = np.maximum(np.bincount(shapes.ravel(), minlength=count), 1)
    along, extent = np.zeros(shapes.shape, np.float32), np.zeros(count, np.float32)
    for axis, part in enumerate(toward):
        place = np.arange(shapes.shape[1 - axis], dtype=np.float32)
        place = np.broadcast_to(place if axis == 0 else place[:, None], shapes.shape)
        middle = (np.bincount(shapes.ravel(), place.ravel(), count) / area).astype(np.float32)
        along += (place - middle[shapes]) * np.float32(part)
        extent += 0.5 * abs(part) * _extents(shapes, place, count)
    # The larger a shape, the less it turns: a background is no body.
    body = (1.0 - 0.55 * np.minimum(area / (0.25 * shapes.size), 1.0)).astype(np.float32)
    body[area < _LEAST_SHAPE] = 0.0
    turning = np.tanh(along * (np.float32(1.1) / np.maximum(extent, 4.0))[shapes]) * body[shapes]
    guide = np.ascontiguousarray(regions.lab[..., 0])
    return np.clip(guided(turning, guide, 3, 8e-4), -1.0, 1.0)


def _extents(shapes: NDArray[np.int32], place: Floats, count: int) -> Floats:
    """Return each shape's extent along one axis, in pixels, shape (count,), from every pixel's place on it."""
    first, last = np.full(count, np.inf, np.float32), np.full(count, -1.0, np.float32)
    np.minimum.at(first, shapes.ravel(), place.ravel())
    np.maximum.at(last, shapes.ravel(), place.ravel())
    return np.maximum(last - first + np.float32(1.0), np.float32(0.0))
