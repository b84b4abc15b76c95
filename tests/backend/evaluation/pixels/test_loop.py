"""The closed loop on pixels closes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import numpy as np
import pytest

from apprentice_backend.engines.base import Engine, EngineInfo, Image, Rendered, RenderEvent, RenderRequest
from apprentice_backend.evaluation.canvases.six_kinds import DEVELOPMENT_CANVASES, REPORTING_CANVASES, pixel_canvases
from apprentice_backend.evaluation.pixels.loop import PROPERTIES, LoopCanvas, WantedProperty, run_pixel_loop
from apprentice_backend.evaluation.pixels.loop_tables import pixel_tables
from apprentice_backend.observe import measure
from apprentice_shared.attributes import AttributeMix

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


class CountingEngine(TintingEngine):
    """Counts the pictures it makes."""

    rendered = 0

    def render(self, request: RenderRequest, on_event: Callable[[RenderEvent], None], cancelled: Event) -> list[Image]:
        """Return tinted canvases, counted."""
        self.rendered += len(request.mixes)
        return super().render(request, on_event, cancelled)


def test_artist_who_rates_pixels_gets_more_of_what_they_like() -> None:
    """After twenty ratings by a measured property the recommendation lies beyond random mixes, either way."""
    wanted = [WantedProperty(name, way) for name in PROPERTIES for way in (1, -1)]
    results = dict(zip(wanted, run_pixel_loop(LoopCanvas(TintingEngine(), CANVAS), wanted, seed=1), strict=True))
    for name in ("warmth", "lightness"):
        assert results[WantedProperty(name, 1)].recommended >= 1.0
        assert results[WantedProperty(name, -1)].recommended >= 1.0
    assert np.mean([result.slate for result in results.values()]) >= 0.7
    assert all(result.reachable > 0.0 for result in results.values())


def test_artist_of_stars_alone_hands_over_no_measures() -> None:
    """With the measures or without, an artist meets the same canvas and the agent learns the property."""
    wanted = [WantedProperty("warmth", 1, measured) for measured in (True, False)]
    seen, unseen = run_pixel_loop(LoopCanvas(TintingEngine(), CANVAS), wanted, seed=2)
    assert seen.reachable == unseen.reachable
    assert min(seen.recommended, unseen.recommended) >= 1.0


def test_a_canvas_renders_a_mix_once() -> None:
    """A mix has the same measures whenever it is asked for, and costs one picture."""
    engine = CountingEngine()
    canvas = LoopCanvas(engine, CANVAS)
    warm, cool = (AttributeMix({"color": {value: 1.0}}) for value in ("warm", "cool"))
    first = canvas.measures([warm, cool, warm])
    assert first[0] == first[2] == canvas.measures([warm])[0]
    assert engine.rendered == 2


@pytest.mark.parametrize("seed", [DEVELOPMENT_CANVASES, REPORTING_CANVASES], ids=["development", "reporting"])
def test_canvases_are_of_different_kinds(seed: int) -> None:
    """There are six, dark ones and light ones, the same every time, and none is blank."""
    canvases = pixel_canvases(64, 48, seed)
    looks = {name: measure(canvas) for name, canvas in canvases.items()}
    assert len(canvases) == 6
    assert {canvas.shape for canvas in canvases.values()} == {(48, 64, 4)}
    assert min(look["lightness"] for look in looks.values()) < 0.4
    assert max(look["lightness"] for look in looks.values()) > 0.7
    assert min(look["contrast"] for look in looks.values()) > 0.1
    again = pixel_canvases(64, 48, seed)
    assert all(np.array_equal(canvas, again[name]) for name, canvas in canvases.items())


def test_the_tables_have_a_row_for_every_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of artist, all properties, both ways; runs are counted."""
    monkeypatch.setattr("apprentice_backend.evaluation.pixels.loop_tables.ARTISTS", 1)
    monkeypatch.setattr("apprentice_backend.engines.create", lambda name: TintingEngine())
    tables = pixel_tables({"grey": CANVAS}, first_seed=3, processes=1)
    for name in PROPERTIES:
        for way in ("more", "less"):
            assert tables.count(f"| {way} {name.replace('_', ' ')} |") == 2
    assert " of 1 |" in tables
