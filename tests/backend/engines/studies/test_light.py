"""Studies in colour and light are another light on the same things, and no tint over them."""

from __future__ import annotations

from threading import Event

import cv2
import numpy as np
import pytest
from canvases import block_in, opaque

from apprentice_backend.color.gamut import oklab_to_srgb_fitted
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, RenderRequest
from apprentice_backend.evaluation.engines.light_statistics import LightMeasures, measure_light
from apprentice_backend.evaluation.engines.quality import lit_values
from apprentice_shared.attributes import AttributeMix

ALONE = [{dimension: {value: 1.0}} for dimension, value in lit_values()]
MIXED = [
    {"color": {"warm": 0.5, "cool": 0.5}},
    {"color": {"warm": 0.6, "muted": 0.4}},
    {"color": {"vibrant": 0.5, "cool": 0.5}},
    {"mood": {"peaceful": 0.5, "melancholic": 0.5}},
    *(
        {"color": {color: 1.0}, "mood": {mood: 1.0}}
        for color in ("warm", "cool", "muted")
        for mood in ("joyful", "energetic", "mysterious")
    ),
    {"color": {"muted": 1.0}, "mood": {"melancholic": 1.0}},
]
PACKS = [{"mood": {value: 1.0}} for value in ("golden-hour", "moonlight", "backlight", "overcast")]


def named(mix: dict[str, dict[str, float]]) -> str:
    return "+".join(f"{value}{weight:g}" for weights in mix.values() for value, weight in weights.items())


def in_flats(*areas: tuple[tuple[float, float, float, float], tuple[float, float, float]]) -> np.ndarray:
    """Return flat rectangles, left, top, right and bottom from 0 to 1, in OKLab colours, each over those before it."""
    lab = np.zeros((180, 240, 3), np.float32)
    for (left, top, right, bottom), color in areas:
        lab[round(top * 180) : round(bottom * 180), round(left * 240) : round(right * 240)] = color
    return opaque(np.rint(oklab_to_srgb_fitted(lab) * 255.0).astype(np.uint8))


def temple() -> np.ndarray:
    """Return a block-in of a dark temple against a pale sky: few colours, weak, and apart."""
    return in_flats(
        ((0, 0, 1, 1), (0.9, -0.008, -0.035)),
        ((0.45, 0, 1, 0.45), (0.95, -0.002, -0.014)),
        ((0, 0.45, 1, 0.6), (0.77, -0.02, -0.025)),
        ((0, 0.6, 1, 1), (0.42, 0.0, 0.05)),
        ((0.15, 0.15, 0.42, 0.75), (0.30, 0.002, 0.03)),
        ((0.2, 0.25, 0.37, 0.33), (0.62, 0.07, 0.06)),
        ((0.7, 0.7, 1, 1), (0.22, 0.0, 0.02)),
        ((0.75, 0.8, 0.9, 0.95), (0.27, 0.0, 0.03)),
    )


def evening() -> np.ndarray:
    """Return warm lights over cold darks: the last sun on a wall."""
    return in_flats(
        ((0, 0, 1, 1), (0.55, -0.01, -0.05)),
        ((0, 0.5, 1, 1), (0.27, 0.0, -0.04)),
        ((0.3, 0.2, 0.65, 0.7), (0.84, 0.03, 0.09)),
        ((0.65, 0.2, 0.8, 0.7), (0.36, 0.02, -0.03)),
        ((0.1, 0.75, 0.25, 0.9), (0.2, 0.0, -0.02)),
    )


CANVASES = {"temple": temple(), "evening": evening(), "block-in": block_in()}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def measured(engine: Engine, canvas: np.ndarray, mix: dict[str, dict[str, float]]) -> LightMeasures:
    height, width = canvas.shape[:2]
    request = RenderRequest((AttributeMix(mix),), (3,), width, height, canvas, preview_px=0)
    return measure_light(canvas, engine.render(request, lambda event: None, Event())[0].pixels)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("mix", [*ALONE, *MIXED, *PACKS], ids=named)
def test_colours_stay_apart(engine: Engine, canvas: np.ndarray, mix: dict[str, dict[str, float]]) -> None:
    """A study keeps half of the hue spread of its canvas at least, by one value and by several."""
    kept = measured(engine, canvas, mix).spread_kept
    assert kept is not None
    assert kept >= 0.5


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("mix", [*ALONE, *PACKS], ids=named)
def test_lights_and_darks_part_in_temperature(
    engine: Engine, canvas: np.ndarray, mix: dict[str, dict[str, float]]
) -> None:
    """Warmth of lights less that of darks is as far from 0 as in the canvas, or clear, under every haze and light."""
    found = measured(engine, canvas, mix)
    assert abs(found.parting) >= min(abs(found.parting_before), 0.02)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("mix", [*ALONE, *MIXED, *PACKS, {"color": {"monochrome": 1.0}}], ids=named)
def test_darks_keep_their_steps(engine: Engine, canvas: np.ndarray, mix: dict[str, dict[str, float]]) -> None:
    """No more than 8% of a picture goes black, and its darks keep three steps where they had them."""
    found = measured(engine, canvas, mix)
    assert found.black_grown <= 0.08
    assert found.steps >= min(found.steps_before, 3)


@pytest.mark.parametrize("mix", [*ALONE, *PACKS, {"mood": {"noir": 1.0}}], ids=named)
def test_light_draws_no_disc_on_a_flat_ground(engine: Engine, mix: dict[str, dict[str, float]]) -> None:
    """A plain ground behind a lone thing is a plane of light, as far as anybody sees."""
    canvas = np.full((180, 240, 4), (150, 160, 175, 255), np.uint8)
    cv2.circle(canvas, (120, 95), 22, (200, 120, 60, 255), -1)
    cv2.circle(canvas, (112, 88), 6, (245, 225, 190, 255), -1)
    assert measured(engine, canvas, mix).disc < 0.05
