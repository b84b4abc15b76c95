"""Measures of a picture: a handful of numbers, which are the agent's context where the picture is the canvas.

They are taken at 256 px at most, so a canvas of any size takes a few milliseconds.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .color.oklab import Floats, srgb_bytes_to_oklab
from .engines.base import Pixels
from .picture_size import scaled_size

LONGER_PX = 256

# Ottosson's plane: oranges lie near 62 degrees, their opposite is a cold blue.
_WARM_AXIS = np.array([np.cos(np.radians(62.0)), np.sin(np.radians(62.0))], np.float32)
_FULL_CHROMA = 0.25  # about as much as a strong sRGB colour has; only primaries lie above
_FULL_WARMTH = 0.12  # a picture whose mean lies this far along the axis is one single hot colour
_EDGE = 0.08  # a step in lightness per pixel that reads as an edge


def measure(pixels: Pixels) -> dict[str, float]:
    """Measure a picture.

    Args:
        pixels: sRGB with straight alpha, shape (height, width, 4). Pixels count by their alpha.

    Returns:
        By the names of `agents.base.MEASURES`:

        - `lightness`: mean OKLab L, 0 to 1.
        - `contrast`: L of the 95th less that of the 5th percentile, 0 to 1.
        - `chroma`: mean OKLab chroma, 1 at 0.25 or more.
        - `warmth`: mean along the axis from cold blue to orange, -1 to 1.
        - `edge_density`: share of pixels on an edge, 0 to 1.
        - `symmetry`: correlation of the lightness with its mirror image, -1 to 1; 1 for a flat picture.
        - `balance_x`, `balance_y`: where what stands out from the mean colour lies, -1 left or top to 1.

        Empty where every pixel is transparent.
    """
    rgb, weight = _reduced(pixels)
    total = float(weight.sum())
    if total < 1e-3:
        return {}
    lab = srgb_bytes_to_oklab(rgb)
    mean = (lab * weight[..., None]).sum(axis=(0, 1)) / total
    low, high = _percentiles(lab[..., 0], weight, (0.05, 0.95))
    chroma = float((np.hypot(lab[..., 1], lab[..., 2]) * weight).sum()) / total
    balance_x, balance_y = _balance(np.linalg.norm(lab - mean, axis=-1) * weight)
    return {
        "lightness": float(mean[0]),
        "contrast": high - low,
        "chroma": min(chroma / _FULL_CHROMA, 1.0),
        "warmth": float(np.clip(mean[1:] @ _WARM_AXIS / _FULL_WARMTH, -1.0, 1.0)),
        "edge_density": _edge_density(lab[..., 0], weight),
        "symmetry": _symmetry(lab[..., 0] * weight + mean[0] * (1.0 - weight)),
        "balance_x": balance_x,
        "balance_y": balance_y,
    }


def _reduced(pixels: Pixels) -> tuple[NDArray[np.uint8], Floats]:
    """Return colour and alpha at the working size; colour is averaged by alpha, so hidden pixels do not bleed in."""
    height, width = pixels.shape[:2]
    size = scaled_size(width, height, LONGER_PX)
    alpha = pixels[..., 3]
    if int(alpha.min()) == 255:
        rgb: NDArray[np.uint8] = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)[..., :3]
        return rgb, np.ones(size[::-1], np.float32)
    # Shrunk by whole pixels first: only then is it cheap to weight a large canvas in floating point.
    step = max(1, int(1.0 / (2.0 * min(1.0, LONGER_PX / max(height, width)))))
    coarse = pixels[::step, ::step].astype(np.float32)
    part = coarse[..., 3:] / 255.0
    weight = cv2.resize(np.ascontiguousarray(part), size, interpolation=cv2.INTER_AREA)
    color = cv2.resize(coarse[..., :3] * part, size, interpolation=cv2.INTER_AREA)
    color = color / np.maximum(weight, 1e-6)[..., None]
    return np.clip(np.rint(color), 0, 255).astype(np.uint8), weight


def _percentiles(values: Floats, weight: Floats, shares: tuple[float, ...]) -> list[float]:
    order = np.argsort(values, axis=None)
    filled = np.cumsum(weight.ravel()[order], dtype=np.float64)
    places = np.searchsorted(filled, np.array(shares) * filled[-1])
    return [float(values.ravel()[order[min(place, len(order) - 1)]]) for place in places]


def _edge_density(lightness: Floats, weight: Floats) -> float:
    right = np.abs(np.diff(lightness, axis=1)) * np.minimum(weight[:, 1:], weight[:, :-1])
    down = np.abs(np.diff(lightness, axis=0)) * np.minimum(weight[1:], weight[:-1])
    edges = np.zeros(lightness.shape, bool)
    edges[:, 1:] |= right > _EDGE
    edges[1:] |= down > _EDGE
    return float((edges * weight).sum() / weight.sum())


def _symmetry(lightness: Floats) -> float:
    small = cv2.resize(lightness, (32, 32), interpolation=cv2.INTER_AREA)
    centred = small - small.mean()
    power = float((centred * centred).sum())
    return float((centred * centred[:, ::-1]).sum()) / power if power > 1e-4 else 1.0


def _balance(mass: Floats) -> tuple[float, float]:
    total = float(mass.sum())
    if total < 1e-3:
        return 0.0, 0.0
    height, width = mass.shape
    across = float(mass.sum(axis=0) @ ((np.arange(width) + 0.5) / width)) / total
    down = float(mass.sum(axis=1) @ ((np.arange(height) + 0.5) / height)) / total
    return 2.0 * across - 1.0, 2.0 * down - 1.0
