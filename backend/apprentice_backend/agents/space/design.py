"""Attribute mixes as rows of numbers: weight rows, and the design rows of every linear model of taste.

A weight row has the weight of every value of every dimension. A design row has these columns, for the weights w_dk of
dimension d and value k:

    offset      1                       a picture left as painted
    values      w_dk                    each value
    moved       Σ_k w_dk                moving d at all, so that "as painted" is one choice among the others
    blends      Σ_k w_dk (1 − w_dk)     blending within d
    blend_all   Σ_dk w_dk (1 − w_dk)    blending anywhere
    pairs       w_dk w_el               two values of two dimensions together

A coefficient is what its column is worth, in stars. The columns of blends make a taste with an ideal point w* linear:
−|w − w*|² = Σ_k w_k (1 − w_k) + Σ_k (2 w*_k − 1) w_k − |w*|².
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix, AttributeSpace

Floats = NDArray[np.float64]

# Weights below this are rounding left over from blending.
_SMALLEST_WEIGHT = 1e-6


class Design:
    """The layout of weight rows and design rows over one attribute space.

    Attributes:
        space: the attributes.
        names: the (dimension, value) of each column of a weight row.
        column: the place of each (dimension, value) in it.
        dimensions: the names of dimensions, in the space's order.
        slices: the columns of each dimension in a weight row.
        values, moved, blends, pair_columns: columns of a design row, as slices; `blend_all` is one column.
        pair_members: the two columns of a weight row that each column of pairs multiplies, shape (pairs, 2).
        parts: the share of each column of a design row that belongs to a dimension, by name, shape (size,) each.
        size: the number of columns of a design row.
    """

    def __init__(self, space: AttributeSpace) -> None:
        self.space = space
        self.names = list(space.pairs())
        self.column = {pair: index for index, pair in enumerate(self.names)}
        self.dimensions = list(space.dimensions)
        self.slices: dict[str, slice] = {}
        for name in self.dimensions:
            first = self.column[name, space.dimensions[name][0]]
            self.slices[name] = slice(first, first + len(space.dimensions[name]))
        self._memberships = np.zeros((len(self.names), len(self.dimensions)))
        for index, name in enumerate(self.dimensions):
            self._memberships[self.slices[name], index] = 1.0
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        owner = self._memberships.argmax(axis=1)
        self._crossing = list(combinations(self.slices.values(), 2))
        crossing = [
            (i, j)
            for first, second in self._crossing
            for i, j in product(range(first.start, first.stop), range(second.start, second.stop))
        ]
        self.pair_members = np.array(crossing, dtype=np.intp).reshape(-1, 2)
        values, count = len(self.names), len(self.dimensions)
        self.values = slice(1, 1 + values)
        self.moved = slice(self.values.stop, self.values.stop + count)
        self.blends = slice(self.moved.stop, self.moved.stop + count)
        self.blend_all = self.blends.stop
        self.pair_columns = slice(self.blend_all + 1, self.blend_all + 1 + len(crossing))
        self.size = self.pair_columns.stop
        self.parts = {name: self._part_mask(index, owner) for index, name in enumerate(self.dimensions)}

    def _part_mask(self, index: int, owner: NDArray[np.intp]) -> Floats:
        mask = np.zeros(self.size)
        mask[self.values] = owner == index
        mask[self.moved.start + index] = 1.0
        mask[self.blends.start + index] = 1.0
        mask[self.pair_columns] = 0.5 * (owner[self.pair_members] == index).sum(axis=1)
        return mask

    def weights(self, mixes: Sequence[AttributeMix]) -> Floats:
        """Return the weight rows of mixes, shape (len(mixes), number of values).

        Raises:
            ValueError: a mix names what the space does not have.
        """
        rows = np.zeros((len(mixes), len(self.names)))
        for row, mix in zip(rows, mixes, strict=True):
            for dimension, part in self.space.check(mix).weights.items():
                for value, weight in part.items():
                    row[self.column[dimension, value]] = weight
        return rows

    def mix(self, weights: Floats) -> AttributeMix:
        """Return the mix of one weight row, shape (number of values,)."""
        data: dict[str, dict[str, float]] = {}
        for index in np.flatnonzero(weights > _SMALLEST_WEIGHT):
            dimension, value = self.names[index]
            data.setdefault(dimension, {})[value] = float(weights[index])
        return AttributeMix(data)

    def rows(self, weights: Floats) -> Floats:
        """Return the design rows of weight rows, shape (n, size)."""
        rows = np.empty((len(weights), self.size))
        rows[:, 0] = 1.0
        rows[:, self.values] = weights
        rows[:, self.moved] = weights @ self._memberships
        rows[:, self.blends] = (weights * (1.0 - weights)) @ self._memberships
        rows[:, self.blend_all] = rows[:, self.blends].sum(axis=1)
        column = self.pair_columns.start
        for first, second in self._crossing:
            products = weights[:, first, None] * weights[:, None, second]
            count = products.shape[1] * products.shape[2]
            rows[:, column : column + count] = products.reshape(len(weights), count)
            column += count
        return rows

    def part(self, rows: Floats, dimension: str) -> Floats:
        """Return the part of design rows that belongs to one dimension; a pair belongs half to each of its two."""
        return rows * self.parts[dimension]

    def average_row(self) -> Floats:
        """Return the mean design row of all corners, shape (size,): an average choice in every dimension."""
        row = self.rows((self._memberships @ (1.0 / self._memberships.sum(axis=0)))[None])[0]
        row[self.blends] = row[self.blend_all] = 0.0
        return row

    def contrast(self, dimension: str, value: str) -> Floats:
        """Return the design row of a value less the mean of its dimension's values, effects alone, shape (size,)."""
        row = np.zeros(self.size)
        block = self.slices[dimension]
        row[1 + block.start : 1 + block.stop] = -1.0 / (block.stop - block.start)
        row[1 + self.column[dimension, value]] += 1.0
        return row

    def effects(self, means: Mapping[tuple[str, str], float]) -> Floats:
        """Return coefficients with the effects of the named values, all else 0, shape (size,).

        Raises:
            ValueError: a value is named that the space does not have.
        """
        coefficients = np.zeros(self.size)
        for (dimension, value), stars in means.items():
            self.space.check_value(dimension, value)
            coefficients[1 + self.column[dimension, value]] = stars
        return coefficients
