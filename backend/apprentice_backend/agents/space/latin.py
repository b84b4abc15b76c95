"""A Latin design: the first slates, before anything is known.

Each dimension takes its values in turn, in an order drawn for the dimension. So within one slate no value comes twice
while others wait, and each slate goes on where the last one ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def latin_design(values: Mapping[str, Sequence[str]], count: int, *, first: int, seed: int) -> list[dict[str, str]]:
    """Return the next corners of the design, each as dimension -> value.

    Args:
        values: dimension -> the values that it may take, at least one each.
        count: the number of corners.
        first: the number of suggestions shown before; the design goes on from there.
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
