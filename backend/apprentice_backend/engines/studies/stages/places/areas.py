"""The areas of a picture that places name, as soft masks that follow its shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from .....color.oklab import Floats, srgb_bytes_to_oklab
from .....picture_size import scaled_size
from ...masks.fields import Rgb, grid, guided, quantiles, small_rgb, smoothstep, spread
from ..light.scene import Scene, distance_from
from .sky import sky_in

AREA_PX = 512  # longer side of areas at most
_ALONG = 0.012  # radius, in longer sides, of the smoothing of an area along the picture's shapes
_POOL = 0.30  # distance, in longer sides, at which a lamp's light has fallen to a half
_RIM_SHARES = (0.008, 0.03)  # least and most of the picture that a rim covers
_RIM_WIDTHS = (0.006, 0.009, 0.013, 0.018)  # in longer sides


@dataclass(frozen=True)
class View:
    """A picture in its frame, small, as places are found in it.

    Args:
        lab: the picture in OKLab, shape (h, w, 3), its longer side `AREA_PX` at most.
        scene: focus and direction of light.
        found: the things at the focus, through the frame, in any size, 0 to 1; None for no telling.
    """

    lab: Floats
    scene: Scene
    found: Floats | None

    @classmethod
    def of(cls, rgb: Rgb, scene: Scene, found: Floats | None) -> View:
        """Make the view of a picture of any size."""
        height, width = rgb.shape[:2]
        small = small_rgb(rgb, scaled_size(width, height, AREA_PX, least_px=8))
        return cls(srgb_bytes_to_oklab(small), scene, found)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.lab.shape[0], self.lab.shape[1]

    @property
    def side(self) -> int:
        """Longer side, in pixels."""
        return max(self.shape)

    @cached_property
    def base(self) -> Floats:
        """The lightness of the picture's masses, without fine drawing, shape (h, w)."""
        lightness = np.ascontiguousarray(self.lab[..., 0])
        return guided(lightness, lightness, self.pixels(0.016), 6e-3)

    @cached_property
    def _cut(self) -> Floats:
        """The things at the focus, firm along the picture's edges, shape (h, w), 0 to 1."""
        if self.found is None:
            return np.zeros(self.shape, np.float32)
        lightness = np.ascontiguousarray(self.lab[..., 0])
        found = np.ascontiguousarray(spread(self.found, *self.shape))
        return np.clip(guided(smoothstep(0.2, 0.8, found), lightness, self.pixels(0.004), 1e-3), 0.0, 1.0)

    @cached_property
    def sky(self) -> Floats:
        """The sky, shape (h, w), 0 to 1; nothing where there is none."""
        rough = self.blurred(np.abs(self.lab[..., 0] - self.base), 0.015)
        return self.along_shapes(sky_in(self.base, rough, smoothstep(0.7, 0.98, self._cut)), 0.5)

    @cached_property
    def thing(self) -> Floats:
        """The things at the focus, shape (h, w), 0 to 1; nothing where there is no telling."""
        return self._cut * (1.0 - self.sky)

    @cached_property
    def figure(self) -> Floats:
        """The things at the focus, or the darker masses, which stand before the lighter, where there is no telling."""
        if self.found is not None:
            return self.thing
        low, middle, high = quantiles(np.ascontiguousarray(self.base), (0.1, 0.5, 0.9))
        reach = max(0.25 * (high - low), 0.02)
        return smoothstep(middle + 0.3 * reach, middle - 0.5 * reach, self.base)

    def pixels(self, share: float) -> int:
        """Return a length, given in longer sides, in whole pixels, 1 at least."""
        return max(1, round(share * self.side))

    def along_shapes(self, mask: Floats, wide: float = 1.0) -> Floats:
        """Smooth a mask along the picture's shapes; `wide` is a factor on the radius."""
        lightness = np.ascontiguousarray(self.lab[..., 0])
        smooth = guided(np.ascontiguousarray(mask, np.float32), lightness, self.pixels(_ALONG * wide), 2e-3)
        return np.clip(smooth, 0.0, 1.0)

    def blurred(self, mask: Floats, share: float) -> Floats:
        """Blur a mask by a sigma given in longer sides."""
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), max(share * self.side, 0.5)), dtype=np.float32)


def _everything(view: View) -> Floats:
    return np.ones(view.shape, np.float32)


def _far(view: View) -> Floats:
    """Find the distance: high in the picture, or the sky, and no figure."""
    _, y = grid(*view.shape)
    high = np.asarray(smoothstep(0.9, 0.2, y) * 0.85 + 0.15, dtype=np.float32)
    return view.along_shapes(np.maximum(high, view.sky), 2.5) * (1.0 - 0.9 * view.thing)


def _horizon(view: View) -> Floats:
    """Find the lower part of the sky."""
    rows = view.sky.sum(axis=1)
    if not rows.any():
        return view.sky
    filled = np.cumsum(rows) / rows.sum()
    return np.asarray(view.sky * smoothstep(0.25, 0.95, filled.astype(np.float32))[:, None], dtype=np.float32)


def _near(view: View) -> Floats:
    return 1.0 - _far(view)


def _around(view: View) -> Floats:
    """Find what touches the figure: it fades with the distance from it."""
    return np.clip(view.blurred(view.figure, 0.07) * 2.2, 0.0, 1.0) * (1.0 - view.figure)


def _lit(view: View) -> Floats:
    """Find the sides of forms that face the light: lighter than what is around them, or turned to it."""
    wide = view.blurred(view.base, 0.12)
    x, y = grid(*view.shape)
    toward = (x - 0.5) * view.scene.light_x - 0.5 * (y - 0.5)
    facing: Floats = np.asarray(view.base - wide + 0.16 * toward, dtype=np.float32)
    return view.along_shapes(smoothstep(-0.12, 0.16, facing))


def _pool(view: View) -> Floats:
    """Find the reach of a lamp beside the focus, 1 / (1 + (d / r)²); it falls on things, shape by shape."""
    rng = np.random.default_rng([view.scene.seed, 17])
    x = view.scene.focus_x + 0.05 * view.scene.light_x + float(rng.uniform(-0.03, 0.03))
    y = view.scene.focus_y - 0.03 + float(rng.uniform(-0.02, 0.02))
    distance = distance_from(view.shape, x, y)
    fall = 1.0 / (1.0 + np.square(distance / np.float32(_POOL)) ** 1.5)
    # Things take more of it than the ground behind them, and the sky hardly any: a lamp lights no air.
    fall = np.minimum(1.3 * fall * (0.42 + 0.58 * view.thing) * (1.0 - 0.85 * view.sky) + 0.15 * view.thing, 1.0)
    lit = 0.16 * (view.base - view.blurred(view.base, 0.1)) / 0.1
    return view.along_shapes(np.clip(fall * (1.0 + np.clip(lit, -0.3, 0.3)), 0.0, 1.0), 1.0)


def _rim(view: View) -> Floats:
    """Find the edge of the figure on the side of the light: what of it has no figure between itself and the light."""
    firm = smoothstep(0.35, 0.65, view.figure)
    rim = np.zeros_like(firm)
    for width in _RIM_WIDTHS:
        across, up = view.scene.light_x * width * view.side, -0.7 * width * view.side
        # The figure goes on beyond the frame.
        moved = cv2.warpAffine(
            firm,
            np.array([[1.0, 0.0, -across], [0.0, 1.0, -up]], np.float32),
            view.shape[::-1],
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        rim = np.asarray(np.clip(firm - moved, 0.0, 1.0), dtype=np.float32)
        if float((rim > 0.5).mean()) > _RIM_SHARES[0]:
            break
    edge = cv2.magnitude(cv2.Sobel(view.base, cv2.CV_32F, 1, 0), cv2.Sobel(view.base, cv2.CV_32F, 0, 1))
    drawn = smoothstep(0.02, 0.16, cv2.dilate(edge, np.ones((3, 3), np.uint8)))
    most = _RIM_SHARES[1] / max(float((rim > 0.5).mean()), 1e-6)
    return view.blurred(rim * drawn, 0.0015) * np.float32(min(1.0, most))


def _wet(view: View) -> Floats:
    """Find ground low in the picture that could be wet: no figure, and little drawing in it."""
    _, y = grid(*view.shape)
    low = smoothstep(0.5, 0.85, y) * (1.0 - view.thing) * (1.0 - view.sky)
    rough = view.blurred(np.abs(view.lab[..., 0] - view.base), 0.02)
    return view.along_shapes(low * smoothstep(0.06, 0.02, rough), 2.0)


def _lamps(view: View) -> Floats:
    """Find small warm lights: warm in hue, and lighter than what is around them."""
    warmth: Floats = view.lab[..., 2] + np.float32(0.4) * view.lab[..., 1]
    warm = smoothstep(0.02, 0.08, warmth)
    lightness = view.lab[..., 0]
    above = smoothstep(0.08, 0.2, lightness - view.blurred(lightness, 0.06))
    (bright,) = quantiles(np.ascontiguousarray(lightness), (0.8,))
    return view.blurred(warm * above * smoothstep(bright - 0.1, bright + 0.05, lightness), 0.003)


# By a place's name in a pack.
AREAS: dict[str, Callable[[View], Floats]] = {
    "everything": _everything,
    "far": _far,
    "near": _near,
    "sky": lambda view: view.sky,
    "horizon": _horizon,
    "earth": lambda view: 1.0 - view.sky,
    "figure": lambda view: view.figure,
    "ground": lambda view: 1.0 - view.figure,
    "around": _around,
    "lit": _lit,
    "shade": lambda view: 1.0 - _lit(view),
    "pool": _pool,
    "outside": lambda view: 1.0 - _pool(view),
    "half-way": lambda view: 4.0 * (pool := _pool(view)) * (1.0 - pool),
    "rim": _rim,
    "wet": _wet,
    "lamps": _lamps,
}
