"""The candidates for a slate: every corner that the constraints allow, and blends of the promising ones.

A corner is a mix with one value at weight 1 in each dimension that varies, or, where `Constraints.moves` bounds these,
in some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import prod

import numpy as np
from numpy.typing import NDArray

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
        self.few = constraints.moves is not None
        """True where a mix may leave some of the free dimensions as painted."""
        self.moves = min(constraints.moves or len(self.free), len(self.free))
        """The greatest number of free dimensions that a mix moves."""
        # Where few dimensions move, the others are as painted anyway.
        self.painted = frozenset() if self.few else painted
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
        picks = self._picks()
        # One column more than there are values takes the -1 of "as painted" and is cut off again.
        rows: Floats = np.tile(np.append(self._locked, 0.0), (len(picks), 1))
        np.put_along_axis(rows, picks, 1.0, axis=1)
        return rows[:, :-1]

    def _picks(self) -> NDArray[np.intp]:
        """Return the column of each free dimension's value in each corner, -1 for as painted, shape (n, free)."""
        if self.few and self.free:
            return self._picks_of_few()
        choices: list[Sequence[int]] = [
            [*self.columns[name], -1] if name in self.painted else self.columns[name] for name in self.free
        ]
        if prod(len(choice) for choice in choices) <= self.settings.most_corners:
            return np.array(list(product(*choices)), dtype=np.intp)
        rng = np.random.default_rng(self.seed)
        return np.stack([rng.choice(choice, self.settings.most_corners) for choice in choices], axis=1)

    def _picks_of_few(self) -> NDArray[np.intp]:
        """Return picks that move from one to `moves` dimensions; of too many, a sample."""
        columns, most = [self.columns[name] for name in self.free], self.settings.most_corners
        sets = [some for size in range(1, self.moves + 1) for some in combinations(range(len(columns)), size)]
        sizes = np.array([prod(len(columns[place]) for place in some) for some in sets])
        drawn: list[tuple[tuple[int, ...], Sequence[int]]]
        if sizes.sum() <= most:
            drawn = [(some, values) for some in sets for values in product(*(columns[place] for place in some))]
        else:
            rng = np.random.default_rng(self.seed)
            some_of = [sets[index] for index in rng.choice(len(sets), most, p=sizes / sizes.sum())]
            drawn = [(some, [rng.choice(columns[place]) for place in some]) for some in some_of]
        picks = np.full((len(drawn), len(columns)), -1, dtype=np.intp)
        for pick, (some, values) in zip(picks, drawn, strict=True):
            pick[list(some)] = values
        return picks

    def moved(self, row: Floats) -> list[str]:
        """Return the free dimensions that a weight row, shape (number of values,), moves."""
        return [name for name in self.free if row[self.columns[name]].any()]

    def within_moves(self, row: Floats) -> Floats:
        """Return what is left of a weight row where as many of its dimensions move as may, shape (n, number of values).

        Each choice of the dimensions that go on moving gives a row; a row that moves no more is returned alone.
        """
        moved = self.moved(row)
        if len(moved) <= self.moves:
            return row[None]
        rows = []
        for kept in combinations(moved, self.moves):
            left = row.copy()
            for name in moved:
                if name not in kept:
                    left[self.columns[name]] = 0.0
            rows.append(left)
        return np.array(rows)

    def trimmed(self, row: Floats, rng: np.random.Generator) -> Floats:
        """Return a weight row in which no more dimensions move than may, at random which; shape (number of values,)."""
        rows = self.within_moves(row)
        return rows[0] if len(rows) == 1 else rng.choice(rows)

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

        Where not all dimensions may move, those that `row` moves are climbed in.

        Args:
            row: a weight row, shape (number of values,).
            coefficients: of the linear model, shape (design.size,).
            smallest: the smallest weight of a value in a blend, in (0, 1).

        Returns:
            A weight row, shape (number of values,).
        """
        best = row.copy()
        names = self.moved(row) if self.few else self.free
        for _ in range(self.settings.polish_rounds):
            before = best.copy()
            for name in names:
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
