"""The picture's big shapes: clusters of colour at 256 px, finer where the focus lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats, srgb_bytes_to_oklab
from ..masks.fields import Rgb, mask_size, ramp, small_rgb, smoothstep, spread
from .analysis import Analysis

# Hue separates shapes better than lightness, so a and b are enlarged for clustering.
_WEIGHTS = np.array([1.0, 1.6, 1.6], np.float32)
_SAMPLE = 64  # side of the sample that the clusters are found in
_QUICK = 5  # the widest median that takes no longer than a blur; a wider one is made of several
_MOST = 24  # clusters
_KEPT = 12  # pictures whose clusters are kept, a megabyte each at most
_FOCAL = (0.35, 0.8)  # saliency from which, and at which, a pixel is near the focus
_KMEANS_SEED = 7  # fixed: the clusters of a picture do not change with a study's seed


@dataclass(frozen=True)
class Regions:
    """Clusters of a picture at mask size.

    Args:
        labels: cluster of each pixel, shape (h, w).
        colors: OKLab of each cluster, shape (k, 3).
        lab: OKLab of the smoothed picture that was clustered, shape (h, w, 3).
        focal: nearness of each pixel to the focus, shape (h, w), 0 to 1.
    """

    labels: NDArray[np.uint8]
    colors: Floats
    lab: Floats
    focal: Floats


def find_regions(rgb: Rgb, picture: Analysis, count: int, calm: int = 9) -> Regions:
    """Cluster a picture into `count` colours.

    Args:
        rgb: the picture, opaque.
        picture: the analysis, for its focus.
        count: clusters, 2 to 24.
        calm: width of the median filter away from the focus: 5, 9, 13 …; a larger one makes simpler shapes.
    """
    size = mask_size(*rgb.shape[:2])
    small = small_rgb(rgb, size)
    focal = smoothstep(*_FOCAL, spread(picture.focus.saliency, size[1], size[0]))
    focal = np.maximum(focal, spread(picture.focus.protect, size[1], size[0]))
    calmed = small
    for _ in range(calm // (_QUICK - 1)):
        calmed = cv2.medianBlur(calmed, _QUICK)
    smooth = cv2.blendLinear(calmed, cv2.medianBlur(small, 3), 1.0 - focal, focal)
    return Regions(*_clustered(smooth.tobytes(), (size[1], size[0], 3), min(max(count, 2), _MOST)), focal)


@lru_cache(maxsize=_KEPT)
def _clustered(pixels: bytes, shape: tuple[int, int, int], count: int) -> tuple[NDArray[np.uint8], Floats, Floats]:
    """Return labels, colours and OKLab of a small picture, read-only: the studies of a slate cluster the same ones."""
    lab = srgb_bytes_to_oklab(np.frombuffer(pixels, np.uint8).reshape(shape))
    found = (*_cluster(lab, count), lab)
    for one in found:
        one.flags.writeable = False
    return found


def _cluster(lab: Floats, count: int) -> tuple[NDArray[np.uint8], Floats]:
    sample = cv2.resize(lab, (_SAMPLE, _SAMPLE), interpolation=cv2.INTER_NEAREST).reshape(-1, 3) * _WEIGHTS
    cv2.setRNGSeed(_KMEANS_SEED)
    _, _, centres = cv2.kmeans(np.ascontiguousarray(sample), count, None, (3, 10, 1e-3), 1, cv2.KMEANS_PP_CENTERS)
    # |x - c|² = |x|² - 2 x·c + |c|²: the nearest centre c has the greatest 2 x·c - |c|².
    closeness = (2.0 * centres) @ (lab * _WEIGHTS).reshape(-1, 3).T - np.square(centres).sum(axis=1, keepdims=True)
    nearest = _highest(closeness).reshape(lab.shape[:2])
    return nearest, np.asarray(centres / _WEIGHTS, dtype=np.float32)


def _highest(rows: Floats) -> NDArray[np.uint8]:
    """Return the row of each column's highest value, as `rows.argmax(axis=0)` does in ten times the time."""
    nearest, best = np.zeros(rows.shape[1], np.uint8), rows[0].copy()
    for index, row in enumerate(rows[1:], 1):
        np.copyto(nearest, np.uint8(index), where=row > best)
        np.maximum(best, row, out=best)
    return nearest


def soft_masks(regions: Regions, sigma: float) -> list[Floats]:
    """Return each cluster's membership, blurred by `sigma` away from the focus and a third of it there."""
    near = max(0.8, 0.32 * sigma)
    masks = []
    for index in range(len(regions.colors)):
        exact = (regions.labels == index).astype(np.float32)
        wide, tight = cv2.GaussianBlur(exact, (0, 0), sigma), cv2.GaussianBlur(exact, (0, 0), near)
        masks.append(wide + (tight - wide) * regions.focal)
    return masks


def whole_shapes(mask: Floats, labels: NDArray[np.uint8]) -> Floats:
    """Return a mask, shape (h, w), averaged over each connected shape of equal label."""
    shapes, count = connected_shapes(labels)
    flat = shapes.ravel()
    means = np.bincount(flat, mask.ravel(), count) / np.maximum(np.bincount(flat, minlength=count), 1)
    return means[shapes].astype(np.float32)


def connected_shapes(labels: NDArray[np.uint8]) -> tuple[NDArray[np.int32], int]:
    """Number the connected shapes of equal label, four neighbours to a pixel.

    Returns:
        The number of each pixel's shape, shape (h, w), and a number above all of them; the least one is 1.
    """
    shapes = np.zeros(labels.shape, np.int32)
    first = 0
    for label in np.unique(labels):
        count, found = cv2.connectedComponents(cv2.compare(labels, int(label), cv2.CMP_EQ), connectivity=4)
        cv2.add(found, first, dst=shapes, mask=cv2.compare(labels, int(label), cv2.CMP_EQ))
        first += count - 1
    return shapes, first + 1


def coverage(picture: Analysis, amount: float, hold: float) -> Floats:
    """Return the mask in which a simplified picture replaces its original, shape of the saliency, 0 to 1.

    The background is covered first and the focus last, so that a partial amount shows no double image. At amount 1
    the mask is 1 - `Focus.kept`.
    """
    from_behind = np.clip((amount * 1.9 - 0.25 - picture.focus.saliency * 0.85) / 0.35 + 0.5, 0.0, 1.0)
    covered = smoothstep(0.0, 1.0, from_behind.astype(np.float32))
    last = ramp(0.75, 1.0, amount)
    covered = covered * (1.0 - last) + last
    start = min(amount / 0.15, 1.0)
    return np.asarray(covered * start * (1.0 - picture.focus.kept(hold)), dtype=np.float32)
