"""Things that no edge of a frame may cut: heads, the accent of colour, and closed shapes such as a cup's rim."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ....picture_size import scaled_size
from ..masks.fields import Rgb, shrink
from .drawn_faces import Box
from .focus import Focus

_SHAPE_PX = 200  # longer side at which closed shapes are looked for
_SHAPE_AREA = (0.004, 0.30)  # share of the picture
_SOLID = 0.70  # area of a shape by that of its convex hull, at least
_CLEAR = 0.05  # contrast across a shape's outline, OKLab, from which it is seen …
_STRONG = 0.22  # … and from which it counts in full
_LARGE, _LEAST_WEIGHT = 0.08, 0.2  # area from which a shape counts in full, and the least that a small one counts
_EDGE_PX = 3  # a shape this near to the edge of the picture is cut by it
_MOST_SHAPES = 16
_MANY = 2.5  # sum of weights from which shapes count for less, each like the others
_ALIKE = 0.6  # overlap of boxes, intersection by union, from which two shapes are one

_ACCENT_PX = 220  # longer side at which accents are looked for
_BINS, _REACH = 40, 0.35  # of the histogram of a and b: cells a side, and the greatest a or b
_RARE = 0.03  # share of the picture with colours like an accent's, at most
_COLOURFUL, _AWAY = 0.05, 0.09  # chroma of an accent, and its distance from the picture's middle colour, at least
_ACCENT_AREA = (0.0004, 0.05)  # share of the picture
_MOST_ACCENTS = 2
_GROWN = 0.3  # share of its sides by which the box of an accent is larger than what stands out
_LONE_AREA = 0.025  # share of the picture that the box of a lone accent covers, at most
_BESIDE = 0.7  # strength of an accent by that of the strongest, from which it counts as well


@dataclass(frozen=True)
class KeptWhole:
    """Boxes of things that are shown whole or not at all; left, top, right, bottom, 0 to 1, shape (n, 4) each.

    Args:
        heads: of faces.
        accents: small areas of a chroma that the rest of the picture does not have, the strongest first.
        shapes: closed shapes that stand out from what is around them.
        weights: of each shape, greater for large ones that stand out clearly, 0 to 1, shape (n,).
    """

    heads: Floats
    accents: Floats
    shapes: Floats
    weights: Floats

    @property
    def hard(self) -> Floats:
        """Heads and accents: never cut."""
        return np.concatenate([self.heads, self.accents])

    @property
    def lone_accent(self) -> Box | None:
        """The box of the one small accent of a picture without heads, to which the eye goes; None without."""
        if len(self.heads) or len(self.accents) != 1:
            return None
        left, top, right, bottom = (float(side) for side in self.accents[0])
        return (left, top, right, bottom) if (right - left) * (bottom - top) < _LONE_AREA else None


def find_kept_whole(rgb: Rgb, lab: Floats, focus: Focus) -> KeptWhole:
    """Find what is to be kept whole.

    Args:
        rgb: the picture, sRGB.
        lab: the same in OKLab.
        focus: its focus.
    """
    shapes, weights = _closed_shapes(rgb)
    return KeptWhole(_boxes(list(focus.heads)), _boxes(_accents(lab)), shapes, weights)


def _boxes(boxes: list[Box]) -> Floats:
    return np.array(boxes, np.float32).reshape(-1, 4)


def _accents(lab: Floats) -> list[Box]:
    """Return the boxes of small areas whose colour, but for its lightness, is rare in the picture."""
    size = scaled_size(lab.shape[1], lab.shape[0], _ACCENT_PX, least_px=8)
    lab = cv2.GaussianBlur(cv2.resize(lab, size, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    width, height = size
    cells = np.clip((lab[..., 1:] / _REACH + 1.0) * (_BINS / 2), 0, _BINS - 1).astype(int)
    counts = np.zeros((_BINS, _BINS), np.float32)
    np.add.at(counts, (cells[..., 0], cells[..., 1]), 1.0 / (height * width))
    # Colours within about 0.06 of each other count as one.
    like = cv2.GaussianBlur(counts, (0, 0), 2.0) * np.float32(2.0 * np.pi * 4.0)
    middle = np.median(lab[..., 1:].reshape(-1, 2), axis=0)
    apart = np.linalg.norm(lab[..., 1:] - middle, axis=-1)
    rare = like[cells[..., 0], cells[..., 1]] < _RARE
    mask = (rare & (np.hypot(lab[..., 1], lab[..., 2]) > _COLOURFUL) & (apart > _AWAY)).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[tuple[float, Box]] = []
    for part in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[part])
        inside = min(left, top) > 0 and left + wide < width and top + high < height
        if inside and _ACCENT_AREA[0] < area / (height * width) < _ACCENT_AREA[1]:
            away = float(apart[parts == part].mean())
            # What belongs to it may be duller than the rest.
            box = _grown((left / width, top / height, (left + wide) / width, (top + high) / height))
            found.append((away * area**0.5, box))
    found.sort(reverse=True)
    return [box for strength, box in found[:_MOST_ACCENTS] if strength >= _BESIDE * found[0][0]]


def _grown(box: Box) -> Box:
    left, top, right, bottom = box
    wide, high = _GROWN * (right - left), _GROWN * (bottom - top)
    return max(left - wide, 0.0), max(top - high, 0.0), min(right + wide, 1.0), min(bottom + high, 1.0)


def _closed_shapes(rgb: Rgb) -> tuple[Floats, Floats]:
    """Return the boxes of closed shapes inside the picture, and their weights.

    Source: Matas et al. 2002, "Robust wide-baseline stereo from maximally stable extremal regions", as OpenCV has it.
    """
    height, width = rgb.shape[:2]
    size = scaled_size(width, height, _SHAPE_PX, least_px=8)
    small = cv2.GaussianBlur(np.asarray(shrink(rgb, size), dtype=np.uint8), (0, 0), 0.8)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    pixels = size[0] * size[1]
    finder = cv2.MSER.create(6, int(_SHAPE_AREA[0] * pixels), int(_SHAPE_AREA[1] * pixels))
    found: list[tuple[float, Box]] = []
    for channel in range(3):
        regions, boxes = finder.detectRegions(np.ascontiguousarray(lab[..., channel]))
        for points, (left, top, wide, high) in zip(regions, boxes, strict=True):
            # What the picture's own edge cuts is no whole thing.
            if min(left, top) < _EDGE_PX or left + wide > size[0] - _EDGE_PX or top + high > size[1] - _EDGE_PX:
                continue
            weight = _weight(lab, np.asarray(points))
            if weight > 0.0:
                box = (left / size[0], top / size[1], (left + wide) / size[0], (top + high) / size[1])
                found.append((weight, box))
    found.sort(reverse=True)
    kept: list[tuple[float, Box]] = []
    for weight, box in found:
        if len(kept) < _MOST_SHAPES and all(_overlap(box, other) < _ALIKE for _, other in kept):
            kept.append((weight, box))
    weights = np.array([weight for weight, _ in kept], np.float32)
    # Of a pattern of many shapes some have to be cut.
    return _boxes([box for _, box in kept]), weights / np.float32(max(1.0, float(weights.sum()) / _MANY))


def _weight(lab: Rgb, points: NDArray[np.int32]) -> float:
    """Return how much a shape stands out, 0 to 1; 0 where it is ragged."""
    hull = cv2.convexHull(points)
    if len(points) < _SOLID * max(float(cv2.contourArea(hull)), 1.0):
        return 0.0
    mask = np.zeros(lab.shape[:2], np.uint8)
    mask[points[:, 1], points[:, 0]] = 1
    around = cv2.dilate(mask, np.ones((7, 7), np.uint8)) - cv2.dilate(mask, np.ones((3, 3), np.uint8))
    inside, outside = cv2.mean(lab, mask)[:3], cv2.mean(lab, around)[:3]
    contrast = float(np.linalg.norm(np.subtract(inside, outside))) / 255.0
    seen = min(max((contrast - _CLEAR) / (_STRONG - _CLEAR), 0.0), 1.0)
    return seen * min(max((len(points) / mask.size / _LARGE) ** 0.5, _LEAST_WEIGHT), 1.0)


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0.0 or high <= 0.0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return wide * high / (sum(areas) - wide * high)
