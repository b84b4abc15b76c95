"""The prepared canvas: at the size asked for and opaque, with its alpha beside it; and the size that style works at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ....picture_size import scaled_size
from ...base import Pixels
from ..masks.fields import Rgb, small_rgb, to_bytes
from ..masks.overlay import enlarged_rows, enlarged_smoothly, strips

# Longer sides at which brushwork is done: below, strokes would be mush; above, they gain nothing.
LEAST_STYLE_PX, MOST_STYLE_PX = 512, 1280
_SEEN = 96  # alpha, of 255, above which a pixel counts as drawn on
_CORE_PX = 7  # a line at 256 px is narrower than this
_LINES_CORE, _LINES_SHARE = 0.01, 0.5  # most of a drawing that is wider than its lines, and most that it covers
_SAME_LEVELS = 10.0  # of 255: a pixel changed by much more than this loses the canvas' fine detail


@dataclass(frozen=True)
class PreparedCanvas:
    """A canvas at the size asked for.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4).
        rgb: its colour, shape (height, width, 3); hidden pixels carry the colour around them.
        alpha: shape (height, width), or None where every pixel is opaque.
        drawing: whether it is line work on a transparent layer: `rgb` then shows the lines on white paper.
    """

    pixels: Pixels
    rgb: Rgb
    alpha: NDArray[np.uint8] | None
    drawing: bool = False

    @property
    def hidden(self) -> bool:
        """True where every pixel is transparent."""
        return self.alpha is not None and not self.alpha.any()


def prepare_canvas(pixels: Pixels, width: int, height: int) -> PreparedCanvas:
    """Bring a canvas to a size; pixels that have this size are not copied."""
    opaque = int(pixels[..., 3].min()) == 255
    if pixels.shape[1::-1] != (width, height):
        pixels = _resized(pixels, width, height, opaque)
    rgb: Rgb = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGBA2RGB)
    if opaque:
        return PreparedCanvas(pixels, rgb, None)
    alpha = np.ascontiguousarray(pixels[..., 3])
    if _is_drawing(alpha):
        part = alpha[..., None].astype(np.float32) / np.float32(255.0)
        return PreparedCanvas(
            pixels, to_bytes(np.float32(255.0) + (rgb - np.float32(255.0)) * part), alpha, drawing=True
        )
    return PreparedCanvas(pixels, _filled(rgb, alpha), alpha)


def _is_drawing(alpha: NDArray[np.uint8]) -> bool:
    """Tell line work from a cut-out: of lines, an erosion leaves hardly anything."""
    height, width = alpha.shape
    size = scaled_size(width, height, 256, least_px=8, enlarge=True)
    seen = (cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) > _SEEN).astype(np.uint8)
    core = cv2.erode(seen, np.ones((_CORE_PX, _CORE_PX), np.uint8), borderValue=0)
    return int((alpha > 0).sum()) > 0 and float(core.mean()) < _LINES_CORE and float(seen.mean()) < _LINES_SHARE


def _resized(pixels: Pixels, width: int, height: int, opaque: bool) -> Pixels:
    smaller = width * height < pixels.shape[0] * pixels.shape[1]
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    if opaque:
        return cv2.resize(pixels, (width, height), interpolation=method)
    # Colour counts by alpha, so that hidden pixels do not bleed into others.
    part = pixels[..., 3:].astype(np.float32) / np.float32(255.0)
    color = cv2.resize(pixels[..., :3] * part, (width, height), interpolation=method)
    alpha = cv2.resize(part, (width, height), interpolation=method)[..., None]
    straight = color / np.maximum(alpha, 1e-4)
    joined = np.concatenate([straight, alpha * 255.0], axis=2)
    return to_bytes(joined)


def _filled(rgb: Rgb, alpha: NDArray[np.uint8]) -> Rgb:
    """Give hidden pixels the colour around them, so that strokes and blurs near the edge stay clean."""
    height, width = alpha.shape
    side = (min(64, width), min(64, height))
    seen = cv2.resize(alpha, side, interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(255.0)
    painted = np.empty_like(rgb)
    for rows in strips(height, width):
        part = slice(*rows)
        cv2.multiply(rgb[part], cv2.merge([alpha[part]] * 3), dst=painted[part], scale=1 / 255)
    color = cv2.resize(painted, side, interpolation=cv2.INTER_AREA).astype(np.float32)
    total = float(seen.sum())
    mean = color.sum(axis=(0, 1)) / total if total > 0 else np.full(3, 255.0)
    weight = cv2.GaussianBlur(seen, (0, 0), 5.0)[..., None]
    around = ((cv2.GaussianBlur(color, (0, 0), 5.0) + 1e-3 * mean) / (weight + 1e-3)).astype(np.float32)
    for rows in strips(height, width):
        part = slice(*rows)
        fill = to_bytes(enlarged_rows(around, (height, width), rows))
        painted[part] = cv2.copyTo(rgb[part], alpha[part], fill)
    return painted


def at_style_size(rgb: Rgb, style: Callable[[Rgb], Rgb], least_px: int = LEAST_STYLE_PX) -> Rgb:
    """Run a style at a bounded size and enlarge the result; where it changed little, the canvas' fine detail stays."""
    height, width = rgb.shape[:2]
    longer = max(height, width)
    wanted = min(max(longer, least_px), MOST_STYLE_PX)
    if wanted == longer:
        return style(rgb)
    size = scaled_size(width, height, wanted, least_px=16, enlarge=True)
    method = cv2.INTER_AREA if wanted < longer else cv2.INTER_CUBIC
    before: Rgb = cv2.resize(rgb, size, interpolation=method)
    return _brought_back(rgb, before, style(before))


def _brought_back(rgb: Rgb, before: Rgb, after: Rgb) -> Rgb:
    """Return rgb + after - before where the style works above the canvas' size, else after + keep (rgb - before).

    keep = exp(-(change / _SAME_LEVELS)²) falls with the change of a pixel, from 1 to 0.
    """
    height, width = rgb.shape[:2]
    if before.shape[0] > height:
        small_after, small_before = small_rgb(after, (width, height)), small_rgb(before, (width, height))
        return to_bytes(rgb.astype(np.float32) + small_after - small_before)
    result = np.empty_like(rgb)
    for rows in strips(height, width):
        part = slice(*rows)
        new, old = (enlarged_smoothly(small, (height, width), rows) for small in (after, before))
        red, green, blue = cv2.split(cv2.absdiff(new, old))
        changed = cv2.max(cv2.max(red, green), blue)
        keep = cv2.exp(changed * changed * np.float32(-1.0 / _SAME_LEVELS**2))
        detail = cv2.subtract(rgb[part], old, dtype=cv2.CV_32F)
        cv2.multiply(detail, cv2.merge([keep] * 3), dst=detail)
        cv2.add(new, detail, dst=result[part], dtype=cv2.CV_8U)
    return result
