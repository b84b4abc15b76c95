"""Weak spots of earlier studies: lost lines, halos, orange skin, outlines in colour alone, uneven light."""

from __future__ import annotations

import dataclasses
from threading import Event

import cv2
import numpy as np
import pytest

from apprentice_backend.color.gamut import oklab_to_srgb_fitted
from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines import create
from apprentice_backend.engines.base import Engine, RenderRequest
from apprentice_backend.engines.studies.canvas.analysis import Analysis, analyse
from apprentice_backend.engines.studies.stages.colour.maps import COLOR_MAPS
from apprentice_backend.engines.studies.stages.colour.variation import Variation
from apprentice_shared.attributes import AttributeMix

BROWN, BLUE = (0.56, 0.045, 0.06), (0.56, -0.03, -0.11)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return create("studies")


def render(engine: Engine, canvas: np.ndarray, dimension: str, value: str) -> np.ndarray:
    height, width = canvas.shape[:2]
    mix = AttributeMix({dimension: {value: 1.0}})
    request = RenderRequest((mix,), (3,), width, height, canvas, preview_px=0)
    return engine.render(request, lambda event: None, Event())[0].pixels


def lightness(pixels: np.ndarray) -> np.ndarray:
    return srgb_bytes_to_oklab(np.ascontiguousarray(pixels[..., :3]))[..., 0]


def figure() -> np.ndarray:
    """Return line art: a round body with an arm that reaches far to the right."""
    canvas = np.full((240, 320, 4), 255, np.uint8)
    cv2.circle(canvas, (90, 110), 40, (30, 30, 30, 255), 3, cv2.LINE_AA)
    cv2.line(canvas, (128, 120), (290, 60), (30, 30, 30, 255), 3, cv2.LINE_AA)
    return canvas


def test_minimalist_keeps_the_limbs_of_line_art(engine: Engine) -> None:
    """An arm of three pixels is still there at its far end."""
    study = lightness(render(engine, figure(), "style", "minimalist"))
    along = np.linspace(0.3, 0.9, 12)
    x, y = np.rint(128 + 162 * along).astype(int), np.rint(120 - 60 * along).astype(int)
    arm = np.array([study[row - 2 : row + 3, column].min() for row, column in zip(y, x, strict=True)])
    beside = study[y + 14, x]
    assert ((beside - arm) > 0.2).mean() > 0.9


def test_surreal_leaves_no_halo_about_a_dark_thing(engine: Engine) -> None:
    """The light ground beside a dark figure is as light as the ground further off."""
    canvas = np.full((240, 320, 4), (222, 220, 214, 255), np.uint8)
    cv2.ellipse(canvas, (160, 120), (26, 70), 0, 0, 360, (40, 36, 44, 255), -1)
    study = lightness(render(engine, canvas, "style", "surreal"))
    row = study[120]
    assert abs(float(row[196:204].mean() - row[240:270].mean())) < 0.03


@pytest.mark.parametrize("name", ["vibrance", "temperature"])
def test_skin_keeps_its_colour_where_there_is_a_face(name: str) -> None:
    """Skin of several depths moves less than half as far as it does in a picture without faces."""
    skin = np.array([[0.82, 0.03, 0.05], [0.66, 0.05, 0.06], [0.48, 0.04, 0.05]], np.float32)

    def moved(picture: Analysis) -> float:
        known = COLOR_MAPS[name]
        changed = known.apply(skin, picture, Variation(), known.parameters())
        return float(np.linalg.norm(changed - skin, axis=1).mean())

    without = analyse(np.random.default_rng(1).integers(0, 256, (60, 80, 3), dtype=np.uint8))
    portrait = dataclasses.replace(without, focus=dataclasses.replace(without.focus, heads=((0.3, 0.2, 0.7, 0.8),)))
    assert not without.focus.faces
    assert moved(portrait) < 0.5 * moved(without)


def test_outline_in_colour_alone_is_seen() -> None:
    """A blue thing on a brown ground of the same lightness has detail along its outline."""
    lab = np.empty((192, 256, 3), np.float32)
    lab[...] = BROWN
    lab[:, 128:] = BLUE
    rgb = np.rint(oklab_to_srgb_fitted(lab) * 255.0).astype(np.uint8)
    detail = analyse(rgb).detail
    middle = detail.shape[1] // 2
    assert detail[:, middle].mean() > 5.0 * detail[:, : middle // 2].mean()
