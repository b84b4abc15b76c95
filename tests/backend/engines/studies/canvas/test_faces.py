"""Faces are found in photographs, paintings and drawings; what is no face is left alone."""

from __future__ import annotations

import cv2
import numpy as np
from canvases import block_in, gradient
from drawn_faces.draw import SIDE, Head, face, ground, scene

from apprentice_backend.engines.studies.canvas.analysis import analyse
from apprentice_backend.engines.studies.canvas.drawn_faces import find_drawn_faces, learned_stumps
from apprentice_backend.engines.studies.canvas.faces import find_faces

SEED = 4711  # the classifier was learned from others
COUNT = 40


def drawn(rng: np.random.Generator) -> tuple[np.ndarray, float, float]:
    """Return a drawn face somewhere on a ground of 320 x 320, and the place of its middle, 0 to 1."""
    picture = np.clip(ground(rng, 320), 0, 255).astype(np.uint8)
    side = int(rng.integers(SIDE, 2 * SIDE))
    left, top = rng.integers(0, 320 - side, 2)
    picture[top : top + side, left : left + side] = cv2.resize(face(rng), (side, side), interpolation=cv2.INTER_AREA)
    return picture, (left + side / 2) / 320, (top + side / 2) / 320


def holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]


def test_drawn_faces_are_found_in_their_place() -> None:
    """Two in five faces drawn by chance, most of them blurred, grainy, tinted or turned, are found at their middle."""
    rng = np.random.default_rng(SEED)
    found = 0
    for _ in range(COUNT):
        picture, x, y = drawn(rng)
        found += any(holds(box, x, y) for box in find_drawn_faces(picture))
    assert found >= COUNT * 0.4


def test_pictures_without_a_face_have_hardly_any() -> None:
    """Ovals, rings, letters and paired spots are taken for a face in one picture of ten at most."""
    rng = np.random.default_rng(SEED)
    pictures = [scene(rng, 320) for _ in range(COUNT)]
    assert sum(bool(find_drawn_faces(picture)) for picture in pictures) <= COUNT / 10


def test_the_tests_canvases_have_no_face() -> None:
    """A block-in and a gradient hold none."""
    for canvas in (block_in(), gradient()):
        assert find_faces(np.ascontiguousarray(canvas[..., :3])) == []


def test_a_drawn_face_is_the_focus_and_protected() -> None:
    """The analysis of a drawing with a face has the face in its focal region and in its protection."""
    rng = np.random.default_rng(SEED)
    for _ in range(COUNT):
        picture, x, y = drawn(rng)
        if find_drawn_faces(picture):
            focus = analyse(picture).focus
            break
    height, width = focus.protect.shape
    assert focus.faces
    assert holds(focus.box, x, y)
    assert focus.protect[int(y * height), int(x * width)] > 0.8
    assert focus.kept(0.0).max() > 0.8


def test_boxes_lie_within_the_picture() -> None:
    """Sizes of all kinds, small ones among them, give boxes within 0 and 1, or none."""
    rng = np.random.default_rng(SEED)
    for size in ((16, 16), (33, 400), (400, 33), (96, 96), (240, 320)):
        picture = cv2.resize(face(rng), size[::-1], interpolation=cv2.INTER_AREA)
        for box in find_faces(picture):
            assert all(0.0 <= side <= 1.0 for side in box)
            assert box[0] < box[2]
            assert box[1] < box[3]


def test_the_classifier_reads_what_the_script_writes() -> None:
    """Each stump has a place in the window, and finite numbers."""
    stumps = learned_stumps()
    assert len(stumps.place) > 100
    assert stumps.place.min() >= 0
    assert (stumps.place < (6, 20, 20)).all()
    assert all(np.isfinite(one).all() for one in (stumps.threshold, stumps.below, stumps.above))


def test_heads_are_drawn_by_chance_alone() -> None:
    """The same seed draws the same face, another seed another."""
    first, again, other = (face(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert -0.75 <= Head(np.random.default_rng(1)).turn <= 0.75
