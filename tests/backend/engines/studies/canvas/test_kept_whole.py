"""Things that no edge of a frame may cut: heads, accents of colour, closed shapes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from apprentice_backend.engines.studies.canvas.analysis import analyse
from apprentice_backend.engines.studies.canvas.kept_whole import KeptWhole
from apprentice_backend.engines.studies.masks.fields import Rgb


def field(color: tuple[int, int, int] = (70, 90, 80)) -> Rgb:
    """Return a picture of 320 × 240 pixels with a little noise."""
    rng = np.random.default_rng(3)
    return np.clip(np.array(color) + rng.normal(0, 4, (240, 320, 3)), 0, 255).astype(np.uint8)


def kept(canvas: Rgb) -> KeptWhole:
    """Return what is to be kept whole of a canvas."""
    return analyse(canvas).kept_whole


@pytest.mark.parametrize("ground", [(70, 90, 80), (40, 90, 190)], ids=["grey", "blue"])
def test_a_small_spot_of_another_colour_is_the_accent(ground: tuple[int, int, int]) -> None:
    """On a colourful ground too, where it has no more chroma than all else."""
    canvas = field(ground)
    cv2.circle(canvas, (220, 80), 8, (230, 90, 40), -1)
    found = kept(canvas)
    assert found.lone_accent == pytest.approx((212 / 320, 72 / 240, 229 / 320, 89 / 240), abs=0.03)


def test_a_plain_picture_has_nothing_to_keep() -> None:
    """No accent, no head, no shape."""
    found = kept(field())
    assert len(found.hard) == len(found.shapes) == 0
    assert found.lone_accent is None


def test_an_accent_that_the_picture_cuts_already_is_none() -> None:
    """What lies at the edge of the canvas may lie at the edge of a window."""
    canvas = field()
    cv2.circle(canvas, (0, 100), 9, (230, 60, 40), -1)
    assert len(kept(canvas).accents) == 0


def test_a_disc_is_a_closed_shape_with_a_weight_by_its_contrast_and_size() -> None:
    """A clear large one weighs most; a small one weighs something."""
    weights = []
    for radius, level in ((60, 220), (60, 110), (14, 220)):
        canvas = field()
        cv2.circle(canvas, (150, 110), radius, (level, level, level), -1)
        found = kept(canvas)
        place = int(found.weights.argmax())
        wanted = ((150 - radius) / 320, (110 - radius) / 240, (150 + radius) / 320, (110 + radius) / 240)
        assert found.shapes[place].tolist() == pytest.approx(wanted, abs=0.03)
        weights.append(float(found.weights[place]))
    assert weights[0] > weights[1] > 0.0
    assert weights[0] > weights[2] > 0.0
