"""The candidates for a slate: every corner that the constraints allow, and blends of the promising ones.

A corner is a mix with one value at weight 1 in each dimension that varies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

import numpy as np

from ..constraints import Constraints
from .design import Design, Floats
from .settings import DEFAULT_SEARCH, SearchSettings


class Candidates:
    """The mixes that constraints allow, as weight rows of shape (n, number of values).

    Args:
        design: the layout of the rows.
        constraints: what the artist allows.
        seed: fixes the corners that are drawn where there are too many to list.
        painted: free dimensions that may also be left as painted.
        settings: how many corners are listed, and how they are blended.

    Raises:
        ValueError: the constraints name what the space does not have.
    """

    def __init__(
        self,
        design: Design,
        constraints: Constraints,
        *,
        seed: int,
        painted: frozenset[str] = frozenset(),
        settings: SearchSettings = DEFAULT_SEARCH,
    ) -> None:
        self.design = design
        self.settings = settings
        self.free = constraints.free_dimensions(design.space)
        self.allowed = {name: constraints.allowed_values(design.space, name) for name in self.free}
        self.columns = {name: [design.column[name, value] for value in self.allowed[name]] for name in self.free}
        self.painted = painted
        self.seed = seed
        self.most_values = constraints.max_values or len(design.names)
        self._locked = design.weights([constraints.locked])[0]

    def corner(self, values: dict[str, str]) -> Floats:
        """Return the row that has these values at weight 1 in the free dimensions, shape (number of values,)."""
        row: Floats = self._locked.copy()
        for dimension, value in values.items():
            row[self.design.column[dimension, value]] = 1.0
        return row

    def corners(self) -> Floats:
        """Return every corner, or a sample where there are too many to list, shape (n, number of values)."""
        choices: list[Sequence[int]] = [
            [*self.columns[name], -1] if name in self.painted else self.columns[name] for name in self.free
        ]
        if prod(len(choice) for choice in choices) <= self.settings.most_corners:
            picks = np.array(list(product(*choices)), dtype=np.intp)
        else:
            rng = np.random.default_rng(self.seed)
            picks = np.stack([rng.choice(choice, self.settings.most_corners) for choice in choices], axis=1)
        # One column more than there are values takes the -1 of "as painted" and is cut off again.
        rows: Floats = np.tile(np.append(self._locked, 0.0), (len(picks), 1))
        np.put_along_axis(rows, picks, 1.0, axis=1)
        return rows[:, :-1]

    def blends(self, corners: Floats) -> Floats:
        """Return each corner with one dimension blended with each other value, shape (m, number of values)."""
        return self._blends(corners, self.settings.ratios)

    def fine_blends(self, corners: Floats) -> Floats:
        """Return blends as `blends` does, in smaller steps; for when all that `blends` returns was shown."""
        return self._blends(corners, self.settings.fine_ratios)

    def _blends(self, corners: Floats, ratios: Sequence[float]) -> Floats:
        if self.most_values < 2 or not self.free:
            return np.empty((0, corners.shape[1]))
        blended = []
        for columns in self.columns.values():
            for column, ratio in product(columns, ratios):
                moved = corners[corners[:, column] == 0.0].copy()
                moved[:, columns] *= 1.0 - ratio
                moved[:, column] = ratio * (moved[:, columns].sum(axis=1) > 0.0)
                blended.append(moved[moved[:, column] > 0.0])
        return np.concatenate(blended) if blended else np.empty((0, corners.shape[1]))

    def even_blend(self) -> Floats:
        """Return the blend of all allowed values in equal parts (the first `max_values`), shape (number of values,)."""
        row: Floats = self._locked.copy()
        for columns in self.columns.values():
            kept = columns[: self.most_values]
            row[kept] = 1.0 / len(kept)
        return row

    def polish(self, row: Floats, coefficients: Floats, smallest: float) -> Floats:
        """Climb from `row` to a mix that is the best in each dimension while the others stay, blends included.

        Args:
            row: a weight row, shape (number of values,).
            coefficients: of the linear model, shape (design.size,).
            smallest: the smallest weight of a value in a blend, in (0, 1).

        Returns:
            A weight row, shape (number of values,).
        """
        best = row.copy()
        for _ in range(self.settings.polish_rounds):
            before = best.copy()
            for name in self.free:
                best[self.columns[name]] = self._best_part(name, best, coefficients, smallest)
            if np.array_equal(before, best):
                break
        return best

    def _best_part(self, name: str, row: Floats, coefficients: Floats, smallest: float) -> Floats:
        design, columns = self.design, self.columns[name]
        index = design.dimensions.index(name)
        corners = np.tile(row, (len(columns) + 1, 1))
        corners[:, columns] = np.vstack([np.eye(len(columns)), np.zeros(len(columns))])
        *gains, painted = design.rows(corners) @ coefficients
        if name in self.painted and painted >= max(gains):
            return np.zeros(len(columns))
        curvature = float(coefficients[design.blends.start + index] + coefficients[design.blend_all])
        return best_blend(np.array(gains), curvature, self.most_values, smallest)


def best_blend(gains: Floats, curvature: float, most_values: int, smallest: float) -> Floats:
    """Return the weights that maximise ``gains @ w + curvature * sum(w * (1 - w))`` on the simplex.

    Args:
        gains: the stars that each value adds at weight 1, shape (k,).
        curvature: the worth of blending; at or below 0 the best is a corner.
        most_values: the greatest number of weights above 0.
        smallest: the smallest weight above 0, in (0, 1).

    Returns:
        Weights in steps of 0.01 that sum to 1, none under `smallest`, shape (k,).

    Source: the maximum is the projection of gains / (2 curvature) onto the simplex, Duchi et al. 2008, "Efficient
    projections onto the l1-ball for learning in high dimensions", figure 1.
    """
    weights = np.zeros(len(gains))
    order = np.argsort(-gains, kind="stable")[:most_values]
    if curvature <= 1e-9:
        weights[order[0]] = 1.0
        return weights
    heights = gains[order] / (2.0 * curvature)
    levels = (np.cumsum(heights) - 1.0) / np.arange(1, len(order) + 1)
    support = int(np.flatnonzero(heights > levels)[-1])
    weights[order] = np.round(np.maximum(heights - levels[support], 0.0), 2)
    weights[weights < smallest] = 0.0
    weights[order[0]] += 1.0 - weights.sum()
    return weights
