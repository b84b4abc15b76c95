"""Small canvases of every kind, drawn from code."""

from __future__ import annotations

import cv2
import numpy as np


def opaque(rgb: np.ndarray) -> np.ndarray:
    """Add full alpha."""
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def block_in(height: int = 192, width: int = 256) -> np.ndarray:
    """An unfinished landscape in flat patches: sky, hills, field, a red house and its light."""
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[:] = (150, 185, 210)
    points = np.array([[0, 0.55], [0.3, 0.3], [0.6, 0.5], [1, 0.35], [1, 1], [0, 1]]) * (width, height)
    cv2.fillPoly(rgb, [points.astype(np.int32)], (92, 104, 150))
    cv2.rectangle(rgb, (0, round(0.62 * height)), (width, height), (98, 128, 84), -1)
    cv2.rectangle(rgb, (0, round(0.8 * height)), (width, height), (126, 96, 60), -1)
    left, right = round(0.62 * width), round(0.8 * width)
    cv2.rectangle(rgb, (left, round(0.52 * height)), (right, round(0.74 * height)), (196, 86, 70), -1)
    cv2.circle(rgb, (round(0.25 * width), round(0.18 * height)), round(0.07 * height), (250, 226, 170), -1)
    return opaque(rgb)


def gradient(height: int = 160, width: int = 200) -> np.ndarray:
    """A smooth colour sweep with a little noise, as of a photograph."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    rgb = np.stack([90 + 130 * x, 70 + 100 * y, 190 - 120 * x * y], axis=-1)
    rgb += np.random.default_rng(5).normal(0, 4, rgb.shape)
    rgb[60:110, 70:120] = (235, 205, 80)
    return opaque(np.clip(rgb, 0, 255).astype(np.uint8))


def line_art(height: int = 200, width: int = 240) -> np.ndarray:
    """A house and a figure in black lines on white."""
    rgb = np.full((height, width, 3), 255, np.uint8)
    cv2.rectangle(rgb, (30, 80), (110, 150), (10, 10, 10), 2)
    cv2.polylines(rgb, [np.array([[25, 80], [70, 40], [115, 80]])], True, (10, 10, 10), 2)
    cv2.circle(rgb, (170, 90), 18, (10, 10, 10), 2)
    cv2.line(rgb, (170, 108), (170, 150), (10, 10, 10), 2)
    cv2.line(rgb, (0, 152), (width, 148), (10, 10, 10), 2)
    return opaque(rgb)


def stroke(height: int = 200, width: int = 240) -> np.ndarray:
    """One red stroke on white."""
    rgb = np.full((height, width, 3), 255, np.uint8)
    cv2.line(rgb, (80, 120), (150, 90), (170, 60, 60), 3, cv2.LINE_AA)
    return opaque(rgb)


def blank(height: int = 160, width: int = 200) -> np.ndarray:
    """White paper."""
    return np.full((height, width, 4), 255, np.uint8)


def cut_out(height: int = 160, width: int = 200) -> np.ndarray:
    """A coloured disc with a soft edge on nothing."""
    pixels = gradient(height, width)
    y, x = np.mgrid[0:height, 0:width]
    away = np.hypot(x - width / 2, y - height / 2)
    pixels[..., 3] = np.clip((60 - away) * 12, 0, 255).astype(np.uint8)
    return pixels


ALL = {
    "block-in": block_in,
    "gradient": gradient,
    "line art": line_art,
    "one stroke": stroke,
    "blank": blank,
    "cut-out": cut_out,
}
