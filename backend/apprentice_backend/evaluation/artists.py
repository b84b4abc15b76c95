"""Simulated artists: a hidden taste, and the habits by which it turns into stars and reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..agents.base import Feedback
from ..agents.features import Floats
from .tastes import Taste
from .worlds import World


class Artist:
    """Rates slates by a hidden taste.

    Args:
        world: what kind of artist.
        space: the attributes.
        seed: fixes the taste and every rating.
        reasons: whether they tap a reason after one or two and after four or five stars.
    """

    def __init__(self, world: World, space: AttributeSpace, *, seed: int, reasons: bool = False) -> None:
        self.world = world
        self.reasons = reasons
        self._rng = np.random.default_rng([seed, 0])
        numbers = (1,) if world.drift_at is None else (1, 2)
        self._tastes = [Taste(world, space, np.random.default_rng([seed, number])) for number in numbers]
        self.features = self._tastes[0].features
        self.corners = self._tastes[0].corners
        self.rated = 0

    def stars(self, weights: Floats) -> Floats:
        """Return what the artist now thinks of weight rows, in stars about their middle, shape (n,)."""
        felt = self._tastes[0].stars(weights)
        if self.world.drift_at is not None and self.rated >= self.world.drift_at:
            felt = (felt + self._tastes[1].stars(weights)) / np.sqrt(2.0)
        return felt

    def score(self, mix: AttributeMix) -> float:
        """Return how good a mix is for this artist: 0 is the average corner, 1 the best there is."""
        taste = self._tastes[0]
        best = float(self.stars(taste.corners).max()) if self.world.drift_at is not None else taste.best
        return float(self.stars(self.features.weights([mix]))[0]) / best

    def rate(self, mixes: Sequence[AttributeMix], slate_id: str) -> list[Feedback]:
        """Give each suggestion of one slate its stars, and a reason where one is tapped."""
        weights = self.features.weights(mixes)
        mood = self._rng.normal(scale=self.world.slate_stars) if self.world.slate_stars else 0.0
        felt = self.stars(weights) + self._rng.normal(scale=self.world.noise_stars, size=len(mixes)) + mood
        said = [
            Feedback(mix, stars := self._to_rating(value), reasons=self._reason(row, stars), slate_id=slate_id)
            for mix, row, value in zip(mixes, weights, felt, strict=True)
        ]
        self.rated += len(mixes)
        return said

    def _to_rating(self, felt: float) -> float:
        if self.world.click_share and self._rng.random() < self.world.click_share:
            return float(self._rng.integers(1, 6))
        if self.world.binary:
            return 5.0 if felt > 0.0 else 1.0
        return float(np.clip(np.round(self.world.middle_stars + self.world.compression * felt), 1, 5))

    def _reason(self, row: Floats, stars: float) -> dict[str, int]:
        """Name the dimension that did most for the stars, as the panel lets an artist tap it."""
        if not self.reasons or stars == 3.0:
            return {}
        parts = self._tastes[0].parts(row[None])[0]
        direction = 1 if stars > 3.0 else -1
        return {self.features.dimensions[int(np.argmax(direction * parts))]: direction}
