"""The closed loop on pixels closes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import numpy as np
import pytest

from apprentice_backend.engines.base import Engine, EngineInfo, Image, Rendered, RenderEvent, RenderRequest
from apprentice_backend.evaluation.pixel_loop import PROPERTIES, Easel, run_pixel_loop

CANVAS = np.full((16, 16, 4), 128, dtype=np.uint8)
CANVAS[..., 3] = 255
# What each value adds to red, green and blue.
TINTS = {"warm": (70, 10, -50), "cool": (-50, 0, 70), "joyful": (50, 50, 50), "mysterious": (-70, -70, -70)}


class TintingEngine(Engine):
    """Tints the canvas by the weights of four values, and draws stripes for one more."""

    def describe(self) -> EngineInfo:
        """Return its name and nothing else."""
        return EngineInfo(name="tinting", title="Tinting", max_values=2)

    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Return tinted canvases."""
        images = []
        for index, mix in enumerate(request.mixes):
            assert request.canvas is not None
            pixels = request.canvas.astype(float)
            for part in mix.weights.values():
                for value, weight in part.items():
                    pixels[..., :3] += weight * np.array(TINTS.get(value, (0, 0, 0)))
            pixels[::4, :, :3] += 60 * mix.weight("style", "realistic")
            images.append(Image(np.clip(pixels, 0, 255).astype(np.uint8)))
            on_event(Rendered(index, images[-1]))
        return images

    def close(self) -> None:
        """Hold nothing, free nothing."""


def test_artist_who_rates_pixels_gets_more_of_what_they_like() -> None:
    """After twenty ratings by a measured property the recommendation has more of it than random mixes have."""
    results = {result.property: result for result in run_pixel_loop(Easel(TintingEngine(), CANVAS), seed=1)}
    assert set(results) == set(PROPERTIES)
    assert results["warmth"].recommended >= 1.0
    assert results["lightness"].recommended >= 1.0
    assert np.mean([result.slate for result in results.values()]) == pytest.approx(1.5, abs=0.8)
