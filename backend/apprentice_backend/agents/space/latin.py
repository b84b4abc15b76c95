"""A Latin design: the first slates, before anything is known.

Each dimension takes its values in turn, in an order drawn for the dimension. So within one slate no value comes twice
while others wait, and each slate goes on where the last one ended. Where few dimensions move at a time, they take turns
too, in an order drawn anew for each turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def latin_design(
    values: Mapping[str, Sequence[str]], count: int, *, first: int, seed: int, moves: int | None = None
) -> list[dict[str, str]]:
    """Return the next corners of the design, each as dimension -> value.

    Args:
        values: dimension -> the values that it may take, at least one each.
        count: the number of corners.
        first: the number of suggestions shown before; the design goes on from there.
        seed: fixes the order of each dimension's values.
        moves: the dimensions that each corner moves, at least 1; None for all.
    """
    rng = np.random.default_rng(seed)
    orders = {name: [names[index] for index in rng.permutation(len(names))] for name, names in values.items()}
    if moves is not None and values:
        return [_some(orders, position, moves, seed) for position in range(first, first + count)]
    corners = []
    for position in range(first, first + count):
        corner = {}
        for index, (name, order) in enumerate(orders.items()):
            # Each full turn shifts the dimensions against one another, so that a turn does not repeat the last.
            turn = position // len(order)
            corner[name] = order[(position + turn * index) % len(order)]
        corners.append(corner)
    return corners


def _some(orders: Mapping[str, Sequence[str]], position: int, moves: int, seed: int) -> dict[str, str]:
    """Return the corner at one place of a design in which few dimensions move at a time."""
    names = list(orders)
    per_turn = -(-len(names) // moves)
    turn, place = divmod(position, per_turn)
    order = np.random.default_rng([seed, turn]).permutation(len(names))
    corner = {}
    for index in sorted(order[place * moves : (place + 1) * moves]):
        # A dimension comes once a turn, with the next of its values; each round of these is shifted against the others.
        values = orders[names[index]]
        corner[names[index]] = values[(turn + turn // len(values) * int(index)) % len(values)]
    return corner
