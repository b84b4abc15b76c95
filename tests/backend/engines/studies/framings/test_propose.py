"""Proposed framings: their aims, their formats, how they differ, and what none of them cuts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from apprentice_backend.engines import create
from apprentice_backend.engines.framer import AIMS, AIR, TALLER, WIDER, Framer, ProposedFrame
from apprentice_backend.engines.studies.canvas.analysis import analyse
from apprentice_backend.engines.studies.framings.propose import FORMATS
from apprentice_backend.engines.studies.stages.framing.cuts import depths
from apprentice_backend.evaluation.canvases.drawn import drawn_canvases
from apprentice_backend.evaluation.canvases.six_kinds import pixel_canvases

CANVASES = {**dict(drawn_canvases(384, 256)), **pixel_canvases(240, 320, 900)}


@pytest.fixture(scope="module")
def engine() -> Framer:
    """The engine of studies."""
    made = create("studies")
    assert isinstance(made, Framer)
    return made


def aspect_of(frame: ProposedFrame, canvas: np.ndarray) -> float:
    """Return width / height of a window in pixels."""
    return frame.width * canvas.shape[1] / (frame.height * canvas.shape[0])


def overlap(one: ProposedFrame, other: ProposedFrame) -> float:
    """Return intersection by union of two windows."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(wide, 0.0) * max(high, 0.0)
    return shared / (one.width * one.height + other.width * other.height - shared)


@pytest.mark.parametrize("name", CANVASES)
def test_three_to_five_that_differ_and_cut_no_head_and_no_accent(engine: Framer, name: str) -> None:
    """Each aim comes once; formats are those that painters use; what is wider or taller is so."""
    canvas = CANVASES[name]
    frames = engine.framings(canvas)
    assert 3 <= len(frames) <= 5
    assert len({frame.aim for frame in frames}) == len(frames)
    own = canvas.shape[1] / canvas.shape[0]
    for frame in frames:
        aspect = aspect_of(frame, canvas)
        assert frame.aim in AIMS
        assert min(abs(aspect / known - 1.0) for known in (own, *FORMATS)) < 0.01
        assert (aspect > own * 1.05) == (frame.aim == WIDER)
        assert (aspect < own / 1.05) == (frame.aim == TALLER)
    assert all(overlap(one, other) < 0.95 for one, other in itertools.combinations(frames, 2))
    hard = analyse(np.ascontiguousarray(canvas[..., :3])).kept_whole.hard.astype(float)
    windows = np.array([(frame.x, frame.y, frame.x + frame.width, frame.y + frame.height) for frame in frames])
    assert not (depths(windows, hard) > 0.0).any()


@pytest.mark.parametrize("aspect", [0.5, 0.8, 1.0, 16 / 9, 2.39])
def test_a_format_that_is_given_counts_for_all(engine: Framer, aspect: float) -> None:
    """Taller or wider is proposed where that format is so."""
    for name in ("still life", "portrait"):
        canvas = CANVASES[name]
        frames = engine.framings(canvas, aspect)
        assert 3 <= len(frames) <= 5
        assert all(aspect_of(frame, canvas) == pytest.approx(aspect, rel=0.01) for frame in frames)
        assert not {TALLER, WIDER} <= {frame.aim for frame in frames}


def test_more_air_reaches_beyond_the_canvas(engine: Framer) -> None:
    """Bare ground lies beside the picture."""
    (air,) = (frame for frame in engine.framings(CANVASES["still life"]) if frame.aim == AIR)
    assert air.x < -0.05 or air.x + air.width > 1.05


def test_the_same_canvas_has_the_same_framings(engine: Framer) -> None:
    """Nothing is left to chance."""
    canvas = CANVASES["trees"]
    assert engine.framings(canvas) == engine.framings(canvas)
