"""The canvases of the closed loop on pixels: six kinds, dark and light, drawn from code and a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ...color.gamut import oklab_to_srgb_fitted
from ...color.oklab import Floats
from ...engines.base import Pixels
from ...engines.studies.masks.fields import Rgb, grid, noise, smoothstep, to_bytes
from ...engines.studies.stages.ground.paper_ground import starter
from .drawn import blocked_in, grained, lines, opaque

# Seeds of the canvases that settings are chosen on, and of those that are reported on.
DEVELOPMENT_CANVASES = 100
REPORTING_CANVASES = 900

Size = tuple[int, int]
Lab = NDArray[np.floating[Any]]


def pixel_canvases(width: int, height: int, seed: int) -> dict[str, Pixels]:
    """Return one canvas of each kind by name; another seed draws others."""
    size = (height, width)
    return {name: opaque(draw(size, seed + place)) for place, (name, draw) in enumerate(_KINDS.items())}


def _landscape(size: Size, seed: int) -> Rgb:
    return grained(starter(*size, seed), seed)


def _night(size: Size, seed: int) -> Rgb:
    """Return a scene at night: dark, and tinted by its little light."""
    rng = np.random.default_rng([seed, 21])
    linear = (starter(*size, seed) / 255.0) ** float(rng.uniform(2.2, 3.2))
    tint = np.array([float(rng.uniform(0.35, 0.9)), 0.6, float(rng.uniform(0.35, 0.9))])
    return grained(to_bytes(255.0 * linear * tint), seed)


def _portrait(size: Size, seed: int) -> Rgb:
    """Return a head and shoulders before a plain ground, lit from one side."""
    rng = np.random.default_rng([seed, 22])
    x, y = grid(*size)
    x = np.asarray((x - 0.5) * (size[1] / size[0]), dtype=np.float32)
    ground, cloth, skin, hair = (_natural(rng, low, high) for low, high in _PORTRAIT_LIGHTNESS)
    skin[1:] = 0.03, 0.035
    side = float(rng.choice([-1.0, 1.0]))
    lab: Lab = np.full((*size, 3), ground) + 0.1 * (0.5 - y[..., None]) * _LIGHT
    lab = _laid(lab, _ellipse(x, y, (0.0, 1.12), (0.46, 0.42)), cloth)
    lab = _laid(lab, _ellipse(x, y, (0.0, 0.40), (0.215, 0.27)), hair)
    lit = np.clip(0.5 + 2.2 * side * x, 0.0, 1.0)[..., None]
    face = skin + (lit - 0.6) * 0.28 * _LIGHT
    lab = _laid(lab, _ellipse(x, y, (0.0, 0.46), (0.155, 0.215)), face)
    for eye in (-0.06, 0.06):
        lab = _laid(lab, _ellipse(x, y, (eye, 0.43), (0.025, 0.011)), hair)
    lab = _laid(lab, _ellipse(x, y, (0.0, 0.57), (0.045, 0.013)), skin + np.array([-0.15, 0.07, 0.03]))
    return grained(_rgb(lab + 0.012 * noise(*size, seed)[..., None] * _LIGHT), seed)


def _block_in(size: Size, seed: int) -> Rgb:
    return blocked_in(starter(*size, seed), seed)


def _line_art(size: Size, seed: int) -> Rgb:
    return lines(starter(*size, seed))


def _photograph(size: Size, seed: int) -> Rgb:
    """Return a scene as a camera takes it: textures at all scales, a sharp subject, blur behind it, dark corners."""
    rng = np.random.default_rng([seed, 23])
    x, y = grid(*size)
    far, near, subject = (_natural(rng, 0.25, 0.8) for _ in range(3))
    depth = smoothstep(-0.15, 0.15, (y - 0.55 + 0.1 * noise(*size, seed)).astype(np.float32))[..., None]
    lab: Lab = far * (1.0 - depth) + near * depth
    lab = lab + np.dstack([weight * noise(*size, seed + 1 + channel) for channel, weight in enumerate(_TEXTURE)])
    lab = cv2.GaussianBlur(lab.astype(np.float32), (0, 0), size[1] / 60.0)
    at = (float(rng.uniform(0.3, 0.7)), float(rng.uniform(0.45, 0.65)))
    detail = 0.12 * noise(*size, seed + 7, base=24)[..., None] * _LIGHT
    lab = _laid(lab, _ellipse(x, y, at, (0.17, 0.23)), subject + detail + 0.25 * (at[1] - y[..., None]) * _LIGHT)
    corners = np.hypot(x - 0.5, y - 0.5)[..., None] ** 2
    return grained(_rgb(lab - 0.2 * corners * _LIGHT), seed)


_KINDS: dict[str, Callable[[Size, int], Rgb]] = {
    "landscape": _landscape,
    "night": _night,
    "portrait": _portrait,
    "block-in": _block_in,
    "line art": _line_art,
    "photograph": _photograph,
}
_LIGHT = np.array([1.0, 0.0, 0.0])
# Ground, cloth, skin, hair.
_PORTRAIT_LIGHTNESS = ((0.15, 0.75), (0.2, 0.6), (0.5, 0.8), (0.15, 0.5))
_TEXTURE = (0.12, 0.02, 0.03)


def _natural(rng: np.random.Generator, low: float, high: float) -> Lab:
    """Return a colour that is neither grey nor glaring, in OKLab."""
    hue, chroma = float(rng.uniform(0.0, 2.0 * np.pi)), float(rng.uniform(0.01, 0.09))
    return np.array([rng.uniform(low, high), chroma * np.cos(hue), chroma * np.sin(hue)])


def _ellipse(x: Floats, y: Floats, middle: tuple[float, float], radii: tuple[float, float]) -> Floats:
    """Return the mask of an ellipse with a soft edge, in [0, 1]."""
    away = np.hypot((x - middle[0]) / radii[0], (y - middle[1]) / radii[1])
    return 1.0 - smoothstep(0.96, 1.04, away.astype(np.float32))


def _laid(lab: Lab, mask: Floats, color: Lab) -> Lab:
    return np.asarray(lab * (1.0 - mask[..., None]) + mask[..., None] * color)


def _rgb(lab: Lab) -> Rgb:
    return to_bytes(255.0 * oklab_to_srgb_fitted(np.clip(lab, [0.0, -0.3, -0.3], [1.0, 0.3, 0.3]).astype(np.float32)))
