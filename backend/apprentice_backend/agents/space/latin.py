"""The first slates, before anything is known: a Latin design.

Every dimension that varies takes its values in an order of its own, so that within one slate no value comes twice
while others wait, and the slates that follow take up where the last ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def latin_design(values: Mapping[str, Sequence[str]], count: int, *, first: int, seed: int) -> list[dict[str, str]]:
    """Return `count` corners, each a value per dimension.

    Args:
        values: dimension -> the values that it may take, at least one each.
        count: how many.
        first: how many were shown before; the design goes on from there.
        seed: fixes the order of each dimension's values.
    """
    rng = np.random.default_rng(seed)
    orders = {name: [names[index] for index in rng.permutation(len(names))] for name, names in values.items()}
    corners = []
    for position in range(first, first + count):
        corner = {}
        for index, (name, order) in enumerate(orders.items()):
            # Each full turn shifts the dimensions against one another, so that a turn does not repeat the last.
            turn = position // len(order)
            corner[name] = order[(position + turn * index) % len(order)]
        corners.append(corner)
    return corners
