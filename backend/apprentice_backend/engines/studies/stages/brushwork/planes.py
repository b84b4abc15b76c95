"""Abstraction by planes: the picture's shapes, cut along a few lines, with straight outlines and colours set apart."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...canvas.regions import Regions, coverage, find_regions
from ...masks.fields import Rgb, grid
from .spared import lay_sparing

_SUBPIXEL_BITS = 4
_LEAST_AREA = 14  # in mask pixels: a smaller plane is left out
_FOCAL_AREA = 5  # the same at the focus
_UNCUT = 0.55  # nearness to the focus from which no line cuts
_PARALLEL, _CLOSE = 0.93, 0.12  # cosine and distance (share of the width) by which two cutting lines are alike


@dataclass(frozen=True)
class _Plane:
    """One plane: its outline in mask pixels, its colour, and its size."""

    outline: NDArray[np.float32]
    color: Floats
    area: float


@dataclass(frozen=True)
class Planes:
    """The parameters of `planes`."""

    count: float = 9.0
    """Colours before the cuts; number, 3 to 24."""
    straight: float = 1.0
    """Straightening of outlines; factor, 0 to 3."""
    cuts: float = 1.0
    """Lines that cut the picture, six at 1; factor, 0 to 3."""
    chroma: float = 1.3
    """Chroma of the planes; factor, 0 to 2."""
    shift: float = 1.0
    """Chance in the hue and lightness of each plane; factor, 0 to 3."""
    hold: float = 0.6
    """Part of faces and focal detail that stays as painted; share, 0 to 1."""


def planes(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Planes) -> Rgb:
    """Rebuild a picture from straight-edged planes of flat colour."""
    rng = np.random.default_rng([seed, 6])
    height, width = rgb.shape[:2]
    regions = find_regions(rgb, picture, max(3, round(params.count)), calm=9)
    parts = _cut(regions, picture, rng, params.cuts)
    found = _outlines(parts, regions, params.straight * (0.55 + 0.45 * amount))
    ground = cv2.resize(cv2.blur(cv2.resize(rgb, (64, 64), interpolation=cv2.INTER_AREA), (9, 9)), (width, height))
    scale = np.array([width / regions.labels.shape[1], height / regions.labels.shape[0]], np.float32)
    found.sort(key=lambda item: -item.area)
    for plane, color in zip(found, _set_apart(found, rng, params), strict=True):
        points = np.rint((plane.outline + 0.5) * scale * 2**_SUBPIXEL_BITS).astype(np.int32)
        cv2.fillPoly(ground, [points], color.tolist(), cv2.LINE_AA, _SUBPIXEL_BITS)
    covered = coverage(picture, amount, params.hold)
    return lay_sparing(rgb, ground, picture, covered, amount)


def _cut(regions: Regions, picture: Analysis, rng: np.random.Generator, cuts: float) -> NDArray[np.int32]:
    """Return the clusters' labels, cut along a few long lines that follow the picture's; the focus is not cut."""
    labels = regions.labels.astype(np.int32)
    height, width = labels.shape
    x, y = grid(height, width)
    y = y * np.float32(height / width)
    wave = np.zeros((height, width), np.int32)
    for number, (normal, offset) in enumerate(_lines(picture, rng, round(6 * cuts), height / width)):
        side = (normal[0] * x + normal[1] * y - offset) > 0.0
        wave += side.astype(np.int32) << number
    wave[regions.focal > _UNCUT] = 0
    return labels + 32 * wave


def _lines(
    picture: Analysis, rng: np.random.Generator, count: int, tall: float
) -> list[tuple[tuple[float, float], float]]:
    """Choose lines (normal, offset) along strong, coherent edges of the picture, no two of them alike."""
    step = 6
    angle = picture.angle[4:-4:step, 4:-4:step]
    strength = (picture.gradient * picture.coherence)[4:-4:step, 4:-4:step].astype(np.float64)
    if count < 1 or angle.size < 2:
        return []
    weight = (strength.ravel() + 1e-4) ** 1.2
    rows, columns = angle.shape
    chosen: list[tuple[tuple[float, float], float]] = []
    for place in rng.choice(angle.size, min(120, angle.size), p=weight / weight.sum()):
        turn = float(angle.ravel()[place])
        turn = round(turn / (np.pi / 12)) * (np.pi / 12) * 0.7 + turn * 0.3
        normal = (-float(np.sin(turn)), float(np.cos(turn)))
        offset = normal[0] * (place % columns + 0.5) / columns + normal[1] * (place // columns + 0.5) / rows * tall
        if all(_apart(normal, offset, other) for other in chosen):
            chosen.append((normal, offset))
        if len(chosen) >= count:
            break
    return chosen


def _apart(normal: tuple[float, float], offset: float, other: tuple[tuple[float, float], float]) -> bool:
    alike = normal[0] * other[0][0] + normal[1] * other[0][1]
    return abs(alike) < _PARALLEL or abs(offset - other[1] * float(np.sign(alike))) > _CLOSE


def _outlines(parts: NDArray[np.int32], regions: Regions, straight: float) -> list[_Plane]:
    found = []
    for part in np.flatnonzero(np.bincount(parts.ravel())):
        mask = cv2.compare(parts, float(part), cv2.CMP_EQ)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            area = float(cv2.contourArea(contour))
            left, top, wide, high = cv2.boundingRect(contour)
            focal = float(regions.focal[top + high // 2, left + wide // 2])
            if area < _LEAST_AREA + (_FOCAL_AREA - _LEAST_AREA) * focal:
                continue
            tolerance = straight * (0.9 + 3.2 * min(np.sqrt(area) / 60.0, 1.0)) * (1.0 - 0.6 * focal)
            outline = cv2.approxPolyDP(contour, tolerance, True)[:, 0].astype(np.float32)
            if len(outline) >= 3:
                inside = np.zeros((high, wide), np.uint8)
                cv2.drawContours(inside, [contour], -1, 255, -1, offset=(-left, -top))
                window = (slice(top, top + high), slice(left, left + wide))
                own = cv2.bitwise_and(inside, mask[window])
                color = np.array(cv2.mean(regions.lab[window], own)[:3], np.float32)
                found.append(_Plane(outline, color, area))
    return found


def _set_apart(found: list[_Plane], rng: np.random.Generator, params: Planes) -> Floats:
    """Return the planes' colours as sRGB, 0 to 255, each moved by chance in lightness and hue, shape (n, 3)."""
    lab = np.array([plane.color for plane in found], np.float32).reshape(-1, 3)
    stray = rng.standard_normal((len(found), 2)) * params.shift
    cos, sin = np.cos(0.24 * stray[:, 0]), np.sin(0.24 * stray[:, 0])
    colors = np.stack(
        [
            np.clip(lab[:, 0] + 0.035 * stray[:, 1], 0.04, 0.98),
            params.chroma * (lab[:, 1] * cos - lab[:, 2] * sin),
            params.chroma * (lab[:, 1] * sin + lab[:, 2] * cos),
        ],
        axis=-1,
    )
    return np.asarray(np.rint(oklab_to_srgb_fitted(colors.astype(np.float32)) * 255.0), dtype=np.float32)
