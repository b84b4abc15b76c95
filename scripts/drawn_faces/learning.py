"""Gentle boosting of stumps over the channels of windows."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from apprentice_backend.engines.studies.canvas.drawn_faces import (
    CELLS,
    FACES_IN_WINDOW,
    WINDOW_PX,
    Stumps,
    channels,
    responses,
    sizes,
)
from drawn_faces.draw import SIDE, face

_BINS = 24  # of a value, between which thresholds lie
_TRIED = 700  # features, by chance, for each stump
_LIGHTEST = 0.35  # share of the windows, those of least weight, that a stump is not fitted to
_MOST = 16_000  # windows without faces
_MOST_OF_ONE = 14  # windows of one picture at one size, the most like faces, in a round
_LIKE = -0.7  # sum from which a window without a face is worth learning
Values = NDArray[np.float32]


def faces(rng: np.random.Generator, count: int) -> Values:
    """Draw faces, and return the values of their windows, shape (count, features)."""
    return np.stack([_face_window(rng) for _ in range(count)])


def _face_window(rng: np.random.Generator) -> Values:
    picture = cv2.cvtColor(face(rng), cv2.COLOR_RGB2GRAY)
    if rng.random() < 0.5:
        picture = np.ascontiguousarray(picture[:, ::-1])
    side = round(SIDE * WINDOW_PX / (FACES_IN_WINDOW * SIDE / 2) * rng.uniform(0.92, 1.1))
    cells = channels(np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), np.uint8))
    spare = len(cells[0]) - CELLS
    row, column = np.clip(spare // 2 + rng.integers(-1, 2, 2), 0, spare)
    return _values(cells, row, column)


def _values(cells: list[Values], row: int, column: int) -> Values:
    return np.concatenate([one[row : row + CELLS, column : column + CELLS].ravel() for one in cells])


class Faceless:
    """Pictures without faces, and the windows of them that were worth learning so far."""

    def __init__(self, pictures: list[NDArray[np.uint8]], rng: np.random.Generator) -> None:
        self._sized = [channels(one) for picture in pictures for _, one in sizes(picture)]
        picked = (self._by_chance(cells, rng) for cells in self._sized)
        self.windows = np.stack([values for some in picked for values in some])

    @staticmethod
    def _by_chance(cells: list[Values], rng: np.random.Generator, count: int = 10) -> Iterator[Values]:
        height, width = cells[0].shape
        for _ in range(count):
            yield _values(cells, rng.integers(height - CELLS + 1), rng.integers(width - CELLS + 1))

    def add_those_like_faces(self, stumps: Stumps) -> int:
        """Add the windows that a classifier finds most like faces; return how many."""
        found = []
        for cells in self._sized:
            places, sums = responses(cells, stumps, early=len(stumps.place))
            for index in np.argsort(-sums)[:_MOST_OF_ONE]:
                if sums[index] > _LIKE:
                    found.append(_values(cells, *places[:, index]))
        if found:
            self.windows = np.concatenate([self.windows, np.stack(found)])[-_MOST:]
        return len(found)


def learn(with_face: Values, without: Values, count: int, rng: np.random.Generator) -> Stumps:
    """Learn `count` stumps.

    Source: Friedman, Hastie and Tibshirani 2000, "Additive Logistic Regression", gentle boosting: each stump is the
    weighted least squares fit of the classes, +1 and -1, and adds up with the others.
    """
    values = np.concatenate([with_face, without])
    sign = np.repeat([1.0, -1.0], [len(with_face), len(without)])
    base = 0.5 / np.repeat([len(with_face), len(without)], [len(with_face), len(without)])
    low, high = np.percentile(values[::7], (1, 99), axis=0).astype(np.float32)
    step = (high - low) / _BINS + np.float32(1e-6)
    binned = np.stack(
        [
            np.clip((values[:, one] - low[one]) / step[one], 0, _BINS - 1).astype(np.uint8)
            for one in range(values.shape[1])
        ]
    )
    sums, rows = np.zeros(len(values)), []
    for _ in range(count):
        weight = base * np.exp(-sign * sums)
        weight /= weight.sum()
        heavy = np.flatnonzero(weight >= np.quantile(weight, _LIGHTEST))
        tried = rng.choice(values.shape[1], _TRIED, replace=False)
        best = max(
            ((*_fit(binned[one, heavy], weight[heavy], sign[heavy]), one) for one in tried), key=lambda fit: fit[0]
        )
        _, edge, below, above, feature = best
        threshold = low[feature] + step[feature] * (edge + 1)
        sums += np.where(values[:, feature] < threshold, below, above)
        channel, cell = divmod(int(feature), CELLS * CELLS)
        rows.append((channel, *divmod(cell, CELLS), float(threshold), below, above))
    told = [np.quantile(sums[sign == one], (0.02, 0.5, 0.98)).round(2) for one in (1, -1)]
    print(f"  sums of faces {told[0]}, of others {told[1]}", flush=True)
    table = np.array(rows)
    return Stumps(table[:, :3].astype(np.int32), *(table[:, one].astype(np.float32) for one in (3, 4, 5)))


def _fit(
    bins: NDArray[np.uint8], weight: NDArray[np.float64], sign: NDArray[np.float64]
) -> tuple[float, int, float, float]:
    """Return the worth of a feature's best threshold, the bin below it, and the means of the classes on either side."""
    mass = np.bincount(bins, weight, _BINS).cumsum()
    total = np.bincount(bins, weight * sign, _BINS).cumsum()
    left, right = np.maximum(mass[:-1], 1e-9), np.maximum(mass[-1] - mass[:-1], 1e-9)
    rest = total[-1] - total[:-1]
    worth = total[:-1] ** 2 / left + rest**2 / right
    edge = int(worth.argmax())
    return float(worth[edge]), edge, float(total[edge] / left[edge]), float(rest[edge] / right[edge])
