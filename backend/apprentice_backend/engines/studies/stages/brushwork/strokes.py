"""Brush strokes along the picture's own lines: broad to fine, with bristles and the relief of paint.

Source: the layering is Hertzmann's (1998, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes"); the
strokes here are drawn as an index buffer, so that their texture costs one pass over the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, ramp, small_rgb
from ...masks.overlay import blend_rows, strips
from .brush import Brush, bristles
from .spared import lay_sparing
from .stroke_layout import PASSES, Layout, Strokes

_COLUMNS = 7  # of a stroke's record, as `Strokes.records` returns it
_RELIEF = 17.0  # levels between the lit and the shaded side of a ridge of paint


def strokes(rgb: Rgb, picture: Analysis, amount: float, seed: int, brush: Brush) -> Rgb:
    """Repaint a picture in brush strokes."""
    rng = np.random.default_rng([seed, 4])
    layout = Layout(rgb, picture, brush, scale=0.62 + 0.48 * amount, rng=rng)
    height, width = rgb.shape[:2]
    index = _Index(height, width)
    records, colors, first = [np.zeros((1, _COLUMNS), np.float32)], [np.zeros((1, 4), np.uint8)], 1
    for size in PASSES:
        laid = layout.lay(size)
        index.draw(laid, first)
        record, color = laid.records(rng)
        records.append(record)
        colors.append(color)
        first += len(laid.x)
    columns = np.ascontiguousarray(np.concatenate(records).T)
    # A larger amount lays thicker paint.
    brush = replace(brush, relief=brush.relief * (0.55 + 0.6 * amount))
    surface = _PaintedStrokes(
        index.whole(), columns, np.concatenate(colors).view(np.uint32)[:, 0], brush, picture.light_x
    )
    painted = _paint(rgb, surface, picture)
    # The parts of a face are smaller than the finest brush, so some of the artist's drawing stays.
    weight = np.float32(ramp(0.0, 0.55, amount)) * (1.0 - picture.focus.kept(0.5))
    return lay_sparing(rgb, painted, picture, weight, amount)


class _Index:
    """The buffer of the strokes' numbers: broad strokes are drawn at half the size, and their outlines smoothed.

    The time of a broad stroke goes by its pixels, most of which come to lie under other strokes.
    """

    def __init__(self, height: int, width: int) -> None:
        self._size = (height, width)
        self._broad: NDArray[np.int32] = np.zeros(((height + 1) // 2, (width + 1) // 2), np.int32)
        self._whole: NDArray[np.int32] | None = None

    def draw(self, laid: Strokes, first: int) -> None:
        """Draw strokes over all earlier ones, numbered from `first`; broad strokes must come before straight ones."""
        if laid.straight:
            laid.draw(self.whole(), first, 1.0)
        else:
            laid.draw(self._broad, first, 0.5)

    def whole(self) -> NDArray[np.int32]:
        """Return the buffer at full size, shape (height, width)."""
        if self._whole is None:
            large = cv2.resize(self._broad.astype(np.uint16), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
            smooth = cv2.medianBlur(large, 5)[: self._size[0], : self._size[1]]
            self._whole = np.ascontiguousarray(smooth, np.int32)
        return self._whole


def _paint(rgb: Rgb, surface: _PaintedStrokes, picture: Analysis) -> Rgb:
    height, width = rgb.shape[:2]
    small = small_rgb(rgb, picture.rgb.shape[1::-1])
    ground = cv2.resize(cv2.blur(small, (9, 9)), (width, height), interpolation=cv2.INTER_LINEAR)
    painted = np.empty_like(rgb)
    for top, bottom in strips(height, width):
        first, last = max(top - 2, 0), min(bottom + 2, height)
        color, cover, relief = surface.shade(first, last)
        mixed = blend_rows(ground[first:last], color, cover)
        raised = cv2.subtract(mixed, cv2.merge([relief * np.float32(_RELIEF)] * 3), dtype=cv2.CV_8U)
        painted[top:bottom] = raised[top - first : bottom - first]
    return painted


@dataclass(frozen=True)
class _PaintedStrokes:
    """Painted strokes: the stroke's number at each pixel, 0 for bare ground, and the strokes' records by column."""

    index: NDArray[np.int32]
    columns: Floats
    colors: NDArray[np.uint32]
    brush: Brush
    light_x: float

    def shade(self, first: int, last: int) -> tuple[Rgb, Floats, Floats]:
        """Return colour, cover and relief of the rows from `first` to before `last`."""
        # Converted to NumPy's index type here, so that it is not converted once per column.
        index = self.index[first:last].astype(np.intp)
        cos, sin, along, off, bend, thin, shift = (np.take(column, index) for column in self.columns)
        x = np.arange(index.shape[1], dtype=np.float32)[None]
        y = np.arange(first, last, dtype=np.float32)[:, None]
        u = x * cos + y * sin - along
        v = (y * cos - x * sin - off - np.float32(0.5) * bend * u * u) * thin
        grain = self._grain(u, v, shift)
        across = v * v
        edge = np.clip((np.float32(1.04) - across) * np.float32(2.2), 0.0, 1.0)
        dry = np.clip((grain + np.float32(0.25) * edge - np.float32(0.05)) * np.float32(4.0), 0.0, 1.0)
        bristle = np.float32(self.brush.bristle)
        cover = edge * (np.float32(1.0) + bristle * (dry - np.float32(1.0))) * np.float32(self.brush.opacity)
        cover *= index > 0
        tone = np.float32(1.0) + np.float32(0.10) * bristle * (grain - np.float32(0.5))
        plain = cv2.cvtColor(np.take(self.colors, index)[..., None].view(np.uint8), cv2.COLOR_RGBA2RGB)
        color: Rgb = cv2.multiply(plain, cv2.merge([tone] * 3), dtype=cv2.CV_8U)
        return color, cover, self._relief(grain * bristle, across, shift)

    def _grain(self, u: Floats, v: Floats, shift: Floats) -> Floats:
        """Return the grain of the bristles at each pixel; `shift`, random, gives every stroke another part of it."""
        unit = max(self.index.shape) / 1024.0
        high, wide = bristles().shape
        along = u * np.float32(1.3 / unit) + (shift * np.float32(0.5 * wide) + np.float32(0.25 * wide))
        across = v * np.float32(26.0) + (shift * np.float32(0.5 * high) + np.float32(0.25 * high))
        return cv2.remap(bristles(), along, across, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)

    def _relief(self, grain: Floats, across: Floats, shift: Floats) -> Floats:
        height = (0.35 + 0.65 * grain) * np.sqrt(np.maximum(1.0 - 0.8 * across, 0.0)) + 0.5 * shift
        height = cv2.blur(height.astype(np.float32), (3, 3))
        slope: Floats = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.15 * self.light_x)
        slope += cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.2)
        return slope * np.float32(self.brush.relief)
