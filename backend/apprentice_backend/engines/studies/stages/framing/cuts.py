"""The faults of windows on a picture: things that their edges cut, things left out, edges through busy places."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...canvas.analysis import Analysis

# Left, top, right, bottom of windows, in shares of the picture, shape (n, 4).
Windows = NDArray[np.float64]

_BESIDE = 0.02  # an edge this near to a thing touches it, which is as bad as a cut
_SALIENT = 0.26  # saliency above this is the subject's …
_SAMPLES = 48  # places along an edge
_IN_FIGURE = 0.4  # share of a cell that the figure covers, from which the cell is of it
_KEPT = 0.95  # … and this share of it stays inside a window for nothing


@dataclass(frozen=True)
class Faults:
    """The faults of some windows, shape (n,) each.

    Args:
        hard: the number of heads and accents that an edge cuts.
        cut: of the closed shapes that an edge cuts, weight times depth, summed.
        crown: of the top edge, the share that runs through the figure.
        tip: the strongest detail of the subject on the top edge, beyond twice the mean there, 0 to 1.
        lost: the share of the subject that is left out, beyond a little.
        missed: of the closed shapes that lie outside, the weight, summed.
        left_out: the number of heads and accents that lie outside.
        busy: mean saliency along the edges inside the picture, 0 to 1.
        beside, above: bare ground left and right, above and below; share of the window's width, of its height.
    """

    hard: NDArray[np.float64]
    cut: NDArray[np.float64]
    crown: NDArray[np.float64]
    tip: NDArray[np.float64]
    lost: NDArray[np.float64]
    missed: NDArray[np.float64]
    left_out: NDArray[np.float64]
    busy: NDArray[np.float64]
    beside: NDArray[np.float64]
    above: NDArray[np.float64]


def faults_of(picture: Analysis, windows: Windows) -> Faults:
    """Return the faults of windows on a picture."""
    kept = picture.kept_whole
    hard, shapes = kept.hard.astype(np.float64), kept.shapes.astype(np.float64)
    weights = kept.weights.astype(np.float64)
    inside = np.clip(windows, 0.0, 1.0)
    maps = _Maps(picture)
    return Faults(
        hard=(depths(windows, hard) > 0.0).sum(axis=1).astype(np.float64),
        cut=depths(windows, shapes) @ weights,
        crown=maps.through_figure(windows),
        tip=maps.tips(windows),
        lost=np.maximum(_KEPT - maps.kept(inside), 0.0),
        missed=_outside(windows, shapes) @ weights,
        left_out=_outside(windows, hard).sum(axis=1).astype(np.float64),
        busy=maps.along_edges(windows),
        beside=1.0 - (inside[:, 2] - inside[:, 0]) / (windows[:, 2] - windows[:, 0]),
        above=1.0 - (inside[:, 3] - inside[:, 1]) / (windows[:, 3] - windows[:, 1]),
    )


def depths(windows: Windows, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how deep an edge of each window cuts into each box, 0 to 1, shape (windows, boxes).

    An edge that touches a box has just begun to cut it; one through its middle cuts it most. What lies at the edge of
    the picture is cut by that already, and is no worse for a window that ends there too.
    """
    if not len(boxes):
        return np.zeros((len(windows), 0))
    grown = np.clip(boxes + np.array([-_BESIDE, -_BESIDE, _BESIDE, _BESIDE]), 0.0, 1.0)
    deepest = np.zeros((len(windows), len(boxes)))
    for low, high, across in ((0, 2, (1, 3)), (1, 3, (0, 2))):
        first, last = grown[None, :, low], grown[None, :, high]
        # Boxes beside the edge, not in its way, are cut by none.
        meets = (windows[:, None, across[0]] < grown[None, :, across[1]]) & (
            windows[:, None, across[1]] > grown[None, :, across[0]]
        )
        for side in (low, high):
            edge = windows[:, None, side]
            way = np.minimum(edge - first, last - edge) / np.maximum(last - first, 1e-6)
            deepest = np.maximum(deepest, np.where(meets, np.clip(2.0 * way, 0.0, 1.0), 0.0))
    return deepest


def _outside(windows: Windows, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    if not len(boxes):
        return np.zeros((len(windows), 0), dtype=np.bool_)
    return (
        (boxes[None, :, 2] <= windows[:, None, 0])
        | (boxes[None, :, 0] >= windows[:, None, 2])
        | (boxes[None, :, 3] <= windows[:, None, 1])
        | (boxes[None, :, 1] >= windows[:, None, 3])
    )


class _Maps:
    """Sums over a picture's saliency, so that any window is looked up in a moment."""

    def __init__(self, picture: Analysis) -> None:
        saliency = picture.focus.saliency.astype(np.float64)
        about = np.square(np.maximum(saliency - _SALIENT, 0.0))
        self._area = np.pad(about.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        busy = saliency * picture.detail
        self._down = np.pad(busy.cumsum(axis=0), ((1, 0), (0, 0)))
        self._across = np.pad(busy.cumsum(axis=1), ((0, 0), (1, 0)))
        self._height, self._width = saliency.shape
        self._subject = picture.detail * np.clip(saliency / _SALIENT, 0.0, 1.0)
        self._figure = None
        if picture.figure is not None:
            figure = cv2.resize(picture.figure, (self._width, self._height), interpolation=cv2.INTER_AREA)
            self._figure = np.pad((figure > _IN_FIGURE).cumsum(axis=1), ((0, 0), (1, 0)))

    def kept(self, inside: Windows) -> NDArray[np.float64]:
        """Return the share of the subject inside each window, 0 to 1."""
        left, top, right, bottom = self._cells(inside)
        area = self._area
        found = area[bottom, right] - area[top, right] - area[bottom, left] + area[top, left]
        return np.asarray(found / max(float(area[-1, -1]), 1e-6))

    def along_edges(self, windows: Windows) -> NDArray[np.float64]:
        """Return the mean of saliency times detail along the edges of each window that lie inside the picture."""
        left, top, right, bottom = self._cells(np.clip(windows, 0.0, 1.0))
        total, length = np.zeros(len(windows)), np.zeros(len(windows))
        for side, place in ((0, left), (2, right)):
            in_picture = (windows[:, side] > 0.0) & (windows[:, side] < 1.0)
            at = np.minimum(place, self._width - 1)
            total += in_picture * (self._down[bottom, at] - self._down[top, at]) / self._height
            length += in_picture * (bottom - top) / self._height
        for side, place in ((1, top), (3, bottom)):
            in_picture = (windows[:, side] > 0.0) & (windows[:, side] < 1.0)
            at = np.minimum(place, self._height - 1)
            total += in_picture * (self._across[at, right] - self._across[at, left]) / self._width
            length += in_picture * (right - left) / self._width
        return np.asarray(total / np.maximum(length, 1e-6))

    def through_figure(self, windows: Windows) -> NDArray[np.float64]:
        """Return the share of each window's top edge, where it lies inside the picture, that the figure covers."""
        if self._figure is None:
            return np.zeros(len(windows))
        left, top, right, _ = self._cells(np.clip(windows, 0.0, 1.0))
        row = np.minimum(top, self._height - 1)
        covered = (self._figure[row, right] - self._figure[row, left]) / np.maximum(right - left, 1)
        return np.asarray(np.where(windows[:, 1] > 0.0, covered, 0.0))

    def tips(self, windows: Windows) -> NDArray[np.float64]:
        """Return how much a single thing stands out on each window's top edge, where that lies inside the picture.

        A spire against the sky does; of a wood, whose trunks cross the edge everywhere, no trunk does.
        """
        left, top, right, _ = self._cells(np.clip(windows, 0.0, 1.0))
        columns = left[:, None] + (right - left)[:, None] * np.linspace(0.0, 1.0, _SAMPLES)
        along = self._subject[
            np.minimum(top, self._height - 1)[:, None], np.clip(columns, 0, self._width - 1).astype(int)
        ]
        return np.asarray(
            np.where(windows[:, 1] > 0.0, np.maximum(along.max(axis=1) - 2.0 * along.mean(axis=1), 0.0), 0.0)
        )

    def _cells(self, inside: Windows) -> tuple[NDArray[np.intp], ...]:
        sizes = (self._width, self._height, self._width, self._height)
        return tuple(np.rint(inside[:, side] * size).astype(np.intp) for side, size in enumerate(sizes))
