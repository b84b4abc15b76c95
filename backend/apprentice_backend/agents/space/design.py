"""Attribute mixes as rows of numbers: the design matrix of every linear model of taste.

Columns, for weights `w` of dimension `d` and value `k`:

    offset    1                     what a picture left as painted is worth
    value     w_dk                  the effect of each value
    moved     sum_k w_dk            the effect of moving `d` at all, so that "as painted" is a choice among the others
    blend     w_dk (1 - w_dk)       summed over k, and over all: the worth of blending
    pair      w_dk w_el             what two values are worth together

Blends make an ideal point linear: -|w - w*|² = sum_k w_k (1 - w_k) + sum_k (2 w*_k - 1) w_k - |w*|².
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from apprentice_shared.attributes import AttributeMix, AttributeSpace

Floats = NDArray[np.float64]

# Weights below this are rounding left over from blending.
SMALLEST_WEIGHT = 1e-6


class Design:
    """Turns mixes into weight rows, and weight rows into the design matrix."""

    def __init__(self, space: AttributeSpace) -> None:
        self.space = space
        self.pairs = list(space.pairs())
        self.column = {pair: index for index, pair in enumerate(self.pairs)}
        self.dimensions = list(space.dimensions)
        self.slices: dict[str, slice] = {}
        for name in self.dimensions:
            first = self.column[name, space.dimensions[name][0]]
            self.slices[name] = slice(first, first + len(space.dimensions[name]))
        self._memberships = np.zeros((len(self.pairs), len(self.dimensions)))
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
        values, count = len(self.pairs), len(self.dimensions)
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
        """Return the weights of `mixes`, shape (len(mixes), number of values).

        Raises:
            ValueError: a mix names what the space does not have.
        """
        rows = np.zeros((len(mixes), len(self.pairs)))
        for row, mix in zip(rows, mixes, strict=True):
            for dimension, part in self.space.check(mix).weights.items():
                for value, weight in part.items():
                    row[self.column[dimension, value]] = weight
        return rows

    def mix(self, weights: Floats) -> AttributeMix:
        """Return one weight row, shape (number of values,), as a mix."""
        data: dict[str, dict[str, float]] = {}
        for index in np.flatnonzero(weights > SMALLEST_WEIGHT):
            dimension, value = self.pairs[index]
            data.setdefault(dimension, {})[value] = float(weights[index])
        return AttributeMix(data)

    def rows(self, weights: Floats) -> Floats:
        """Return the design matrix of weight rows, shape (n, size)."""
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
        """Return what belongs to one dimension in design rows, shape as given; pairs count half for each side."""
        return rows * self.parts[dimension]

    def average_row(self) -> Floats:
        """Return the mean design row of all corners, shape (size,): an average choice in every dimension."""
        row: Floats = self.rows((self._memberships @ (1.0 / self._memberships.sum(axis=0)))[None])[0]
        row[self.blends] = row[self.blend_all] = 0.0
        return row

    def contrast(self, dimension: str, value: str) -> Floats:
        """Return the row that reads a value's effect against the mean of its dimension, shape (size,)."""
        row = np.zeros(self.size)
        block = self.slices[dimension]
        row[1 + block.start : 1 + block.stop] = -1.0 / (block.stop - block.start)
        row[1 + self.column[dimension, value]] += 1.0
        return row

    def effects(self, means: Mapping[tuple[str, str], float]) -> Floats:
        """Return coefficients that give the named values these effects and all else none, shape (size,)."""
        coefficients = np.zeros(self.size)
        for (dimension, value), stars in means.items():
            self.space.check_value(dimension, value)
            coefficients[1 + self.column[dimension, value]] = stars
        return coefficients
