"""Statistics of a picture that tell attribute values apart: a fixed list, measured at a fixed size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ...color.oklab import Floats, srgb_bytes_to_oklab
from ...engines.base import Pixels
from ...picture_size import scaled_size

WORKING_PX = 192
_EDGE_PX = 256
_NEAR_PX = 2  # an edge is kept where the study has an edge at most this far away, at 256 px
_PLAIN = 0.006  # standard deviation along a row, in OKLab, below which it is plain
_STRONG = 85.0  # the percentile of the gradient above which a pixel lies on an edge

Statistics = dict[str, float]


def working_lab(pixels: Pixels, longer: int) -> Floats:
    """Return a picture over white, shape (h, w, 4), as OKLab, its longer side scaled to `longer` px."""
    part = pixels[..., 3:].astype(np.float32) / 255.0
    rgb = pixels[..., :3] * part + 255.0 * (1.0 - part)
    height, width = pixels.shape[:2]
    size = scaled_size(width, height, longer, least_px=8, enlarge=True)
    small = cv2.resize(rgb.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return srgb_bytes_to_oklab(np.clip(np.rint(small), 0, 255).astype(np.uint8))


def statistics(pixels: Pixels) -> Statistics:
    """Return a picture's statistics by name, taken at 192 px: of its colour, surface, light and placing."""
    lab = working_lab(pixels, WORKING_PX)
    lightness = np.ascontiguousarray(lab[..., 0])
    return {**_of_color(lab), **_of_surface(lab, lightness), **_of_light(lab, lightness), **_of_placing(lightness, lab)}


def _of_color(lab: Floats) -> Statistics:
    level, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    dark, light = level <= np.percentile(level, 35), level >= np.percentile(level, 65)
    unit = np.array([np.cos(np.radians(62)), np.sin(np.radians(62))], np.float32)
    warmth = lab[..., 1:] @ unit
    hues = (lab[..., 1] + 1j * lab[..., 2]) / np.maximum(chroma, 1e-4)
    return {
        "chroma": float(chroma.mean()),
        "chroma_high": float(np.percentile(chroma, 95)),
        "warmth": float(warmth.mean()),
        "warmth_dark": float(warmth[dark].mean()),
        "warmth_light": float(warmth[light].mean()),
        "a": float(lab[..., 1].mean()),
        "b": float(lab[..., 2].mean()),
        "hue_unity": float(abs((hues * chroma).sum()) / max(float(chroma.sum()), 1e-4)),
    }


def _of_surface(lab: Floats, lightness: Floats) -> Statistics:
    gx, gy = cv2.Sobel(lightness, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(lightness, cv2.CV_32F, 0, 1, scale=0.125)
    gradient = np.hypot(gx, gy)
    fine = lightness - cv2.medianBlur((lightness * 255).clip(0, 255).astype(np.uint8), 5) / np.float32(255.0)
    tensor = [cv2.GaussianBlur(part, (0, 0), 2.5) for part in (gx * gx, gx * gy, gy * gy)]
    coherence = np.sqrt((tensor[0] - tensor[2]) ** 2 + 4 * tensor[1] ** 2) / (tensor[0] + tensor[2] + 1e-6)
    color = np.abs(cv2.Laplacian(np.ascontiguousarray(lab[..., 1]), cv2.CV_32F))
    coarse = cv2.resize(lightness, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return {
        "edges": float(gradient.mean()),
        "edges_high": float(np.percentile(gradient, 97)),
        "flat": float((gradient < 0.004).mean()),
        "fine": float(np.abs(fine).mean()),
        "coherence": float(coherence.mean()),
        "color_edges": float(color.mean()),
        "edges_coarse": float(np.abs(cv2.Laplacian(coarse, cv2.CV_32F)).mean()),
        "angular": float(np.abs(np.cos(2 * np.arctan2(gy, gx)))[gradient >= np.percentile(gradient, 90)].mean()),
    }


def _of_light(lab: Floats, lightness: Floats) -> Statistics:
    height, width = lightness.shape
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    away = np.hypot(x - 0.5, y - 0.5)
    low, middle, high = (float(value) for value in np.percentile(lightness, [5, 50, 95]))
    local = np.abs(lightness - cv2.GaussianBlur(lightness, (0, 0), 5.0))
    light, dark = lightness >= np.percentile(lightness, 75), lightness <= np.percentile(lightness, 60)
    return {
        "lightness": float(lightness.mean()),
        "median": middle,
        "low": low,
        "high": high,
        "contrast": high - low,
        "vignette": float(lightness[away < 0.25].mean() - lightness[away > 0.55].mean()),
        "local": float(local.mean()),
        "distance": float(local[: height // 2].mean() / max(float(local[height // 2 :].mean()), 1e-3)),
        "light_chroma": float(np.hypot(lab[..., 1], lab[..., 2])[light].mean()),
        "dark_b": float(lab[..., 2][dark].mean()),
    }


def _of_placing(lightness: Floats, lab: Floats) -> Statistics:
    height, width = lightness.shape
    small = cv2.resize(lightness, (48, 48), interpolation=cv2.INTER_AREA)
    centred = small - small.mean()
    power = max(float((centred * centred).sum()), 1e-4)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    stands_out = np.linalg.norm(lab - lab.mean(axis=(0, 1)), axis=-1) ** 2
    mass = stands_out / max(float(stands_out.sum()), 1e-6)
    detail = np.abs(lightness - cv2.GaussianBlur(lightness, (0, 0), 3.0))
    left, right = float(detail[:, : width // 2].mean()), float(detail[:, width // 2 :].mean())
    inner = float(detail[np.hypot(x, y) < 0.6].mean())
    outer = float(detail[np.hypot(x, y) > 1.0].mean())
    deviation = lightness - lightness.mean()
    return {
        "symmetry": float((centred * centred[:, ::-1]).sum()) / power,
        "mass_x": float((mass * x).sum()),
        "mass_y": float((mass * y).sum()),
        "off_middle": abs(float((mass * x).sum())),
        "sided": abs(float(np.log((left + 1e-3) / (right + 1e-3)))),
        "inner": float(np.log((inner + 1e-3) / (outer + 1e-3))),
        "diagonal": abs(float((deviation * (x + y)).mean())) + abs(float((deviation * (x - y)).mean())),
        "across": abs(float((deviation * x).mean())),
        "tilt": _tilt(lightness),
        "bars_beside": _bars(lab.swapaxes(0, 1)),
        "bars_above": _bars(lab),
    }


def _bars(lab: Floats) -> float:
    """Return the share of rows at the top and the bottom that are plain, as the mats of a wider window are.

    With the axes swapped it is that of columns at the left and the right.
    """
    plain = lab.std(axis=1).max(axis=-1) < _PLAIN
    if plain.all():
        return 0.0
    first, last = int(np.argmin(plain)), int(np.argmin(plain[::-1]))
    return (first + last) / len(plain)


def _tilt(lightness: Floats) -> float:
    """Return the mean angle between edges and the nearest axis, in radians, 0 to π/4.

    ¼ |arg Σ g² e^{4iθ}| over all pixels, g the gradient's size and θ its direction.
    """
    gx, gy = cv2.Scharr(lightness, cv2.CV_32F, 1, 0), cv2.Scharr(lightness, cv2.CV_32F, 0, 1)
    weight = np.hypot(gx, gy) ** 2
    angle = np.arctan2(gy, gx) * 4.0
    total = (weight * np.exp(1j * angle)).sum()
    return abs(float(np.angle(total))) / 4.0


def edge_agreement(canvas: Pixels, study: Pixels, box: tuple[float, float, float, float]) -> float:
    """Return the share of the canvas' edges in a box that the study keeps, 0 to 1.

    Edges are the strongest 15% of the gradients at 256 px; one is kept where the study has an edge within 2 px.

    Args:
        canvas: shape (h, w, 4).
        study: of the same proportions.
        box: left, top, right, bottom, each 0 to 1.
    """
    first, second = _edges(canvas), _edges(study)
    height, width = first.shape
    rows = slice(int(box[1] * height), max(int(box[3] * height), int(box[1] * height) + 8))
    columns = slice(int(box[0] * width), max(int(box[2] * width), int(box[0] * width) + 8))
    side = 2 * _NEAR_PX + 1
    near = cv2.dilate(_strong(second[rows, columns]), np.ones((side, side), np.uint8))
    wanted = _strong(first[rows, columns])
    return float((near * wanted).sum() / max(int(wanted.sum()), 1))


def _edges(pixels: Pixels) -> Floats:
    lab = working_lab(pixels, _EDGE_PX)
    total = np.zeros(lab.shape[:2], np.float32)
    for channel in range(3):
        smooth = cv2.GaussianBlur(np.ascontiguousarray(lab[..., channel]), (0, 0), 1.0)
        gx, gy = cv2.Scharr(smooth, cv2.CV_32F, 1, 0), cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
        total += gx * gx + gy * gy
    return np.sqrt(total)


def _strong(gradient: Floats) -> NDArray[np.uint8]:
    return (gradient >= max(float(np.percentile(gradient, _STRONG)), 1e-3)).astype(np.uint8)
