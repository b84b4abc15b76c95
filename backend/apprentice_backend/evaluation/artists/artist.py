"""Simulated artists: a hidden taste, and the habits by which it turns into stars and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ...agents.base import Context, Feedback
from ...agents.space.design import Floats
from .hidden_taste import HiddenTaste
from .sights import see
from .worlds import World

# What is measured of a dark and of a light canvas, for artists whose taste hangs on it.
_DARK, _LIGHT = (Context({"lightness": lightness}) for lightness in (0.25, 0.75))


class Artist:
    """Rates slates by a hidden taste.

    Args:
        world: what kind of artist.
        space: the attributes.
        seed: fixes the taste and every rating.
        reasons: whether they tap a reason after one or two and after four or five stars.
        pixels: whether each rating comes with what the picture showed.
    """

    def __init__(
        self, world: World, space: AttributeSpace, *, seed: int, reasons: bool = False, pixels: bool = False
    ) -> None:
        self.world = world
        self.reasons = reasons
        self.pixels = pixels
        self.contexts = (_DARK, _LIGHT) if world.context_share else (Context.empty(),)
        self._rng, self._sights_rng, self._canvas_rng = (np.random.default_rng([seed, stream]) for stream in (0, 4, 5))
        numbers = (1,) if world.drift_at is None and not world.context_share else (1, 2)
        self._tastes = [HiddenTaste(world, space, np.random.default_rng([seed, number])) for number in numbers]
        self.design = self._tastes[0].design
        self.corners = self._tastes[0].corners
        self.rated = 0
        self._context = self.contexts[0]
        self._slate_id, self._mood = "", 0.0

    def take_canvas(self) -> Context:
        """Return the canvas that the next slate is for: a dark or a light one by chance, where that matters."""
        self._context = self.contexts[int(self._canvas_rng.integers(len(self.contexts)))]
        return self._context

    def stars(self, weights: Floats, context: Context | None = None) -> Floats:
        """Return what the artist now thinks of weight rows, in stars about their middle, shape (n,).

        Args:
            weights: shape (n, number of values).
            context: one of `contexts`; None is the canvas at hand.
        """
        felt = self._tastes[0].stars(weights)
        if self.world.drift_at is not None and self.rated >= self.world.drift_at:
            felt = (felt + self._tastes[1].stars(weights)) / np.sqrt(2.0)
        if self.world.context_share:
            side = 1.0 if (context or self._context) is _LIGHT else -1.0
            own = self._tastes[1].stars(weights)
            felt = np.sqrt(1.0 - self.world.context_share) * felt + side * np.sqrt(self.world.context_share) * own
        return felt

    def score(self, mix: AttributeMix, context: Context | None = None) -> float:
        """Return how good a mix is for this artist: 0 is the average corner, 1 the best there is."""
        taste = self._tastes[0]
        best = taste.best if len(self._tastes) == 1 else float(self.stars(taste.corners, context).max())
        return float(self.stars(self.design.weights([mix]), context)[0]) / best

    def rate(self, mixes: Sequence[AttributeMix], slate_id: str) -> list[Feedback]:
        """Give each of these suggestions of one slate its stars, and a reason where one is tapped."""
        weights = self.design.weights(mixes)
        if self.world.slate_stars and slate_id != self._slate_id:
            self._mood = float(self._rng.normal(scale=self.world.slate_stars))
        self._slate_id = slate_id
        felt = self.stars(weights) + self._rng.normal(scale=self.world.noise_stars, size=len(mixes)) + self._mood
        said = [
            self._say(mix, row, self._to_rating(value)) for mix, row, value in zip(mixes, weights, felt, strict=True)
        ]
        self.rated += len(mixes)
        return said

    def _say(self, mix: AttributeMix, row: Floats, stars: float) -> Feedback:
        sights: Mapping[str, float] | None = see(row, self.design, self._sights_rng) if self.pixels else None
        reasons = self._reason(row, stars)
        return Feedback(mix, stars, self._context, reasons=reasons, slate_id=self._slate_id, features=sights)

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
        return {self.design.dimensions[int(np.argmax(direction * parts))]: direction}
