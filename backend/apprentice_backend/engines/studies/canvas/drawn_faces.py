"""Drawn faces, as comics and games draw them: a boosted classifier of this project, learned from faces that it draws.

A window of 20 x 20 cells slides over the picture at several sizes. Each stump of the classifier looks at one cell of
one channel and adds one of two numbers; the sum tells a face. `scripts/drawn_faces` draws the faces to learn from,
learns the stumps and writes them to `drawn_faces.csv`.

Source: Dollár et al. 2014, "Fast Feature Pyramids for Object Detection" (channels in cells, boosted, rejecting early);
Friedman, Hastie and Tibshirani 2000, "Additive Logistic Regression" (gentle boosting of stumps).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ..masks.fields import Rgb

# Left, top, right, bottom, 0 to 1.
Box = tuple[float, float, float, float]

CELLS = 20  # side of the window, in cells of 2 x 2 pixels
WINDOW_PX = 2 * CELLS
FACES_IN_WINDOW = 1.3  # side of the window by that of the face in its middle, brows to chin
CHANNELS = 6
_MOST_PX = 360  # longer side at which pictures are searched
_SMALLEST, _LARGEST, _STEP = 0.085, 0.62, 1.21  # faces, as shares of the longer side, and the ratio of sizes
_EARLY = 48  # stumps after which most places are given up …
_GIVEN_UP = 0.2  # … below this sum
_SUPPORT = 2.0  # sum from which a window supports a face
_FACE, _CLEAR = 40.0, 4.0  # total of the sums of overlapping windows that make a face, and the best of them, at least
_BESIDE = 0.45  # total by that of the best face, from which there are two
_MOST = 4  # faces
_ALIKE = 0.4  # overlap, intersection by union, from which two windows are about one face

# Where skin and eyes are in a face of 32 x 32 pixels, and what is asked of them: levels, and shares of the places.
_LOOK_PX = 32
_SKIN_ROWS, _EYE_ROWS, _HALVES = slice(13, 28), slice(9, 21), (slice(7, 16), slice(16, 25))
# Between the eyes and below them.
_BRIDGE, _BRIDGE_SHARE = (slice(15, 24), slice(14, 18)), 0.55
_ONE_SKIN, _SKIN_SHARE = 32.0, 0.40
_DARKER, _EYE_SHARE = 42.0, (0.04, 0.80)


@dataclass(frozen=True)
class Stumps:
    """A boosted classifier: of each stump its channel, row and column, its threshold, and the numbers to add."""

    place: NDArray[np.int32]
    threshold: Floats
    below: Floats
    above: Floats


@dataclass(frozen=True)
class _Found:
    """A window that may hold a face: the middle and the side of the face in pixels of the picture, and the sum."""

    x: float
    y: float
    side: float
    worth: float


def channels(gray: NDArray[np.uint8]) -> list[Floats]:
    """Return the channels of a picture in cells: lightness, steepness, and steepness in four directions.

    Each is relative to its surroundings, so that neither the light of a picture nor its contrast counts.
    """
    level = gray.astype(np.float32) * np.float32(1.0 / 255.0)
    around = (WINDOW_PX + 1, WINDOW_PX + 1)
    mean = cv2.blur(level, around)
    spread = cv2.sqrt(cv2.max(cv2.blur(level * level, around) - mean * mean, 0.0)) + np.float32(0.03)
    even = (level - mean) / spread
    across, down = (cv2.Sobel(even, cv2.CV_32F, *axis, scale=0.25) for axis in ((1, 0), (0, 1)))
    steep = cv2.magnitude(across, down)
    usual = cv2.blur(steep, (CELLS + 1, CELLS + 1)) + np.float32(0.02)
    steep, across, down = steep / usual, across / usual, down / usual
    slant = np.float32(np.sqrt(0.5))
    along = [across, (across + down) * slant, down, (down - across) * slant]
    turned = [cv2.max(np.abs(one) * 2.0 - steep, 0.0) for one in along]
    size = (gray.shape[1] // 2, gray.shape[0] // 2)
    return [
        cv2.resize(cv2.GaussianBlur(one, (3, 3), 0.8), size, interpolation=cv2.INTER_AREA)
        for one in (even, steep, *turned)
    ]


def sizes(gray: NDArray[np.uint8]) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Yield the picture at each size searched, with its scale; at that size faces fill the window's middle."""
    height, width = gray.shape
    share = _SMALLEST
    while share < _LARGEST:
        scale = WINDOW_PX / FACES_IN_WINDOW / (share * max(height, width))
        if min(height, width) * scale >= WINDOW_PX + 2:
            size = (round(width * scale), round(height * scale))
            method = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
            yield scale, np.asarray(cv2.resize(gray, size, interpolation=method), dtype=np.uint8)
        share *= _STEP


def responses(cells: list[Floats], stumps: Stumps, early: int = _EARLY) -> tuple[NDArray[np.intp], Floats]:
    """Return the windows that are not given up, as (row, column) of their first cell, shape (2, n), and their sums."""
    height, width = (side - CELLS + 1 for side in cells[0].shape)
    sums = np.zeros((height, width), np.float32)
    steps = list(zip(stumps.place.tolist(), stumps.threshold, stumps.below, stumps.above, strict=True))
    for (channel, row, column), threshold, below, above in steps[:early]:
        sums += np.where(cells[channel][row : row + height, column : column + width] < threshold, below, above)
    places = np.array(np.nonzero(sums > _GIVEN_UP))
    kept = sums[places[0], places[1]]
    first = places[0] * cells[0].shape[1] + places[1]
    for (channel, row, column), threshold, below, above in steps[early:]:
        values = np.take(cells[channel], first + (row * cells[0].shape[1] + column))
        kept += np.where(values < threshold, below, above)
    return places, kept


def find_drawn_faces(rgb: Rgb) -> list[Box]:
    """Find drawn faces that look out of the picture, the clearest first."""
    scale = min(1.0, _MOST_PX / max(rgb.shape[:2]))
    gray = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.resize(rgb, gray.shape[1::-1], interpolation=cv2.INTER_AREA)
    height, width = gray.shape
    boxes = []
    found = [one for one in _joined(_windows(gray)) if _has_skin_and_eyes(small, one)]
    for face in [one for one in found if one.worth >= _BESIDE * found[0].worth][:_MOST]:
        half = face.side / 2.0
        box = ((face.x - half) / width, (face.y - half) / height, (face.x + half) / width, (face.y + half) / height)
        left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in box)
        boxes.append((left, top, right, bottom))
    return boxes


def _windows(gray: NDArray[np.uint8]) -> list[_Found]:
    found = []
    for scale, picture in sizes(gray):
        (rows, columns), sums = responses(channels(picture), learned_stumps())
        likely = sums > _SUPPORT
        middle = CELLS  # of a window, in pixels
        for row, column, worth in zip(rows[likely], columns[likely], sums[likely], strict=True):
            side = WINDOW_PX / FACES_IN_WINDOW / scale
            found.append(_Found((2 * column + middle) / scale, (2 * row + middle) / scale, side, float(worth)))
    return found


def _joined(found: list[_Found]) -> list[_Found]:
    """Return one face for the windows that overlap its best one, where these have enough worth together."""
    rest = sorted(found, key=lambda one: -one.worth)
    faces: list[_Found] = []
    while rest:
        best = rest[0]
        group = [one for one in rest if _overlap(best, one) > _ALIKE]
        rest = [one for one in rest if one not in group and _overlap(best, one) < _ALIKE / 4.0]
        total = sum(one.worth for one in group)
        if total >= _FACE and best.worth >= _CLEAR:
            x, y, side = (sum(one.worth * getattr(one, name) for one in group) / total for name in ("x", "y", "side"))
            faces.append(_Found(x, y, side, total))
    return sorted(faces, key=lambda one: -one.worth)


def _overlap(first: _Found, second: _Found) -> float:
    half = (first.side + second.side) / 2.0
    shared = [
        max(0.0, min(half - abs(apart), first.side, second.side)) for apart in (first.x - second.x, first.y - second.y)
    ]
    both = shared[0] * shared[1]
    return both / (first.side**2 + second.side**2 - both)


def _has_skin_and_eyes(rgb: Rgb, face: _Found) -> bool:
    """Tell whether one colour, the skin, rules both halves of a face, and each half has an eye darker than it."""
    step = face.side / _LOOK_PX
    place = np.array([[step, 0.0, face.x - face.side / 2.0], [0.0, step, face.y - face.side / 2.0]])
    look = cv2.warpAffine(
        rgb,
        place,
        (_LOOK_PX, _LOOK_PX),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    skin = np.median(look[_SKIN_ROWS, slice(_HALVES[0].start, _HALVES[1].stop)].reshape(-1, 3), axis=0)
    bridge = np.abs(look[_BRIDGE] - skin).mean(axis=2) < _ONE_SKIN
    if bridge.mean() < _BRIDGE_SHARE:
        return False
    for half in _HALVES:
        alike = np.abs(look[_SKIN_ROWS, half] - skin).mean(axis=2) < _ONE_SKIN
        dark = skin.mean() - look[_EYE_ROWS, half].mean(axis=2) > _DARKER
        if alike.mean() < _SKIN_SHARE or not _EYE_SHARE[0] < dark.mean() < _EYE_SHARE[1]:
            return False
    return True


@lru_cache(maxsize=1)
def learned_stumps() -> Stumps:
    """Read the classifier that was learned."""
    text = resources.files(__package__).joinpath("drawn_faces.csv").read_text(encoding="utf-8")
    table = np.array([row.split(",") for row in text.split()[1:]], np.float64)
    return Stumps(table[:, :3].astype(np.int32), *(table[:, column].astype(np.float32) for column in (3, 4, 5)))
