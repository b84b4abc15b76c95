"""Canvases that studies are measured on: scenes drawn from code, half of them unfinished, a stroke, and blank paper."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from ...engines.base import Pixels
from ...engines.studies.masks.fields import Rgb, to_bytes
from ...engines.studies.stages.ground.paper_ground import starter

_MOTIFS = ("ranges", "still life", "trees", "shore")
_PATCHES = 9


def drawn_canvases(width: int, height: int) -> Iterator[tuple[str, Pixels]]:
    """Yield canvases by name: four scenes finished and blocked in, two of them as line art, one stroke, blank paper."""
    for place, name in enumerate(_MOTIFS):
        scene = starter(height, width, 40 + place)
        yield name, opaque(grained(scene, place))
        yield f"{name}, block-in", opaque(blocked_in(scene, place))
        if place < 2:
            yield f"{name}, line art", opaque(lines(scene))
    paper = np.full((height, width, 3), 255, np.uint8)
    yield "blank", opaque(paper)
    start, end = (round(0.3 * width), round(0.6 * height)), (round(0.66 * width), round(0.38 * height))
    cv2.line(paper, start, end, (160, 58, 52), max(2, width // 90), cv2.LINE_AA)
    yield "one stroke", opaque(paper)


def opaque(rgb: Rgb) -> Pixels:
    """Return a picture, shape (h, w, 3), with full alpha, shape (h, w, 4)."""
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def grained(rgb: Rgb, seed: int) -> Rgb:
    """Give a scene the fine detail of a photograph: grain and a texture that follows its values."""
    rng = np.random.default_rng([seed, 1])
    fine = rng.normal(0.0, 1.0, rgb.shape[:2]).astype(np.float32)
    broad = cv2.GaussianBlur(rng.normal(0.0, 1.0, rgb.shape[:2]).astype(np.float32), (0, 0), 2.0) * 6.0
    texture = (fine * 3.0 + broad * 4.0)[..., None] * (0.4 + rgb / 400.0)
    return to_bytes(rgb + texture)


def _clusters(rgb: Rgb, count: int) -> tuple[Rgb, Rgb]:
    """Return labels, shape (h, w, 1), and the picture in `count` flat colours."""
    smooth = cv2.medianBlur(cv2.medianBlur(rgb, 9), 9)
    cv2.setRNGSeed(3)
    points = smooth.reshape(-1, 3).astype(np.float32)
    _, labels, colors = cv2.kmeans(points, count, None, (3, 12, 0.5), 1, cv2.KMEANS_PP_CENTERS)
    flat = np.clip(colors, 0, 255).astype(np.uint8)[labels.ravel()].reshape(rgb.shape)
    return labels.reshape(*rgb.shape[:2], 1).astype(np.uint8), flat


def blocked_in(rgb: Rgb, seed: int) -> Rgb:
    """Turn a scene into an unfinished one: flat patches with ragged edges, and some canvas still bare."""
    rng = np.random.default_rng([seed, 2])
    height, width = rgb.shape[:2]
    _, flat = _clusters(rgb, _PATCHES)
    shift = cv2.GaussianBlur(rng.normal(0, 1, (2, height, width)).astype(np.float32)[0], (0, 0), 3.0) * 30.0
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    ragged = cv2.remap(flat, columns + shift, rows - shift, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
    bare = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), width / 18)
    ragged[bare > np.percentile(bare, 93)] = (238, 232, 220)
    return np.asarray(ragged, dtype=np.uint8)


def lines(rgb: Rgb) -> Rgb:
    """Reduce a scene to line art: the borders of its flat areas in ink on white."""
    labels, _ = _clusters(rgb, 6)
    edges = cv2.morphologyEx(labels[..., 0], cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    ink = cv2.GaussianBlur(cv2.dilate(edges.astype(np.float32), np.ones((2, 2))), (0, 0), 0.8)
    return np.repeat((255.0 - 240.0 * np.clip(ink, 0, 1))[..., None], 3, axis=2).astype(np.uint8)
