"""The look of single operations: quiet strokes, glazes, engraved tone, plates, exchanged hues."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from apprentice_backend.color.oklab import srgb_bytes_to_oklab
from apprentice_backend.engines.studies.canvas.analysis import analyse
from apprentice_backend.engines.studies.stages.brushwork.brush import Brush
from apprentice_backend.engines.studies.stages.brushwork.dream import Dream, dream
from apprentice_backend.engines.studies.stages.brushwork.hatch import Hatch, hatch
from apprentice_backend.engines.studies.stages.brushwork.radiograph import Radiograph, radiograph
from apprentice_backend.engines.studies.stages.brushwork.strokes import strokes
from apprentice_backend.engines.studies.stages.brushwork.wash import Wash, wash


def sky_over_ground() -> np.ndarray:
    """Return a pale, slightly mottled sky over rough dark ground."""
    rng = np.random.default_rng(6)
    mottled = cv2.resize(
        rng.normal(0.0, 5.0, (24, 32, 3)).astype(np.float32), (512, 384), interpolation=cv2.INTER_CUBIC
    )
    canvas = np.full((384, 512, 3), (246.0, 226.0, 206.0)) + mottled
    rough = cv2.GaussianBlur(rng.normal(0.0, 160.0, (384, 512, 1)), (0, 0), 3.0)[..., None]
    canvas[230:] = (np.array([92.0, 84.0, 60.0]) + 2.0 * rough)[230:]
    return np.clip(canvas, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_strokes_are_quiet_on_pale_smooth_ground(seed: int) -> None:
    """Strokes in a pale sky stray from its colour far less than those in rough ground do."""
    canvas = sky_over_ground()
    study = strokes(canvas, analyse(canvas), 1.0, seed, Brush()).astype(np.float32)
    calm = cv2.GaussianBlur(canvas.astype(np.float32), (0, 0), 12.0)
    sky, ground = (study[rows] - calm[rows] for rows in (slice(20, 190), slice(270, 370)))
    assert sky.std() < 6.0
    assert ground.std() > 2.0 * sky.std()


@pytest.mark.parametrize("seed", [1, 2])
def test_strokes_in_a_sky_follow_one_another(seed: int) -> None:
    """The grain of a quiet sky has one direction nearly everywhere: no strokes lie across others."""
    canvas = sky_over_ground()
    study = cv2.cvtColor(strokes(canvas, analyse(canvas), 1.0, seed, Brush()), cv2.COLOR_RGB2GRAY)[20:190]
    right, down = (cv2.Sobel(study, cv2.CV_32F, *axis) for axis in ((1, 0), (0, 1)))
    # Strokes along x have their steps in y: the tensor's long axis is upright.
    assert (down * down).sum() > 2.5 * (right * right).sum()


def test_two_hues_trade_places() -> None:
    """A blue sky over an ochre field becomes a warm sky over a blue field."""
    canvas = np.full((192, 256, 3), (96, 140, 200), np.uint8)
    canvas[96:] = (190, 140, 70)
    cv2.circle(canvas, (128, 96), 10, (250, 250, 240), -1)
    lab = srgb_bytes_to_oklab(dream(canvas, analyse(canvas), 1.0, 3, Dream()))
    sky, field = lab[8:24, 8:60].mean(axis=(0, 1)), lab[-24:-8, 8:60].mean(axis=(0, 1))
    assert sky[2] > 0.02
    assert field[2] < -0.02


def test_the_course_of_light_turns_round() -> None:
    """A ground that is light above and dark below loses most of that course, but for a dark thing at its focus."""
    slope = np.linspace(235.0, 60.0, 384)[:, None, None]
    mottled = cv2.resize(np.random.default_rng(1).normal(0.0, 9.0, (48, 64, 1)), (512, 384))[..., None]
    canvas = np.clip((slope + mottled) * (1.0, 0.98, 0.96), 0, 255).astype(np.uint8)
    cv2.circle(canvas, (256, 192), 30, (200, 40, 30), -1)
    picture = analyse(canvas)
    before, after = (
        srgb_bytes_to_oklab(rgb)[..., 0] for rgb in (canvas, dream(canvas, picture, 1.0, 3, Dream(flow=0.0)))
    )

    def course(lightness: np.ndarray) -> float:
        return float(lightness[:40].mean() - lightness[-40:].mean())

    assert course(before) > 0.3
    assert course(after) < 0.4 * course(before)


def test_engraved_lines_cover_more_where_it_is_darker() -> None:
    """The darker of two steps has more ink, from white to black, and the paper stays bare in the lights."""
    steps = np.repeat(np.array([250, 190, 130, 80, 15], np.uint8), 80)
    canvas = np.broadcast_to(steps[None, :, None], (300, 400, 3)).copy()
    study = hatch(canvas, analyse(canvas), 1.0, 3, Hatch())
    ink = [float((study[20:-20, 80 * step + 20 : 80 * step + 60, 0] < 128).mean()) for step in range(5)]
    assert ink[0] < 0.02
    assert all(later > earlier + 0.05 for earlier, later in itertools.pairwise(ink))
    assert ink[-1] > 0.75


def test_a_plate_is_dark_about_a_thing_on_light_ground() -> None:
    """A dark thing on a light ground is the light thing of its radiograph."""
    canvas = np.full((240, 320, 3), (226, 222, 214), np.uint8)
    cv2.ellipse(canvas, (160, 120), (40, 70), 0, 0, 360, (70, 60, 60), -1)
    study = radiograph(canvas, analyse(canvas), 1.0, 3, Radiograph())
    assert study[110:130, 140:180].mean() > study[10:40, 10:60].mean() + 60.0


def test_a_face_is_no_negative() -> None:
    """Light stays lighter than dark on a found face, on light ground too."""
    canvas = np.full((240, 320, 3), (240, 240, 236), np.uint8)
    cv2.ellipse(canvas, (160, 120), (46, 60), 0, 0, 360, (190, 150, 130), -1)
    cv2.circle(canvas, (145, 110), 9, (40, 30, 30), -1)
    picture = analyse(canvas)
    object.__setattr__(picture.focus, "heads", ((0.3, 0.2, 0.7, 0.8),))
    study = radiograph(canvas, picture, 1.0, 3, Radiograph())
    assert study[130:150, 150:170].mean() > study[106:114, 141:149].mean() + 20.0


def test_loose_washes_leave_paper_in_the_corners_and_none_at_the_focus() -> None:
    """Paper is bare at the rim of the picture, and the thing at its focus is painted."""
    canvas = np.full((300, 400, 3), (90, 130, 110), np.uint8)
    cv2.circle(canvas, (200, 150), 50, (200, 80, 60), -1)
    study = wash(canvas, analyse(canvas), 1.0, 3, Wash(loose=0.6))
    corners = np.concatenate([study[:14, :14].ravel(), study[-14:, -14:].ravel()])
    assert corners.mean() > 235.0
    assert study[140:160, 190:210].mean() < 190.0


def test_tones_part_into_glazes() -> None:
    """A slope of tone becomes a few steps: most of it is flat."""
    slope = np.linspace(30.0, 230.0, 512)
    canvas = np.broadcast_to(slope[None, :, None], (256, 512, 3)).astype(np.uint8).copy()
    picture = analyse(canvas)

    def flat(steps: float) -> float:
        study = wash(canvas, picture, 1.0, 3, Wash(steps=steps, grain=0.0, bloom=0.0, rim=0.0)).mean(axis=(0, 2))
        return float((np.abs(np.diff(cv2.blur(study[None], (9, 1))[0])) < 0.15).mean())

    assert flat(1.0) > flat(0.0) + 0.25
