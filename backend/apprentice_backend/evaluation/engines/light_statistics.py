"""Statistics that tell light from a tint: hues kept apart, a parting in temperature, darks with steps, no discs.

All are taken from OKLab at 192 px, of a canvas and a study of it in the same frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...color.oklab import Floats
from ...engines.base import Pixels
from ...engines.studies.stages.colour.hue_guard import hue_spread
from ...engines.studies.stages.light.parting import temperature_parting
from .picture_statistics import WORKING_PX, working_lab

# A canvas with less hue spread has one hue, and one with less chroma has none.
LEAST_SPREAD, LEAST_CHROMA = 0.2, 0.008
_BLACK = 0.15  # L
_DARKS = 0.35  # share of the canvas that its darks are
_STEP, _STEP_SHARE = 0.03, 0.02  # height of a step of L, and share of the darks that it holds at least
_FLAT = 0.006  # greatest difference between neighbours in a flat area
_CALM = 5  # side of the window in which all neighbours are as near
_AREA = 0.02  # share of the canvas that a flat area covers at least
_RANGE = (0.03, 0.97)  # shares of an area's pixels between which its light is measured


@dataclass(frozen=True)
class LightMeasures:
    """The measures of one study.

    Args:
        spread_kept: its hue spread as a share of its canvas'; None where the canvas has hardly any.
        parting, parting_before: warmth of the lights minus that of the darks, in the study and in the canvas.
        black_grown: growth of the share below L .15.
        steps, steps_before: steps of L in the darks.
        disc: greatest range of L in a flat area that neither a slope nor the canvas' own values explain.
    """

    spread_kept: float | None
    parting: float
    parting_before: float
    black_grown: float
    steps: int
    steps_before: int
    disc: float


def measure_light(canvas: Pixels, study: Pixels) -> LightMeasures:
    """Measure a study of a canvas, both of shape (h, w, 4)."""
    before, after = working_lab(canvas, WORKING_PX), working_lab(study, WORKING_PX)
    old, new = before.reshape(-1, 3), after.reshape(-1, 3)
    spread = hue_spread(old[:, 1:])
    colorful = spread >= LEAST_SPREAD and float(np.hypot(old[:, 1], old[:, 2]).mean()) >= LEAST_CHROMA
    dark = old[:, 0] <= np.quantile(old[:, 0], _DARKS)
    return LightMeasures(
        spread_kept=hue_spread(new[:, 1:]) / spread if colorful else None,
        parting=temperature_parting(new),
        parting_before=temperature_parting(old),
        black_grown=float((new[:, 0] < _BLACK).mean() - (old[:, 0] < _BLACK).mean()),
        steps=_steps(new[dark, 0]),
        steps_before=_steps(old[dark, 0]),
        disc=_disc(before, after),
    )


def _steps(darks: Floats) -> int:
    counts = np.bincount((np.clip(darks, 0.0, 1.0) / _STEP).astype(int))
    return int((counts > _STEP_SHARE * len(darks)).sum())


def _disc(before: Floats, after: Floats) -> float:
    """Return the range of the change of L that is left in a flat area after a fit by x, y, L and L², the greatest."""
    worst = 0.0
    for area in _flat_areas(before):
        y, x = np.nonzero(area)
        level = before[..., 0][area]
        known = np.stack([x / WORKING_PX, y / WORKING_PX, np.ones_like(level), level, level * level], axis=1)
        change = after[..., 0][area] - level
        left = change - known @ np.linalg.lstsq(known, change, rcond=None)[0]
        low, high = np.quantile(left, _RANGE)
        worst = max(worst, float(high - low))
    return worst


def _flat_areas(lab: Floats) -> list[NDArray[np.bool_]]:
    step = np.zeros(lab.shape[:2], np.float32)
    for channel in cv2.split(lab):
        for axis in (0, 1):
            np.maximum(step, np.abs(cv2.Sobel(channel, cv2.CV_32F, 1 - axis, axis, scale=0.125)), out=step)
    calm = (cv2.dilate(step, np.ones((_CALM, _CALM))) < _FLAT).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(calm, connectivity=4)
    return [labels == index for index in range(1, count) if stats[index, cv2.CC_STAT_AREA] > _AREA * calm.size]
