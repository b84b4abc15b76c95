"""A radiograph: things as if of glass, pale on a dark plate, with bright rims and a glow within.

Values keep their order where a face was found or the ground is dark, so that no face turns into a negative; a thing on
light ground is turned round, since a plate is dark where nothing lies on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, guided, mask_size, ramp, smoothstep, spread, to_bytes


@dataclass(frozen=True)
class Radiograph:
    """The parameters of `radiograph`."""

    rim: float = 1.0
    """Brightness of the rims of things; factor, 0 to 3."""
    glow: float = 1.0
    """Brightness within things; factor, 0 to 2."""
    ground: float = 1.0
    """Darkness of the plate away from the focus; share, 0 to 1."""


def radiograph(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Radiograph) -> Rgb:
    """Turn a picture into the grey tones of a radiograph."""
    del seed
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    level = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    low, high = picture.low * 0.8, max(picture.high, picture.low + 0.25)
    level = np.clip((level - low) / np.float32(high - low), 0.0, 1.0)
    thing = _things(picture, height, width)
    density = level if picture.focus.faces or _ground_is_dark(picture) else 1.0 - level
    within = np.float32(0.62 * params.glow) * density ** np.float32(1.25)
    rims = _rims(level, unit) * np.float32(params.rim)
    shown = within * (1.0 - np.float32(params.ground) * (1.0 - np.float32(0.30) - np.float32(0.70) * thing)) + rims
    film = np.float32(1.0) - np.exp(np.float32(-1.5) * np.maximum(shown, 0.0))
    film = np.clip(film * np.float32(1.12), 0.02, 1.0)
    gray = to_bytes(film * np.float32(255.0))
    share = np.float32(ramp(0.0, 1.0, amount))
    return cv2.addWeighted(rgb, float(1.0 - share), cv2.merge([gray] * 3), float(share), 0.0)


def _ground_is_dark(picture: Analysis) -> bool:
    """Tell whether the places that draw the eye least are darker than those that draw it most."""
    lightness, pull = picture.tiny[..., 0], picture.focus.saliency
    ground, thing = (float((lightness * weight).sum() / (weight.sum() + 1e-6)) for weight in (1.0 - pull, pull**2))
    return ground < thing + 0.12


def _things(picture: Analysis, height: int, width: int) -> Floats:
    """Return how much each place belongs to a thing, 0 to 1: the focus, kept within the shapes that hold it."""
    size = mask_size(height, width)
    pull = np.maximum(picture.focus.saliency, picture.focus.protect)
    pull = smoothstep(0.12, 0.55, spread(pull, size[1], size[0]))
    guide = cv2.resize(picture.lab[..., 0], size, interpolation=cv2.INTER_AREA)
    return spread(np.clip(guided(pull, guide, 8, 2e-3), 0.0, 1.0), height, width)


def _rims(level: Floats, unit: float) -> Floats:
    """Return light along edges, 0 to 1: a fine line and a soft glow about it."""
    steep = [
        cv2.magnitude(
            *(
                cv2.Sobel(cv2.GaussianBlur(level, (0, 0), max(sigma, 0.6)), cv2.CV_32F, *axis, scale=scale)
                for axis in ((1, 0), (0, 1))
            )
        )
        for sigma, scale in ((1.1 * unit, 0.22), (4.0 * unit, 0.5))
    ]
    return np.clip(0.9 * steep[0] * np.float32(max(unit, 0.4)) + 0.8 * steep[1] * np.float32(max(unit, 0.4)), 0.0, 1.0)
