"""The flat areas of a picture: light draws no disc on them, since nothing is there that could catch it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ..masks.fields import grid, guided, smoothstep, spread

# Steps between neighbours, in OKLab, where the longer side is 128 px: flat below the first, not flat above the second.
_FLAT, _UNEVEN = 0.004, 0.012
_LEAST = 0.004  # share of the picture that a flat area covers at least
_SEAM = 3  # width of the seam about a flat area, in pixels, that belongs to it: half of an edge
_SOFTENED = 0.047  # half the side of the window in which light runs out where an area ends in no edge, of the side
_STIFF = 1e-3  # weight that keeps a plane level where an area is too thin to tell its slope


@dataclass(frozen=True)
class FlatAreas:
    """The flat areas of a picture.

    Args:
        labels: area of each pixel, 0 for none, shape (h, w).
        share: membership in that area, 0 to 1, shape (h, w); it falls softly where a gradient begins.
        solvers: inverse of each area's matrix of moments, shape (areas + 1, 3, 3); the first is for none.
    """

    labels: NDArray[np.int32]
    share: Floats
    solvers: NDArray[np.float64]

    def even(self, mask: Floats, guide: Floats) -> Floats:
        """Return a mask that is a plane in every flat area: the one nearest to it by least squares.

        Args:
            mask: any size of the same picture, shape (n, m).
            guide: the picture's levels, 0 to 1, in the size of the result.
        """
        if len(self.solvers) == 1:
            return spread(mask, *guide.shape)
        shape = self.labels.shape
        small = mask if mask.shape == shape else cv2.resize(mask, shape[::-1], interpolation=cv2.INTER_AREA)
        weighted, flat = cv2.multiply(self.share, small), self.labels.ravel()
        sums = [np.bincount(flat, (weighted * place).ravel(), len(self.solvers)) for place in _places(shape)]
        slopes = np.einsum("kij,jk->ik", self.solvers, np.array(sums)).astype(np.float32)
        plane = sum(slope[self.labels] * place for slope, place in zip(slopes, _places(shape), strict=True))
        change = np.asarray(self.share * (plane - small), dtype=np.float32)
        # Where an area ends in no edge of the picture, its light must not end in one.
        softened = max(1, round(_SOFTENED * max(guide.shape)))
        return spread(mask, *guide.shape) + guided(spread(change, *guide.shape), guide, softened)


def find_flat_areas(lab: Floats) -> FlatAreas:
    """Find the flat areas of a picture.

    Args:
        lab: OKLab, shape (h, w, 3), 128 px at the longer side or fewer.
    """
    step = np.zeros(lab.shape[:2], np.float32)
    for channel in cv2.split(lab):
        across, down = (cv2.Sobel(channel, cv2.CV_32F, 1 - axis, axis, scale=0.125) for axis in (0, 1))
        np.maximum(step, cv2.magnitude(across, down), out=step)
    count, found, stats, _ = cv2.connectedComponentsWithStats((step < _UNEVEN).astype(np.uint8), connectivity=4)
    large = stats[:count, cv2.CC_STAT_AREA] >= _LEAST * step.size
    large[0] = False
    inner = np.where(large, np.cumsum(large), 0).astype(np.int32)[found]
    # An area ends where a step begins; it is given back what it lost by that, up to the middle of the edge.
    window = np.ones((_SEAM, _SEAM), np.uint8)
    labels = np.where(inner > 0, inner, cv2.dilate(inner.astype(np.float32), window).astype(np.int32))
    share = cv2.dilate(smoothstep(_UNEVEN, _FLAT, step) * (inner > 0), window)
    return FlatAreas(labels, share, _solvers(labels, share, int(large.sum()) + 1))


@lru_cache(maxsize=8)
def _places(shape: tuple[int, int]) -> tuple[Floats, Floats, Floats]:
    x, y = grid(*shape)
    return np.ones(shape, np.float32), x, y


def _solvers(labels: NDArray[np.int32], share: Floats, count: int) -> NDArray[np.float64]:
    """Return the inverse of sum w p pᵀ + `_STIFF` sum w diag(0, 1, 1), p = (1, x, y), for every area."""
    moments = np.empty((count, 3, 3))
    places, flat = _places(labels.shape), labels.ravel()
    for row in range(3):
        for column in range(row, 3):
            weights = share * places[row] * places[column]
            moments[:, row, column] = moments[:, column, row] = np.bincount(flat, weights.ravel(), count)
    mass = moments[:, 0, 0] + 1e-6
    moments += mass[:, None, None] * np.diag([1e-6, _STIFF, _STIFF])
    moments[:, 0, 0] += 1e-6
    return np.asarray(np.linalg.inv(moments), dtype=np.float64)
