"""A simulated artist: a hidden taste, and the habits by which it turns into stars and reasons."""

from __future__ import annotations

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ...agents.base import Context, Feedback, Slate
from ...agents.space.design import Floats
from .hidden_taste import HiddenTaste
from .simulated_picture import measure_simulated
from .worlds import World

# The measures of a dark and of a light canvas, for artists whose taste depends on them.
_DARK, _LIGHT = (Context({"lightness": lightness}) for lightness in (0.25, 0.75))


class Artist:
    """Rates slates by a hidden taste.

    Args:
        world: the kind of artist.
        space: the attributes.
        seed: fixes the taste and every rating.
        reasons: whether they tap a reason after one or two and after four or five stars.
        pixels: whether each rating comes with the measures of a simulated picture.
    """

    def __init__(
        self, world: World, space: AttributeSpace, *, seed: int, reasons: bool = False, pixels: bool = False
    ) -> None:
        self.world = world
        self.reasons = reasons
        self.pixels = pixels
        self.contexts = (_DARK, _LIGHT) if world.context_share else (Context.empty(),)
        self._rng, self._pictures_rng, self._canvas_rng = (
            np.random.default_rng([seed, stream]) for stream in (0, 4, 5)
        )
        numbers = (1,) if world.drift_at is None and not world.context_share else (1, 2)
        self._tastes = [HiddenTaste(world, space, np.random.default_rng([seed, number])) for number in numbers]
        self.design = self._tastes[0].design
        self.corners = self._tastes[0].corners
        self.rated = 0
        self._context = self.contexts[0]
        self._slate_id: str | None = None
        self._mood = 0.0

    def take_canvas(self) -> Context:
        """Return the next slate's canvas, dark or light by chance, or an empty one where the taste ignores canvases."""
        self._context = self.contexts[int(self._canvas_rng.integers(len(self.contexts)))]
        return self._context

    def stars(self, weights: Floats, context: Context | None = None) -> Floats:
        """Return how much the artist now likes mixes, in stars above or below their middle, shape (n,).

        With t₁ and t₂ two independent tastes of the world: t₁ at first, (t₁ + t₂)/√2 after a drift, and
        √(1 − c) t₁ ± √c t₂ where a share c of the variance turns round between light (+) and dark (−) canvases.

        Args:
            weights: a mix a row, shape (n, number of values).
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
        """Return a mix's score for this artist: 0 is the average corner, 1 the best mix there is."""
        taste = self._tastes[0]
        best = taste.best if len(self._tastes) == 1 else float(self.stars(taste.corners, context).max())
        return float(self.stars(self.design.weights([mix]), context)[0]) / best

    def rate(self, slate: Slate) -> list[Feedback]:
        """Rate the suggestions of one slate: stars for each, and a reason where one is tapped."""
        weights = self.design.weights(slate.mixes)
        if self.world.slate_stars and slate.id != self._slate_id:
            self._mood = float(self._rng.normal(scale=self.world.slate_stars))
        self._slate_id = slate.id
        felt = self.stars(weights) + self._rng.normal(scale=self.world.noise_stars, size=len(weights)) + self._mood
        given = []
        for mix, row, value in zip(slate.mixes, weights, felt, strict=True):
            stars = self._to_rating(value)
            measures = measure_simulated(row, self.design, self._pictures_rng) if self.pixels else None
            reasons = self._reason(row, stars)
            given.append(Feedback(mix, stars, slate.context, reasons, slate_id=slate.id, features=measures))
        self.rated += len(weights)
        return given

    def _to_rating(self, felt: float) -> float:
        """Return the stars that a liking becomes: round(middle + compression · felt) in 1..5, in most worlds."""
        if self.world.click_share and self._rng.random() < self.world.click_share:
            return float(self._rng.integers(1, 6))
        if self.world.binary:
            return 5.0 if felt > 0.0 else 1.0
        return float(np.clip(np.round(self.world.middle_stars + self.world.compression * felt), 1, 5))

    def _reason(self, row: Floats, stars: float) -> dict[str, int]:
        """Return the dimension that did most for the stars, as praise (+1) or blame (-1); empty at three stars."""
        if not self.reasons or stars == 3.0:
            return {}
        parts = self._tastes[0].parts(row[None])[0]
        direction = 1 if stars > 3.0 else -1
        return {self.design.dimensions[int(np.argmax(direction * parts))]: direction}
