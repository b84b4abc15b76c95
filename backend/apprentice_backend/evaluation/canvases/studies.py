"""Studies of a canvas: random mixes, and mixes rendered by any engine without progress or previews."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

import numpy as np

from apprentice_shared.attributes import AttributeMix

from ...engines.base import Engine, Image, Pixels, RenderRequest
from ...packs.shipped import built_in_space


def random_mix(rng: np.random.Generator, moves: int | None = None) -> AttributeMix:
    """Draw a mix: two values in each of `moves` dimensions (None for all), their weights summing to 0.5 to 1."""
    weights, dimensions = {}, built_in_space().dimensions
    moved = dimensions if moves is None else [str(name) for name in rng.choice(list(dimensions), moves, replace=False)]
    for dimension in moved:
        values = dimensions[dimension]
        one, other = (str(value) for value in rng.choice(values, 2, replace=False))
        total, share = float(rng.uniform(0.5, 1.0)), float(rng.uniform(0.5, 1.0))
        weights[dimension] = {one: total * share, other: total * (1.0 - share)}
    return AttributeMix(weights)


def render_mixes(
    engine: Engine, canvas: Pixels, mixes: Sequence[AttributeMix], seeds: Sequence[int], intent: str = ""
) -> list[Image]:
    """Render mixes of one canvas, shape (h, w, 4), at its size, with one seed for each, under one intent or none."""
    height, width = canvas.shape[:2]
    request = RenderRequest(tuple(mixes), tuple(seeds), width, height, canvas, preview_px=0, intent=intent)
    return engine.render(request, lambda _: None, Event())
