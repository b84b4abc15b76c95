"""Faces and scattered small marks are spared by every brushwork."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest

from apprentice_backend.engines.studies.canvas.analysis import Analysis, analyse
from apprentice_backend.engines.studies.canvas.focus import find_focus
from apprentice_backend.engines.studies.recipes.from_pack import intents_of, recipes_of
from apprentice_backend.engines.studies.stages.brushwork.operations import STYLE_OPERATIONS, repaint
from apprentice_backend.engines.studies.stages.stage_part import Operation, StagePart
from apprentice_backend.packs.shipped import shipped_packs

STYLES = {
    value: tuple(StagePart(operation, 1.0) for operation in recipe.style)
    for pack in shipped_packs()
    for (_, value), recipe in recipes_of(pack).items()
    if recipe.style
}
STYLES |= {
    name: tuple(StagePart(operation, 1.0) for operation in intent.style)
    for pack in shipped_packs()
    for name, intent in intents_of(pack).items()
    if intent.style
}
# These print or engrave tone, and a form study or a dream keeps all drawing as it is.
FLATTENING = [
    name
    for name, parts in STYLES.items()
    if {part.asked.name for part in parts} & {"shapes", "planes", "strokes", "families"}
]
FACE = (0.35, 0.3, 0.65, 0.7)


def portrait() -> np.ndarray:
    """Return a head with eyes, brows and a mouth of a few pixels, before a mottled ground."""
    rng = np.random.default_rng(4)
    canvas = cv2.resize(rng.integers(40, 200, (9, 12, 3), dtype=np.uint8), (512, 384), interpolation=cv2.INTER_CUBIC)
    cv2.ellipse(canvas, (256, 192), (80, 96), 0, 0, 360, (226, 190, 164), -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.ellipse(canvas, (256 + 32 * side, 176), (11, 7), 0, 0, 360, (60, 44, 40), -1, cv2.LINE_AA)
        cv2.line(canvas, (256 + 18 * side, 158), (256 + 46 * side, 156), (90, 60, 44), 3, cv2.LINE_AA)
    cv2.ellipse(canvas, (256, 236), (24, 5), 0, 0, 360, (150, 70, 70), -1, cv2.LINE_AA)
    return canvas


def features_kept(canvas: np.ndarray, study: np.ndarray) -> float:
    """Return the part of the face's drawing (what a blur takes away) that a study keeps."""

    def drawing(rgb: np.ndarray) -> np.ndarray:
        gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)[140:256, 200:312]
        return gray - cv2.GaussianBlur(gray, (0, 0), 12.0)

    own, there = drawing(canvas), drawing(study)
    return float((own * there).sum() / (own * own).sum())


def with_face(picture: Analysis) -> Analysis:
    return dataclasses.replace(picture, focus=find_focus(picture.tiny, picture.detail, [FACE]))


@pytest.mark.parametrize("name", FLATTENING)
def test_a_face_keeps_its_features(name: str) -> None:
    """Eyes, brows and mouth stay, nearly as strong as they were, under every brushwork that flattens."""
    canvas = portrait()
    study = repaint(canvas, with_face(analyse(canvas)), STYLES[name], 3)
    assert features_kept(canvas, study) > 0.75


@pytest.mark.parametrize("name", [name for name in FLATTENING if name != "risograph"])
def test_a_face_is_painted_a_little(name: str) -> None:
    """What stays of a face is calmer than it was: fine grain on skin is smoothed. A print has a grain of its own."""
    rng = np.random.default_rng(1)
    canvas = np.clip(portrait().astype(int) + rng.normal(0.0, 7.0, (384, 512, 1)), 0, 255).astype(np.uint8)
    study = repaint(canvas, with_face(analyse(canvas)), STYLES[name], 3)
    cheek = (slice(200, 222), slice(200, 230))
    assert study[cheek].std(axis=(0, 1)).mean() < 0.8 * canvas[cheek].std(axis=(0, 1)).mean()


@pytest.mark.parametrize("name", FLATTENING)
def test_scattered_marks_stay(name: str) -> None:
    """Blown leaves on a calm sky are still there, each in its place."""
    y = np.linspace(0.0, 1.0, 384)[:, None, None]
    canvas = np.broadcast_to(np.array([250.0, 226.0, 180.0]) - 30.0 * y, (384, 512, 3)).astype(np.uint8).copy()
    leaves = np.random.default_rng(2).uniform((40, 40), (472, 344), (24, 2)).astype(int)
    for x, row in leaves.tolist():
        cv2.ellipse(canvas, (x, row), (4, 2), 30, 0, 360, (150, 60, 20), -1, cv2.LINE_AA)
    study = cv2.cvtColor(repaint(canvas, analyse(canvas), STYLES[name], 3), cv2.COLOR_RGB2GRAY).astype(int)
    clear = [int(study[row, x]) < int(np.median(study[row - 12 : row + 13, x - 12 : x + 13])) - 25 for x, row in leaves]
    assert np.mean(clear) > 0.85


def test_a_texture_is_no_scatter_of_marks() -> None:
    """Foliage and grain are not kept: marks that stand close are a texture."""
    rng = np.random.default_rng(3)
    canvas = cv2.GaussianBlur(rng.integers(0, 256, (384, 512, 3), dtype=np.uint8), (0, 0), 1.5)
    canvas = np.clip((canvas.astype(int) - 128) * 3 + 128, 0, 255).astype(np.uint8)
    assert analyse(canvas).marks.mean() < 0.01


@pytest.mark.parametrize("name", STYLE_OPERATIONS)
def test_a_little_of_an_operation_changes_a_face_little(name: str) -> None:
    """A hundredth of an operation is hardly seen on a face either."""
    canvas = portrait()
    operation = Operation(name, STYLE_OPERATIONS[name].parameters())
    study = repaint(canvas, with_face(analyse(canvas)), (StagePart(operation, 0.01),), 3)
    assert np.abs(study[120:270, 180:330].astype(int) - canvas[120:270, 180:330]).mean() < 2.0
