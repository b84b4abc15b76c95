"""Every value does what its name says, and more of it with more weight. Statistics, no golden pixels."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from threading import Event

import cv2
import numpy as np
import pytest
from canvases import block_in, gradient

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, RenderRequest
from apprentice_backend.packs.shipped import built_in_space
from apprentice_shared.attributes import AttributeMix

Measure = Callable[[np.ndarray], float]
WARM = np.array([np.cos(np.radians(62)), np.sin(np.radians(62))])


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def render(engine: Engine, canvas: np.ndarray, mix: AttributeMix, seed: int = 3) -> np.ndarray:
    height, width = canvas.shape[:2]
    request = RenderRequest((mix,), (seed,), width, height, canvas, preview_px=0)
    return engine.render(request, lambda event: None, Event())[0].pixels


def lab(pixels: np.ndarray) -> np.ndarray:
    return srgb_bytes_to_oklab(np.ascontiguousarray(pixels[..., :3]))


def warmth(pixels: np.ndarray) -> float:
    return float((lab(pixels)[..., 1:] @ WARM).mean())


def chroma(pixels: np.ndarray) -> float:
    return float(np.hypot(lab(pixels)[..., 1], lab(pixels)[..., 2]).mean())


def lightness(pixels: np.ndarray) -> float:
    return float(lab(pixels)[..., 0].mean())


def contrast(pixels: np.ndarray) -> float:
    return float(lab(pixels)[..., 0].std())


def fine_detail(pixels: np.ndarray) -> float:
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGBA2GRAY).astype(np.float32)
    return float(np.abs(gray - cv2.GaussianBlur(gray, (0, 0), 1.5)).mean())


def symmetry(pixels: np.ndarray) -> float:
    small = cv2.resize(lab(pixels)[..., 0], (24, 24), interpolation=cv2.INTER_AREA)
    small = small - small.mean()
    return float((small * small[:, ::-1]).sum() / (small * small).sum())


# value -> what it moves, and which way.
MOVES: dict[tuple[str, str], tuple[Measure, int]] = {
    ("color", "warm"): (warmth, 1),
    ("color", "cool"): (warmth, -1),
    ("color", "vibrant"): (chroma, 1),
    ("color", "muted"): (chroma, -1),
    ("color", "monochrome"): (chroma, -1),
    ("style", "painterly"): (fine_detail, 1),
    ("style", "minimalist"): (fine_detail, -1),
    ("mood", "peaceful"): (contrast, -1),
    ("mood", "energetic"): (contrast, 1),
    ("mood", "mysterious"): (lightness, -1),
    ("mood", "joyful"): (lightness, 1),
    ("mood", "melancholic"): (chroma, -1),
    ("composition", "symmetrical"): (symmetry, 1),
}


@pytest.mark.parametrize(("key", "move"), MOVES.items(), ids=[f"{d}={v}" for d, v in MOVES])
def test_value_moves_its_statistic_and_more_of_it_moves_it_further(
    engine: Engine, key: tuple[str, str], move: tuple[Measure, int]
) -> None:
    """Some, more and all of a value move what it is named for, in order."""
    measure, sign = move
    # A block-in has no detail to lose and is even enough already.
    canvas = gradient() if key[1] in ("minimalist", "symmetrical") else block_in()
    moved = [sign * measure(canvas)]
    for weight in (0.4, 0.7, 1.0):
        moved.append(sign * measure(render(engine, canvas, AttributeMix({key[0]: {key[1]: weight}}))))
    slack = 0.05 * abs(moved[-1] - moved[0])
    assert all(later > earlier - slack for earlier, later in itertools.pairwise(moved))
    assert moved[-1] > moved[0] + 0.05 * abs(moved[0])


@pytest.mark.parametrize(("dimension", "value"), list(built_in_space().pairs()))
@pytest.mark.parametrize("canvas", [block_in(), gradient()], ids=["block-in", "gradient"])
def test_every_value_visibly_changes_a_canvas(engine: Engine, canvas: np.ndarray, dimension: str, value: str) -> None:
    """No value is a no-op."""
    study = render(engine, canvas, AttributeMix({dimension: {value: 1.0}}))
    assert np.abs(lab(study) - lab(canvas)).sum(axis=-1).mean() > 0.008


@pytest.mark.parametrize(("dimension", "value"), list(built_in_space().pairs()))
def test_a_trace_of_a_value_is_hardly_seen(engine: Engine, dimension: str, value: str) -> None:
    """Amounts begin at nothing: two hundredths of a value stay near the canvas."""
    canvas = block_in()
    study = render(engine, canvas, AttributeMix({dimension: {value: 0.02}}))
    assert np.abs(study.astype(int) - canvas).mean() < 4.0


@pytest.mark.parametrize(("dimension", "value"), list(built_in_space().pairs()))
def test_more_of_a_value_lies_further_from_the_canvas(engine: Engine, dimension: str, value: str) -> None:
    """Some, half, most and all of any value, each at least as far from the canvas as the one before."""
    canvas = gradient()
    distances = [0.0]
    for weight in (0.25, 0.5, 0.75, 1.0):
        study = render(engine, canvas, AttributeMix({dimension: {value: weight}}))
        distances.append(float(np.abs(lab(study) - lab(canvas)).sum(axis=-1).mean()))
    assert all(later > 0.95 * earlier for earlier, later in itertools.pairwise(distances))
    assert distances[-1] > 1.2 * distances[1]


@pytest.mark.parametrize("size", [(64, 64), (97, 61), (33, 130)], ids=str)
@pytest.mark.parametrize("alpha", ["opaque", "holes", "hidden"])
def test_empty_mix_returns_the_canvas_to_the_bit(engine: Engine, size: tuple[int, int], alpha: str) -> None:
    """As painted is exact at odd sizes and with holes; a canvas that is wholly hidden has a ground laid instead."""
    canvas = np.random.default_rng(8).integers(0, 256, (*size, 4), dtype=np.uint8)
    canvas[..., 3] = 255 if alpha == "opaque" else canvas[..., 3] if alpha == "holes" else 0
    study = render(engine, canvas, AttributeMix({}))
    assert np.array_equal(study, canvas) == (alpha != "hidden")


@pytest.mark.parametrize("dimension", ["color", "style", "mood"])
def test_as_painted_framing_keeps_every_shape_in_its_place(engine: Engine, dimension: str) -> None:
    """An aspect that a mix does not name stays: the horizon of a block-in does not move for a colour."""
    canvas = block_in()
    value = {"color": "warm", "style": "painterly", "mood": "peaceful"}[dimension]
    study = render(engine, canvas, AttributeMix({dimension: {value: 0.5}}))
    edges = [cv2.Canny(cv2.cvtColor(pixels, cv2.COLOR_RGBA2GRAY), 40, 90) for pixels in (canvas, study)]
    near = cv2.dilate(edges[1], np.ones((5, 5)))
    assert (near[edges[0] > 0] > 0).mean() > 0.75


def test_as_painted_colour_keeps_chroma_when_framing_moves(engine: Engine) -> None:
    """A crop to the thirds changes no colour."""
    canvas = block_in()
    study = render(engine, canvas, AttributeMix({"composition": {"rule-of-thirds": 1.0}}))
    there = {tuple(color) for color in canvas[..., :3].reshape(-1, 3)}
    kept = np.array([tuple(color) in there for color in study[::4, ::4, :3].reshape(-1, 3)])
    assert kept.mean() > 0.8


@pytest.mark.parametrize(("dimension", "value"), list(built_in_space().pairs()))
def test_seeds_vary_one_mix(engine: Engine, dimension: str, value: str) -> None:
    """Four seeds of one value give more than one picture."""
    canvas = block_in()
    if dimension == "composition":
        # A wide motif leaves no choice; about a spot in the middle a window has room.
        canvas = np.full((160, 240, 4), 255, np.uint8)
        canvas[..., :3] = (90, 95, 100)
        cv2.circle(canvas, (120, 80), 10, (240, 180, 40, 255), -1)
    mix = AttributeMix({dimension: {value: 1.0}})
    pictures = {render(engine, canvas, mix, seed).tobytes() for seed in range(4)}
    assert len(pictures) > 1


def test_monochrome_is_neutral(engine: Engine) -> None:
    """No tint by default."""
    study = render(engine, block_in(), AttributeMix({"color": {"monochrome": 1.0}})).astype(int)
    assert np.abs(study[..., 0] - study[..., 2]).max() <= 2


def test_warm_keeps_a_cold_accent(engine: Engine) -> None:
    """A few cold strokes in a warm picture stay cold."""
    canvas = block_in()
    canvas[20:40, 20:40, :3] = (200, 150, 90)
    canvas[:] = np.where(canvas[..., 2:3] > canvas[..., :1], np.uint8((190, 150, 110, 255)), canvas)
    canvas[60:75, 100:118, :3] = (30, 80, 210)
    study = render(engine, canvas, AttributeMix({"color": {"warm": 1.0}})).astype(int)
    accent = study[64:72, 104:114].mean(axis=(0, 1))
    assert accent[2] > accent[0] + 40


def test_focal_region_is_never_cropped(engine: Engine) -> None:
    """Whatever the framing, a lone bright spot stays in the picture whole."""
    for x in (24, 120, 200):
        canvas = np.full((160, 240, 4), 255, np.uint8)
        canvas[..., :3] = (90, 95, 100)
        cv2.circle(canvas, (x, 70), 16, (240, 180, 40, 255), -1)
        area = int((canvas[..., 0] > 180).sum())
        for value in built_in_space().dimensions["composition"]:
            study = render(engine, canvas, AttributeMix({"composition": {value: 1.0}}))
            rows, columns = np.nonzero(study[..., 0].astype(int) - study[..., 2] > 60)
            assert len(rows) > 0.8 * area
            # Round stays round.
            assert 0.85 < (np.ptp(columns) + 1) / (np.ptp(rows) + 1) < 1.18


def test_palette_rules_the_colour(engine: Engine) -> None:
    """With two swatches, every colour of the study lies near the line between them or is neutral."""
    canvas = gradient()
    height, width = canvas.shape[:2]
    palette = ("#23304f", "#d8a24a")
    request = RenderRequest((AttributeMix({}),), (1,), width, height, canvas, palette=palette)
    study = engine.render(request, lambda event: None, Event())[0].pixels
    ruled = lab(study).reshape(-1, 3)
    swatches = srgb_bytes_to_oklab(np.array([[35, 48, 79], [216, 162, 74]], np.uint8))
    axis = swatches[1, 1:] - swatches[0, 1:]
    axis /= np.linalg.norm(axis)
    across = np.abs((ruled[:, 1:] - swatches[0, 1:]) @ np.array([-axis[1], axis[0]]))
    before = np.abs((lab(canvas).reshape(-1, 3)[:, 1:] - swatches[0, 1:]) @ np.array([-axis[1], axis[0]]))
    assert across.mean() < 0.4 * before.mean()
