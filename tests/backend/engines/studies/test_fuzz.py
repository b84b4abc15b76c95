"""Whatever the canvas and the mix, a study is a picture: of the right size, neither black nor white nor broken."""

from __future__ import annotations

import os
from threading import Event

import cv2
import numpy as np
import pytest
from canvases import ALL, block_in

from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, RenderRequest
from apprentice_backend.packs.shipped import built_in_space
from apprentice_shared.attributes import AttributeMix

# `APPRENTICE_FUZZ=2000` is the long run; the short one keeps the tests quick.
RUNS = int(os.environ.get("APPRENTICE_FUZZ", "60"))
BATCH = 15  # canvases per test, so that a long run is no long test


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def any_mix(rng: np.random.Generator) -> AttributeMix:
    weights: dict[str, dict[str, float]] = {}
    for dimension, values in built_in_space().dimensions.items():
        chosen = rng.choice(values, int(rng.integers(0, 4)), replace=False)
        shares = rng.dirichlet(np.ones(len(chosen) + 1))[:-1] if len(chosen) else []
        weights[dimension] = {str(value): float(share) for value, share in zip(chosen, shares, strict=True)}
    return AttributeMix(weights)


def any_canvas(rng: np.random.Generator) -> np.ndarray | None:
    height, width = (int(side) for side in np.exp(rng.uniform(np.log(16), np.log(300), 2)))
    height, width = max(height, width // 4, 8), max(width, height // 4, 8)
    kind = int(rng.integers(0, 8))
    if kind == 0:
        return None
    if kind == 1:
        return np.full((height, width, 4), rng.integers(0, 256, 4), np.uint8)
    if kind == 2:
        return rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    if kind == 3:
        return np.full((height, width, 4), int(rng.choice([0, 255])), np.uint8)
    pixels = cv2.resize(list(ALL.values())[int(rng.integers(len(ALL)))](), (width, height))
    if kind == 4:
        pixels[..., 3] = rng.integers(0, 256, (height, width))
    if kind == 5:
        pixels[..., :3] = pixels[..., :3] // 40
    if kind == 6:
        pixels[..., :3] = 255 - (255 - pixels[..., :3]) // 40
    return pixels


@pytest.mark.parametrize("batch", range(-(-RUNS // BATCH)))
def test_any_canvas_and_mix_give_a_picture(engine: Engine, batch: int) -> None:
    """No crash, no wrong size, and no study that has lost what its canvas showed."""
    rng = np.random.default_rng(batch)
    for _ in range(BATCH):
        canvas, mix = any_canvas(rng), any_mix(rng)
        height, width = canvas.shape[:2] if canvas is not None else (48, 64)
        height, width = max(height, 16), max(width, 16)
        palette = ("#1c2c44", "#c8793c", "#e9dcc0") if rng.random() < 0.2 else ()
        request = RenderRequest((mix,), (int(rng.integers(2**31)),), width, height, canvas, palette=palette)
        image = engine.render(request, lambda event: None, Event())[0]
        assert image.pixels.shape == (height, width, 4)
        level = cv2.cvtColor(image.pixels, cv2.COLOR_RGBA2GRAY)
        seen = image.pixels[..., 3] > 0
        gray = None if canvas is None else cv2.cvtColor(canvas, cv2.COLOR_RGBA2GRAY)[canvas[..., 3] > 0]
        if gray is not None and gray.size and np.ptp(gray) > 60 and seen.sum() > 64:
            assert level[seen].max() > 12, mix.to_dict()
            assert level[seen].min() < 245, mix.to_dict()
            assert np.ptp(level[seen]) > 6, mix.to_dict()


@pytest.mark.parametrize("size", [(64, 64), (64, 256), (256, 64), (17, 16), (2048, 512)], ids=str)
@pytest.mark.parametrize("name", ["painterly", "abstract", "minimalist", "realistic", "surreal"])
def test_any_aspect_and_size(engine: Engine, size: tuple[int, int], name: str) -> None:
    """From 1:4 to 4:1 and from a thumbnail to more than the working size."""
    canvas = block_in(*size)
    mix = AttributeMix({"style": {name: 1.0}, "composition": {"dynamic": 1.0}, "mood": {"mysterious": 1.0}})
    request = RenderRequest((mix,), (5,), size[1], size[0], canvas)
    image = engine.render(request, lambda event: None, Event())[0]
    assert image.pixels.shape == (*size, 4)
    assert image.pixels[..., :3].std() > 4


@pytest.mark.parametrize("name", ["cut-out"])
def test_alpha_is_kept(engine: Engine, name: str) -> None:
    """A cut-out stays a cut-out, to the bit, as long as the framing stays."""
    canvas = ALL[name]()
    height, width = canvas.shape[:2]
    mix = AttributeMix({"color": {"warm": 1.0}, "style": {"painterly": 0.8}, "mood": {"joyful": 1.0}})
    image = engine.render(RenderRequest((mix,), (5,), width, height, canvas), lambda event: None, Event())[0]
    assert np.array_equal(image.pixels[..., 3], canvas[..., 3])


@pytest.mark.parametrize("name", ["line art", "one stroke", "blank"])
def test_paper_gets_a_ground(engine: Engine, name: str) -> None:
    """Studies of paper are no longer white, and what was drawn is still dark."""
    canvas = ALL[name]()
    height, width = canvas.shape[:2]
    mix = AttributeMix({"color": {"warm": 1.0}})
    image = engine.render(RenderRequest((mix,), (5,), width, height, canvas), lambda event: None, Event())[0]
    assert (image.pixels[..., :3].min(axis=-1) < 235).mean() > 0.5
    drawn = cv2.cvtColor(canvas, cv2.COLOR_RGBA2GRAY) < 60
    if drawn.any():
        assert cv2.cvtColor(image.pixels, cv2.COLOR_RGBA2GRAY)[drawn].mean() < 110


def test_lines_on_nothing_get_a_ground(engine: Engine) -> None:
    """Line work on a transparent layer is seen on paper, and flatted."""
    lines = ALL["line art"]()
    lines[..., 3] = 255 - lines[..., 0]
    height, width = lines.shape[:2]
    mix = AttributeMix({"color": {"vibrant": 1.0}})
    image = engine.render(RenderRequest((mix,), (5,), width, height, lines), lambda event: None, Event())[0]
    assert (image.pixels[..., 3] > 200).mean() > 0.9
    untouched = RenderRequest((AttributeMix({}),), (5,), width, height, lines)
    assert np.array_equal(engine.render(untouched, lambda event: None, Event())[0].pixels, lines)


@pytest.mark.parametrize("name", [f"{dimension}={value}" for dimension, value in built_in_space().pairs()])
def test_the_smallest_canvas_of_one_colour(engine: Engine, name: str) -> None:
    """A canvas without anything to look at, in the smallest size that can be asked for, fails no value."""
    dimension, value = name.split("=")
    canvas = np.full((16, 16, 4), (255, 228, 34, 255), np.uint8)
    request = RenderRequest((AttributeMix({dimension: {value: 1.0}}),), (0,), 16, 16, canvas, preview_px=0)
    assert engine.render(request, lambda event: None, Event())[0].pixels.shape == (16, 16, 4)
