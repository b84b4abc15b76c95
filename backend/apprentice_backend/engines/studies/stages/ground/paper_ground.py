"""A ground for paper: flat colour in the shapes of line art, toned paper under a lone stroke, a starter on blank paper.

The ground is multiplied under the drawing, so that drawn lines and colours stay on top.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, grid, mask_size, noise, smoothstep, to_bytes
from ...masks.overlay import blend
from .starter_motifs import paint_motif

# Colours that go well together, in OKLab: clay, ochre, sage, slate, rose earth, straw.
_NATURALS = np.array(
    [
        [0.62, 0.10, 0.09],
        [0.74, 0.02, 0.11],
        [0.66, -0.06, 0.06],
        [0.64, -0.02, -0.07],
        [0.55, 0.07, -0.02],
        [0.80, 0.03, 0.06],
    ],
    np.float32,
)
_PAIRS = ((3, 1), (2, 5), (4, 1), (3, 0))  # of those, for the top and the bottom of toned paper
_GAPS = (9, 5, 3, 1)  # gaps in a line, in mask pixels, across which a shape is closed; widest first
_LEAST_SHAPE = 30  # mask pixels
_INK = 0.12  # distance from paper, in OKLab with a and b counted twice, from which a pixel is ink
_LINE = 0.15  # share of ink in a mask pixel from which it is a line
_COLOURED = 0.06  # chroma from which a pixel is a hint of colour, not a line
_HINT = 0.06  # share of a shape from which a hint colours all of it
_SKY, _LAND = 0.12, 0.04  # least share of the picture of a shape at its top and at its bottom to be called so


def lay_ground(rgb: Rgb, picture: Analysis, seed: int) -> Rgb:
    """Lay a ground under a drawing on paper.

    Args:
        rgb: the canvas, opaque.
        picture: its analysis; `kind` is "sketch", "stroke" or "blank".
        seed: chooses colours and motif.
    """
    height, width = rgb.shape[:2]
    if picture.kind == "blank":
        return starter(height, width, seed)
    lab = _toned_paper(picture, seed) if picture.kind == "stroke" else _flatted(picture, seed)
    color = oklab_to_srgb_fitted(lab) * 255.0
    full = cv2.resize(color, (width, height), interpolation=cv2.INTER_LINEAR)
    paper = oklab_to_srgb_fitted(picture.paper[None])[0] * 255.0
    ink = np.minimum(rgb / np.maximum(paper, 1.0), 1.0).astype(np.float32)
    under = to_bytes(full * ink)
    # Colour that the artist has put down stays.
    drawn = np.hypot(picture.lab[..., 1] - picture.paper[1], picture.lab[..., 2] - picture.paper[2])
    return blend(under, rgb, smoothstep(0.03, 0.09, drawn.astype(np.float32)))


def starter(height: int, width: int, seed: int) -> Rgb:
    """Paint a starter ground for blank paper, shape (height, width, 3)."""
    size = mask_size(height, width)
    lab = paint_motif(2 * size[1], 2 * size[0], seed)
    color = oklab_to_srgb_fitted(lab) * 255.0
    large = cv2.resize(color.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return to_bytes(large)


def _toned_paper(picture: Analysis, seed: int) -> Floats:
    width, height = mask_size(*picture.lab.shape[:2])
    x, y = grid(height, width)
    wash = noise(height, width, seed, base=3, octaves=5, gain=0.6)
    away = np.hypot(x - picture.focus.x, y - picture.focus.y)
    top, bottom = (_NATURALS[index] for index in _PAIRS[seed % len(_PAIRS)])
    down = np.clip(y * 0.9 + 0.14 * wash + 0.15 * (x - 0.5) * picture.light_x, 0.0, 1.0)[..., None]
    lab = (top * (1.0 - down) + bottom * down) * np.array([1.0, 0.8, 0.8], np.float32)
    lab[..., 0] = lab[..., 0] * 0.6 + 0.34 + 0.03 * wash
    lab[..., 0] += 0.10 * np.exp(-((away / 0.3) ** 2)) - 0.07 * smoothstep(0.3, 0.75, away.astype(np.float32))
    return np.asarray(lab, dtype=np.float32)


def _flatted(picture: Analysis, seed: int) -> Floats:
    """Fill the shapes between lines with flat colour that turns a little from light to shade, at mask size."""
    shapes, chroma, lab = _shapes_between_lines(picture)
    ground = _fill(shapes, chroma, lab, seed)
    edges = cv2.dilate(shapes.astype(np.float32), np.ones((3, 3))) != cv2.erode(
        shapes.astype(np.float32), np.ones((3, 3))
    )
    inside = cv2.distanceTransform(1 - edges.astype(np.uint8), cv2.DIST_L2, 3)
    swell = cv2.GaussianBlur(np.sqrt(np.minimum(inside, 16.0) * 16.0), (0, 0), 4.0)
    slope = cv2.Sobel(swell, cv2.CV_32F, 1, 0, scale=0.125) * np.float32(-0.6 * picture.light_x)
    slope += cv2.Sobel(swell, cv2.CV_32F, 0, 1, scale=0.125) * np.float32(0.7)
    ground[..., 0] += 0.025 * np.clip(slope, -1.0, 1.0)
    height, width = shapes.shape
    ground[..., 0] += 0.018 * noise(height, width, seed, base=3, octaves=5, gain=0.6)
    return ground


def _shapes_between_lines(picture: Analysis) -> tuple[NDArray[np.int32], Floats, Floats]:
    """Return the shapes between lines, numbered from 1, and chroma and OKLab of the drawing, all at mask size.

    Shapes are closed across wide gaps first, then across narrower ones; a pixel in no shape joins the nearest.

    Source: in the spirit of Zhang et al. 2009, "Vectorizing Cartoon Animations" (trapped-ball segmentation).
    """
    lab = picture.lab
    offset = lab - picture.paper
    distance = np.linalg.norm(offset * np.array([1.0, 2.0, 2.0], np.float32), axis=2)
    size = mask_size(*lab.shape[:2])

    def reduced(values: Floats) -> Floats:
        return cv2.resize(values, size, interpolation=cv2.INTER_AREA)

    ink = reduced((distance > _INK).astype(np.float32))
    chroma = reduced(np.hypot(offset[..., 1], offset[..., 2]).astype(np.float32))
    wall = ((ink > _LINE) & (chroma < _COLOURED)).astype(np.uint8)
    shapes = np.zeros(wall.shape, np.int32)
    found = 0
    for gap in _GAPS:
        free = (cv2.dilate(wall, np.ones((gap, gap), np.uint8)) == 0).astype(np.uint8)
        count, parts, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
        free_parts = stats[:, cv2.CC_STAT_AREA] >= _LEAST_SHAPE
        free_parts[0] = False
        free_parts[np.unique(parts[shapes > 0])] = False
        number = np.zeros(count, np.int32)
        number[free_parts] = found + 1 + np.arange(int(free_parts.sum()))
        found += int(free_parts.sum())
        shapes = np.where(number[parts] > 0, number[parts], shapes)
    if found == 0:
        return np.ones_like(shapes), chroma, reduced(lab)
    _, nearest = cv2.distanceTransformWithLabels(
        (shapes == 0).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(nearest.max()) + 1, np.int32)
    owner[nearest[shapes > 0]] = shapes[shapes > 0]
    return owner[nearest], chroma, reduced(lab)


def _fill(shapes: NDArray[np.int32], chroma: Floats, lab: Floats, seed: int) -> Floats:
    """Colour each shape: like a hint of colour that the artist left in it, else by its place and size."""
    rng = np.random.default_rng([seed, 9])
    order = rng.permutation(len(_NATURALS))
    _, y = grid(*shapes.shape)
    ground = np.zeros((*shapes.shape, 3), np.float32)
    numbers, areas = np.unique(shapes, return_counts=True)
    used = 0
    for number_, area in sorted(zip(numbers, areas, strict=True), key=lambda item: -item[1]):
        mask = shapes == number_
        part, hinted = area / shapes.size, mask & (chroma > _COLOURED)
        if hinted.sum() > _HINT * area:
            color, turn = lab[hinted].mean(axis=0) * np.array([1.0, 0.9, 0.9]), (0.06, 0.0, 0.0)
        elif mask[0].any() and part > _SKY:
            color, turn = np.array([0.87, -0.016, -0.036]), (0.06, 0.014, 0.045)
        elif mask[-1].any() and part > _LAND:
            choice = _NATURALS[order[used % len(order)]]
            color, turn = choice * np.array([1.0, 0.7, 0.9]) + np.array([0.06, -0.02, 0.0]), (-0.09, 0.01, 0.0)
            used += 1
        else:
            choice = _NATURALS[order[used % len(order)]]
            color, turn = choice * np.array([0.75, 0.85, 0.85]) + np.array([0.22, 0.0, 0.0]), (-0.05, 0.0, 0.01)
            used += 1
        level = y[mask]
        down = (level - level.min()) / (np.ptp(level) + 1e-6)
        ground[mask] = color + down[:, None] * np.array(turn, np.float32)
    return ground
