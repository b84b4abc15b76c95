"""Brush strokes along the picture's own lines: broad to fine, with bristles and the relief of paint.

Source: the layering is Hertzmann's (1998, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes"); the
strokes here are drawn as an index buffer, so that their texture costs one pass over the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...color.oklab import Floats
from .analysis import Analysis
from .brush import Brush, bristles
from .fields import Rgb, blend, ramp, small_rgb, spread, to_bytes
from .recipe import Params
from .stroke_layout import PASSES, Layout

_STRIP = 128  # rows shaded at once, so that they stay in the processor's cache
_COLUMNS = 10  # of a stroke's record
_RELIEF = 17.0  # levels between the lit and the shaded side of a ridge of paint


def strokes(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Params) -> Rgb:
    """Repaint a picture in brush strokes.

    Parameters: those of `Brush`.
    """
    brush = Brush.of(params)
    rng = np.random.default_rng([seed, 4])
    layout = Layout(rgb, picture, brush, scale=0.62 + 0.48 * amount, rng=rng)
    height, width = rgb.shape[:2]
    index = np.zeros((height, width), np.int32)
    records, first = [np.zeros((1, _COLUMNS), np.float32)], 1
    for size in PASSES:
        laid = layout.lay(size)
        laid.draw(index, first)
        records.append(laid.records(rng))
        first += len(laid.x)
    surface = _Surface(index, np.ascontiguousarray(np.concatenate(records).T), brush, picture.light_x)
    painted = _paint(rgb, surface, picture)
    # Features of a face are smaller than the finest brush: they keep some of what the artist drew.
    weight = ramp(0.0, 0.55, amount) * (1.0 - 0.5 * spread(picture.focus.protect, height, width))
    return blend(rgb, painted, weight)


def _paint(rgb: Rgb, surface: _Surface, picture: Analysis) -> Rgb:
    height, width = rgb.shape[:2]
    small = small_rgb(rgb, picture.rgb.shape[1::-1])
    ground = cv2.resize(cv2.blur(small, (9, 9)), (width, height), interpolation=cv2.INTER_LINEAR)
    painted = np.empty_like(rgb)
    for top in range(0, height, _STRIP):
        first, last = max(top - 2, 0), min(top + _STRIP + 2, height)
        color, cover, relief = surface.shade(first, last)
        base = ground[first:last].astype(np.float32)
        mixed = base + (color - base) * cover[..., None]
        mixed -= relief[..., None] * np.float32(_RELIEF)
        rows = min(_STRIP, height - top)
        painted[top : top + rows] = to_bytes(mixed[top - first : top - first + rows])
    return painted


@dataclass(frozen=True)
class _Surface:
    """Painted strokes: which stroke each pixel belongs to, 0 for bare ground, and their records by column."""

    index: NDArray[np.int32]
    columns: Floats
    brush: Brush
    light_x: float

    def shade(self, first: int, last: int) -> tuple[Floats, Floats, Floats]:
        """Return colour, cover and relief of the rows from `first` to before `last`."""
        index = self.index[first:last]
        unit = max(self.index.shape) / 1024.0
        x, y, cos, sin, bend, thin, shift = (np.take(column, index) for column in self.columns[:7])
        dx = np.arange(index.shape[1], dtype=np.float32)[None] - x
        dy = np.arange(first, last, dtype=np.float32)[:, None] - y
        u = dx * cos + dy * sin
        v = (dy * cos - dx * sin - np.float32(0.5) * bend * u * u) * thin
        grain = cv2.remap(
            bristles(),
            np.abs(u * np.float32(1.3 / unit) + shift * 400.0) % np.float32(511.0),
            np.abs(v * 26.0 + shift * 97.0 + 30.0) % np.float32(127.0),
            cv2.INTER_LINEAR,
        )
        across = v * v
        edge = np.clip((1.04 - across) * np.float32(2.2), 0.0, 1.0)
        dry = np.clip((grain + 0.25 * edge - 0.05) * 4.0, 0.0, 1.0)
        bristle = np.float32(self.brush.bristle)
        cover = edge * (1.0 + bristle * (dry - 1.0)) * (index > 0) * np.float32(self.brush.opacity)
        tone = np.float32(1.0) + np.float32(0.10) * bristle * (grain - np.float32(0.5))
        color = cv2.merge([np.take(column, index) * tone for column in self.columns[7:]])
        return color, cover.astype(np.float32), self._relief(grain * bristle, across, shift)

    def _relief(self, grain: Floats, across: Floats, shift: Floats) -> Floats:
        height = (0.35 + 0.65 * grain) * np.sqrt(np.maximum(1.0 - 0.8 * across, 0.0)) + 0.5 * shift
        height = cv2.blur(height.astype(np.float32), (3, 3))
        slope: Floats = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.15 * self.light_x)
        slope += cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.2)
        return slope * np.float32(self.brush.relief)
