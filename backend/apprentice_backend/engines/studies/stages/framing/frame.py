"""A picture shown through a window, in a picture of the same size: what lies beyond is bare ground.

Where the window has another format, flat mats fill the rest. Where it reaches beyond the picture, the ground is
hatched: there the artist would paint on.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from ...masks.fields import Rgb, to_bytes
from .window import Window

_SNAP_PX = 512  # from this side on, a window's edges may move to whole pixels
_RING = 0.04  # width of the picture's rim that the ground takes its colour from, as a share of the side
_CALM = 0.4  # chroma of the ground, by that of the rim
_APART = 0.10  # L between the ground and the rim
_LINES, _LINE_WIDTH, _LINE_CONTRAST = 26.0, 0.12, 0.07  # hatching: lines a side, their share of the ground, and L

Side = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A window, and the colour of the ground around what it shows.

    Args:
        window: what is shown.
        ground: sRGB, 0 to 255.
    """

    window: Window = Window()  # noqa: RUF009 -- frozen, so that sharing it is safe
    ground: tuple[int, int, int] = (128, 128, 128)

    @property
    def whole(self) -> bool:
        """True where the frame shows the whole picture and no more."""
        return self.window.whole

    def apply(self, pixels: Rgb) -> Rgb:
        """Show a picture, shape (h, w, 3), through this frame; the result has the same size."""
        if self.whole:
            return pixels
        height, width = pixels.shape[:2]
        shown = np.empty_like(pixels)
        shown[:] = self.ground
        box = _mat(self.window, height, width)
        _hatch(shown, box, self.ground)
        _lay(shown, pixels, self.window, box)
        return shown

    def apply_alpha(self, alpha: Rgb) -> Rgb:
        """Show a picture's alpha, shape (h, w), through this frame; the ground is transparent."""
        if self.whole:
            return alpha
        shown = np.zeros_like(alpha)
        _lay(shown, alpha, self.window, _mat(self.window, *alpha.shape))
        return shown


def ground_of(lab: Floats) -> tuple[int, int, int]:
    """Return the colour of bare ground beside a picture in OKLab: that of its rim, greyer, and a step away in value."""
    height, width = lab.shape[:2]
    high, wide = max(1, round(_RING * height)), max(1, round(_RING * width))
    rim = np.concatenate([part.reshape(-1, 3) for part in (lab[:high], lab[-high:], lab[:, :wide], lab[:, -wide:])])
    color = np.median(rim, axis=0)
    color[1:] *= _CALM
    color[0] += -_APART if color[0] > 0.5 else _APART
    red, green, blue = (int(level) for level in np.rint(oklab_to_srgb_fitted(color.astype(np.float32)) * 255.0))
    return red, green, blue


def _mat(window: Window, height: int, width: int) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom, in pixels, of the place in which a window is shown as large as it can be."""
    wide, high = window.width * width, window.height * height
    scale = min(width / wide, height / high)
    shown_w, shown_h = min(round(wide * scale), width), min(round(high * scale), height)
    left, top = (width - shown_w) // 2, (height - shown_h) // 2
    return left, top, left + max(shown_w, 1), top + max(shown_h, 1)


def _hatch(shown: Rgb, box: tuple[int, int, int, int], ground: tuple[int, int, int]) -> None:
    """Draw slanting lines over the ground in a box."""
    left, top, right, bottom = box
    height, width = shown.shape[:2]
    step = max(max(height, width) / _LINES, 4.0)
    across = np.arange(left, right, dtype=np.float32)[None] + np.arange(top, bottom, dtype=np.float32)[:, None]
    away = np.abs(across / np.float32(step) % 1.0 - 0.5) * step
    line = np.clip(_LINE_WIDTH / 2 * step - away + 0.5, 0.0, 1.0)[..., None]
    change = 255.0 * _LINE_CONTRAST * (1.0 if sum(ground) < 384 else -1.0)
    shown[top:bottom, left:right] = to_bytes(np.array(ground, np.float32) + line * np.float32(change))


def _lay(shown: Rgb, pixels: Rgb, window: Window, box: tuple[int, int, int, int]) -> None:
    """Lay the part of a picture that a window shows into its box."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    per_x, per_y = (right - left) / (window.width * width), (bottom - top) / (window.height * height)
    if max(height, width) < _SNAP_PX:
        matrix = np.array(
            [
                [per_x, 0.0, left - window.left * width * per_x + 0.5 * per_x - 0.5],
                [0.0, per_y, top - window.top * height * per_y + 0.5 * per_y - 0.5],
            ]
        )
        part = np.ascontiguousarray(shown[top:bottom, left:right])
        matrix[:, 2] -= (left, top)
        flags = cv2.INTER_CUBIC
        cv2.warpAffine(pixels, matrix, part.shape[1::-1], part, flags, cv2.BORDER_TRANSPARENT)
        shown[top:bottom, left:right] = part
        return
    first_x, first_y = max(round(window.left * width), 0), max(round(window.top * height), 0)
    last_x, last_y = min(round(window.right * width), width), min(round(window.bottom * height), height)
    at_x, at_y = (
        round(left + (first_x - window.left * width) * per_x),
        round(top + (first_y - window.top * height) * per_y),
    )
    end_x, end_y = (
        round(left + (last_x - window.left * width) * per_x),
        round(top + (last_y - window.top * height) * per_y),
    )
    at_x, at_y, end_x, end_y = max(at_x, left), max(at_y, top), min(end_x, right), min(end_y, bottom)
    if last_x <= first_x or last_y <= first_y or end_x <= at_x or end_y <= at_y:
        return
    method = cv2.INTER_AREA if per_x < 1.0 else cv2.INTER_CUBIC
    shown[at_y:end_y, at_x:end_x] = cv2.resize(
        pixels[first_y:last_y, first_x:last_x], (end_x - at_x, end_y - at_y), interpolation=method
    )


def framed_copy(rgb: Rgb, window: Window, ground: tuple[int, int, int]) -> Rgb:
    """Return what a window shows of a picture, pixel by pixel; canvas that is added is hatched.

    Args:
        rgb: the picture, shape (h, w, 3).
        window: what is shown; it and the picture have some part in common.
        ground: sRGB of the bare ground.
    """
    height, width = rgb.shape[:2]
    left, top = round(window.left * width), round(window.top * height)
    wide, high = max(round(window.width * width), 1), max(round(window.height * height), 1)
    shown = np.empty((high, wide, 3), np.uint8)
    _hatch(shown, (0, 0, wide, high), ground)
    inner = rgb[max(top, 0) : top + high, max(left, 0) : left + wide]
    at_x, at_y = max(-left, 0), max(-top, 0)
    shown[at_y : at_y + inner.shape[0], at_x : at_x + inner.shape[1]] = inner
    return shown
