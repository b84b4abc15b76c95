"""The things at the focus of a picture, cut out along their edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ....picture_size import scaled_size
from ..masks.fields import Rgb, grid, mask_size, small_rgb, smoothstep, spread
from .focus import Focus

_CUT_PX = 144  # longer side at which things are cut out
_ROUNDS = 2
_SEED = 7  # fixed: the things of a picture do not change with a study's seed
_SURELY, _LIKELY, _HARDLY = 0.72, 0.38, 0.12  # saliency of what is a thing, of what may be one, and of what is none
_SHARES = (0.015, 0.62)  # of the picture that things cover; with less or more there is no telling
_MOST_PERSON = 0.72  # share of the picture above which a person was cut out with what is behind
_FROM_TOP = 0.1  # of the top edge: what hangs into the picture along more of it is no thing, but for people
_PERSON = 0.45  # likelihood from which a place is taken for the person
_REACHES = (27, 15, 7, 3)  # pixels at 256: twice the way to the edge that an outline is moved to
_WELL_WITHIN = 0.25  # share of a thing that is to lie well within it
_LEAST_PART = 0.12  # of the largest part: smaller parts are no things


def figure_of(rgb: Rgb, focus: Focus) -> Floats | None:
    """Return how surely each place belongs to the things at the focus; None where there is no telling.

    The mask has at most 256 px a side, and values of 0 to 1.

    Source: Rother, Kolmogorov and Blake 2004, "GrabCut", as OpenCV has it, started from saliency, and from the head and
    shoulders of faces.
    """
    height, width = rgb.shape[:2]
    size = scaled_size(width, height, _CUT_PX, least_px=8)
    small = cv2.GaussianBlur(small_rgb(rgb, size), (0, 0), 0.8)
    saliency = spread(focus.saliency, size[1], size[0])
    person = _head_and_shoulders(focus, size) if focus.faces else None
    if person is not None:
        saliency = np.maximum(saliency * np.float32(0.5), person)
    marks = _marks(saliency)
    if not (marks == cv2.GC_FGD).any() or not (marks == cv2.GC_BGD).any():
        return None
    cv2.setRNGSeed(_SEED)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(small, marks, None, *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    cut = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    cut = _large_parts(cv2.morphologyEx(cut, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    if person is not None and float(cut.mean()) > _MOST_PERSON:
        cut = (person > _PERSON).astype(np.uint8)
    if person is None and not (_SHARES[0] < float(cut.mean()) < _SHARES[1] and float(cut[0].mean()) < _FROM_TOP):
        return None
    return _along_edges(rgb, cut)


def _along_edges(rgb: Rgb, cut: NDArray[np.uint8]) -> Floats:
    """Return a rough cut whose outline is moved to the strongest edge near it.

    Source: Meyer 1992, "Color image segmentation", as `cv2.watershed` has it, between what lies well within and well
    without.
    """
    height, width = rgb.shape[:2]
    size = mask_size(height, width)
    # Noise has edges too.
    smooth = cv2.bilateralFilter(small_rgb(rgb, size), 5, 30.0, 3.0)
    rough = (spread(cut.astype(np.float32), size[1], size[0]) > 0.5).astype(np.uint8)
    marks = np.zeros(rough.shape, np.int32)
    for reach in _REACHES:  # a small thing has no place that lies far within
        around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
        marks += (cv2.erode(rough, around) * (marks == 0)).astype(np.int32)
        if float((marks == 1).mean()) > _WELL_WITHIN * float(rough.mean()):
            break
    marks += 2 * cv2.erode(1 - rough, around)
    cv2.watershed(smooth, marks)
    inside = cv2.dilate((marks == 1).astype(np.uint8), np.ones((2, 2), np.uint8))
    return cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7)


def _marks(saliency: Floats) -> NDArray[np.uint8]:
    marks = np.full(saliency.shape, cv2.GC_PR_BGD, np.uint8)
    marks[saliency > _LIKELY] = cv2.GC_PR_FGD
    marks[saliency < _HARDLY] = cv2.GC_BGD
    marks[saliency > _SURELY] = cv2.GC_FGD
    border = np.ones_like(marks)
    border[2:-2, 2:-2] = 0
    marks[(border > 0) & (saliency < _SURELY)] = cv2.GC_BGD
    return marks


def _head_and_shoulders(focus: Focus, size: tuple[int, int]) -> Floats:
    """Return how likely each place belongs to a person whose head the focal region holds."""
    left, top, right, bottom = focus.box
    width, height = right - left, bottom - top
    x, y = grid(size[1], size[0])
    middle = (left + right) / 2.0
    head = np.hypot((x - middle) / (0.5 * width), (y - (top + 0.48 * height)) / (0.56 * height))
    below = y - (top + 0.75 * height)
    shoulders = np.clip(below / (0.5 * height), 0.0, 1.0) * 1.2 * width + 0.25 * width
    body = (below > 0.0) * smoothstep(1.15, 0.6, np.abs(x - middle) / np.maximum(shoulders, np.float32(1e-3)))
    return np.maximum(smoothstep(1.25, 0.3, head), 0.85 * body).astype(np.float32)


def _large_parts(cut: NDArray[np.uint8]) -> NDArray[np.uint8]:
    count, parts, stats, _ = cv2.connectedComponentsWithStats(cut, connectivity=4)
    if count < 2:
        return cut
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return (areas >= _LEAST_PART * areas.max())[parts].astype(np.uint8) * cut
