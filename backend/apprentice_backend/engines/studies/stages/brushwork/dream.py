"""A dream of the picture: its light changes places, its background takes strange colours, and flows slowly.

Every colour comes from the artist's pixels: large lights and darks trade places, as day and night do in Magritte's "The
Empire of Light", while the focus keeps its drawing and its colour and so stands in a world that does not fit it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats, srgb_bytes_to_oklab
from ...canvas.analysis import Analysis
from ...canvas.regions import find_regions, whole_shapes
from ...masks.fields import Rgb, grid, guided, mask_size, noise, small_rgb, spread
from ...masks.overlay import enlarged_rows, lay_over, strips

_SHAPES = 8  # clusters of colour that make a picture's shapes


@dataclass(frozen=True)
class Dream:
    """The parameters of `dream`."""

    flow: float = 1.0
    """Drift of the background; factor, 0 to 3."""
    swap: float = 1.0
    """Exchange of large lights and darks; factor, 0 to 1.5."""
    hue: float = 75.0
    """Turn of hues, of which the top gets 0.65 times and the bottom 1.35 times; degrees, 0 to 180."""


def dream(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Dream) -> Rgb:
    """Estrange a picture."""
    height, width = rgb.shape[:2]
    hold = np.clip(1.25 * np.maximum(picture.focus.saliency**1.5, picture.focus.protect), 0.0, 1.0)
    focal = np.maximum(picture.focus.saliency, picture.focus.protect)
    still = np.clip(focal * np.float32(1.6), 0.0, 1.0)
    moved = _drift(rgb, still, amount * params.flow, seed)
    size = mask_size(height, width)
    small = small_rgb(moved, size)
    before = srgb_bytes_to_oklab(small)
    guide = np.ascontiguousarray(before[..., 0])
    # Whole shapes keep their colour: kept in one spot alone, it would look like a stain in its shape.
    whole = whole_shapes(spread(hold, size[1], size[0]), find_regions(moved, picture, _SHAPES, calm=5).labels)
    kept = np.clip(guided(whole, guide, 3, 1e-3), 0.0, 1.0)
    after = _exchanged(before, kept, amount, seed, params)
    # The change is smooth, so it is laid over the full picture as a product, and the drawing stays sharp.
    old = small.astype(np.float32) + 6.0
    ratio = np.clip((oklab_to_srgb_fitted(after) * 255.0 + 6.0) / old, 0.0, 6.0)
    ratio = cv2.GaussianBlur(ratio, (0, 0), 0.8)
    return lay_over(moved, ratio, (ratio - 1.0) * np.float32(6.0))


def _drift(rgb: Rgb, hold: Floats, amount: float, seed: int) -> Rgb:
    """Move the background along a slow swirl, which stands still at the focus."""
    height, width = rgb.shape[:2]
    side = 128
    potential = cv2.GaussianBlur(noise(side, side, seed + 3, base=2, octaves=2), (0, 0), 6.0)
    across, down = (cv2.Sobel(potential, cv2.CV_32F, *axis, scale=side / 8.0) for axis in ((1, 0), (0, 1)))
    still = cv2.GaussianBlur(cv2.dilate(cv2.resize(hold, (side, side)), np.ones((5, 5))), (0, 0), 4.0)
    x, y = grid(side, side)
    frame = np.clip(np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y)) / 0.08, 0.0, 1.0)
    scale = np.float32(0.0095 * amount) * np.clip(1.0 - 1.15 * still, 0.0, 1.0) * frame
    right, low = down * scale * np.float32(width), -across * scale * np.float32(width)
    moved = np.empty_like(rgb)
    for rows in strips(height, width):
        map_x = enlarged_rows(right, (height, width), rows) + np.arange(width, dtype=np.float32)[None]
        map_y = enlarged_rows(low, (height, width), rows) + np.arange(*rows, dtype=np.float32)[:, None]
        cv2.remap(rgb, map_x, map_y, cv2.INTER_LINEAR, dst=moved[slice(*rows)], borderMode=cv2.BORDER_REFLECT)
    return moved


def _exchanged(lab: Floats, hold: Floats, amount: float, seed: int, params: Dream) -> Floats:
    """Return colours with large lights and darks exchanged and hues turned, but for those that `hold` keeps."""
    rng = np.random.default_rng([seed, 8])
    free = np.float32(amount) * (1.0 - hold)
    lightness = np.ascontiguousarray(lab[..., 0])
    # A median, because a blur leaks over outlines, and the leak becomes a halo in the exchange.
    masses = cv2.medianBlur(np.rint(np.clip(lightness, 0.0, 1.0) * 255.0).astype(np.uint8), 13)
    large = guided(masses.astype(np.float32) / np.float32(255.0), lightness, 5, 3e-3)
    middle = float(np.median(large))
    swapped = lightness - np.float32(1.75 * params.swap) * (large - middle) * free
    swapped = np.asarray(0.5 + (swapped - 0.5) * (1.0 + 0.12 * free), dtype=np.float32)
    height, width = lightness.shape
    _, y = grid(height, width)
    sense = 1.0 if rng.random() < 0.5 else -1.0
    degrees = params.hue * sense * (0.65 + 0.7 * y + 0.12 * noise(height, width, seed + 5, base=2, octaves=2))
    turn = np.radians(degrees).astype(np.float32) * free
    cos, sin = np.cos(turn), np.sin(turn)
    a, b = lab[..., 1], lab[..., 2]
    # A faint tint, so that greys change too.
    tint = 0.03 * free
    hue = np.radians(280.0 - 200.0 * (swapped - 0.3)) + float(rng.uniform(-0.5, 0.5))
    new_a = (a * cos - b * sin) * (1.0 + 0.1 * free) + tint * np.cos(hue)
    new_b = (a * sin + b * cos) * (1.0 + 0.1 * free) + tint * np.sin(hue)
    return np.stack([np.clip(swapped, 0.03, 0.99), new_a, new_b], axis=-1).astype(np.float32)
