"""The hidden taste of a simulated artist: a function from mixes to stars."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from apprentice_shared.attributes import AttributeSpace

from ...agents.space.design import Design, Floats
from .worlds import World

# Where artists fall into schools: the seed of the effects that a school shares, and their part of the variance.
_SCHOOLS_SEED = 77
_SCHOOL_SHARE = 0.8


def list_corners(design: Design) -> Floats:
    """Return the weights of every corner of the space, shape (number of corners, number of values)."""
    blocks = [range(block.start, block.stop) for block in design.slices.values()]
    picks = np.array(list(product(*blocks)))
    rows = np.zeros((len(picks), len(design.names)))
    np.put_along_axis(rows, picks, 1.0, axis=1)
    return rows


class HiddenTaste:
    """The stars that an artist would give to mixes without noise, above or below their middle.

    A taste is a sum of effects of values, of pairs and of triples of values, each normal, scaled so that over all
    corners each kind has its share of the variance; or, in a world of ideal points, −‖w − ideal‖². Over all corners
    the mean is 0 and the standard deviation the world's `taste_stars`.

    Args:
        world: says which of these, and how the variance is split.
        space: of at most a few thousand corners, which are listed.
        rng: draws the effects.
    """

    def __init__(self, world: World, space: AttributeSpace, rng: np.random.Generator) -> None:
        self.design = Design(space)
        self.corners = list_corners(self.design)
        self._ideal: Floats | None = None
        self._draw_effects(world, rng)
        self._triples = np.empty((0, 3), dtype=np.intp)
        self._triple_effects, self._triple_middle = np.empty(0), 0.0
        if world.triple_share:
            self._draw_triples(world, rng)
        if world.ideal_point:
            self._ideal = np.concatenate([rng.dirichlet(np.ones(len(values))) for values in space.dimensions.values()])
        self._gain, self._middles = 1.0, np.zeros(len(self.design.dimensions))
        self._gain = world.taste_stars / float(self.stars(self.corners).std())
        self._middles = self.parts(self.corners).mean(axis=0)
        self.best = self._find_best()

    def _draw_effects(self, world: World, rng: np.random.Generator) -> None:
        """Draw the effects of values and of pairs, β ~ N(0, 1) scaled by √share / std(Xβ), X all corners."""
        self._effects = np.zeros(self.design.size)
        rows = self.design.rows(self.corners)
        cluster = rng.integers(max(world.clusters, 1))
        shares = (1.0 - world.pair_share - world.triple_share, world.pair_share)
        for columns, share in zip((self.design.values, self.design.pair_columns), shares, strict=True):
            drawn = rng.normal(size=columns.stop - columns.start)
            if world.clusters:
                school = np.random.default_rng([_SCHOOLS_SEED, int(cluster), columns.start])
                shared = school.normal(size=len(drawn))
                drawn = np.sqrt(_SCHOOL_SHARE) * shared + np.sqrt(1.0 - _SCHOOL_SHARE) * drawn
            self._effects[columns] = drawn * np.sqrt(share) / (rows[:, columns] @ drawn).std()

    def _draw_triples(self, world: World, rng: np.random.Generator) -> None:
        """Draw the effects of triples of values from three dimensions, scaled in the same way."""
        owner = [name for name, _ in self.design.names]
        self._triples = np.array(
            [chosen for chosen in combinations(range(len(owner)), 3) if len({owner[index] for index in chosen}) == 3]
        )
        drawn = rng.normal(size=len(self._triples))
        stars = self.corners[:, self._triples].prod(axis=2) @ drawn
        self._triple_effects = drawn * np.sqrt(world.triple_share) / stars.std()
        self._triple_middle = float(stars.mean() * np.sqrt(world.triple_share) / stars.std())

    def parts(self, weights: Floats) -> Floats:
        """Return the stars that each dimension adds, shape (n, number of dimensions); a pair counts half for each."""
        if self._ideal is not None:
            squares = -((weights - self._ideal) ** 2)
            sums = [squares[:, block].sum(axis=1) for block in self.design.slices.values()]
        else:
            rows = self.design.rows(weights)
            sums = [self.design.part(rows, name) @ self._effects for name in self.design.dimensions]
        return self._gain * np.stack(sums, axis=1) - self._middles

    def stars(self, weights: Floats) -> Floats:
        """Return the stars of mixes, shape (n, number of values), above or below the artist's middle, shape (n,)."""
        stars: Floats = self.parts(weights).sum(axis=1)
        if len(self._triples):
            stars += self._gain * (weights[:, self._triples].prod(axis=2) @ self._triple_effects - self._triple_middle)
        return stars

    def _find_best(self) -> float:
        """Return the stars of the best mix: a corner, or the ideal where there is one."""
        best = self.corners if self._ideal is None else self._ideal[None]
        return float(self.stars(best).max())
