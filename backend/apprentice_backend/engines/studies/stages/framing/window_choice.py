"""The choice of a window: the focus brought to the place that a framing asks for, and no edge through a thing.

Windows of several sizes and places are weighed against each other, the best one then moved in smaller steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...canvas.analysis import Analysis
from ..stage_part import StagePart
from .cuts import Windows, depths, faults_of
from .framing import Framing
from .window import Window

_LEAST = 0.5  # side of the smallest window, as a share of the largest that the picture holds
_MOST_OF_REGION = 0.8  # the same of the smallest window about a focal region that fills the picture
_MARGIN = 0.03  # the focal region keeps this much of the picture around it
# A focus this far from the middle, times the slope, has its side by chance: |_SLOPE * distance| < _CHANCE.
_SLOPE, _CHANCE = 6.0, 0.5
_NO_OFFSET = 1e-3  # of the focus from the middle: a smaller one has no side
_VARIED, _CLOSER = (0.88, 1.0), 1.06  # bounds of a seed's factor on places, and its greatest on the closeness
_SIZES = np.exp(np.linspace(-0.24, 0.30, 10))  # of windows that are tried, against the size asked for
_PLACES = np.linspace(-0.32, 0.32, 17)  # the same for their places, in windows
_GROWTHS = (1.4, 2.0, 2.8)  # of a window that cannot but cut a head or an accent
_SLIVER = 0.1  # share of a side: a narrower strip of bare ground looks like a slip
_ROUNDS = 3  # of smaller steps

# What a fault weighs, against the square of the distance of the focus from its place, in windows.
_HARD, _LEFT_OUT, _CUT, _LOST, _BUSY, _STRIP = 1e3, 3.0, 1.0, 1.5, 0.35, 0.7
_BARE, _AIR = 6.0, 3.0
_TIP, _MISSED = 0.4, 0.8
_CROWN, _ALL_OF_CROWN = 10.0, 0.08  # from this share of the top edge on, more of the figure is no worse
_PLACE, _SIZE, _FOCUS_OUT = 5.0, 1.2, 2.5


@dataclass(frozen=True)
class _Wish:
    """The window that a framing asks for.

    Args:
        source: the place of the picture that is brought to a place of the window, x and y.
        target: that place, in shares of the window.
        width: of the window, in shares of the picture's.
        ratio: width by height of the window, both in shares.
        air: bare ground beside the picture, as a share of the window's width.
    """

    source: tuple[float, float]
    target: tuple[float, float]
    width: float
    ratio: float
    air: float


def choose_window(picture: Analysis, framing: StagePart[Framing] | None, seed: int, ratio: float = 0.0) -> Window:
    """Find the window that brings the focus to its place.

    Args:
        picture: the canvas as measured.
        framing: the averaged framing and its amount; None shows the whole picture.
        seed: chooses between sides that serve equally.
        ratio: width by height of the window, both in shares of the picture; 0 as the framing has it.
    """
    if framing is None:
        return Window()
    wish = _wish(picture, framing.asked, seed, ratio or framing.asked.format)
    best = _best(picture, wish)
    for growth in _GROWTHS:
        if not _cuts(picture, best):
            break
        best = _best(picture, replace(wish, width=wish.width * growth))
    return _clear(picture, best.at(framing.amount)) if framing.amount < 1.0 else best


def _cuts(picture: Analysis, window: Window) -> bool:
    """Return whether an edge of a window cuts a head or an accent."""
    hard = picture.kept_whole.hard.astype(np.float64)
    return bool((depths(np.array([window.sides]), hard) > 0.0).any())


def _wish(picture: Analysis, asked: Framing, seed: int, ratio: float) -> _Wish:
    rng = np.random.default_rng([seed, 2])
    x, y = _focus(picture)
    source = (x + (picture.axis - x) * min(asked.axis, 1.0), y)
    varied = float(rng.uniform(*_VARIED))
    target = (
        0.5 + _side(source[0], asked.place, rng) * asked.place * varied,
        0.5 + _side(source[1], asked.height, rng) * asked.height * varied,
    )
    largest = min(1.0, ratio)
    reach = min(_reach(source[0], target[0]), ratio * _reach(source[1], target[1]))
    # What is added beyond the picture need not be cropped away from it.
    width = largest if asked.air > 0.0 else min(max(reach, 0.8 * largest), largest)
    left, top, right, bottom = _region(picture)
    region = max(right - left + 2 * _MARGIN, ratio * (bottom - top + 2 * _MARGIN))
    least = max(_LEAST * largest, min(region, _MOST_OF_REGION * largest))
    zoom = max(asked.zoom, 0.5) * float(rng.uniform(1.0, _CLOSER))
    return _Wish(source, target, max(width / zoom, min(least, largest)), ratio, asked.air * varied)


def _region(picture: Analysis) -> tuple[float, float, float, float]:
    """Return the box to which the eye goes: the focal region, or the lone accent."""
    return picture.kept_whole.lone_accent or picture.focus.box


def _focus(picture: Analysis) -> tuple[float, float]:
    if picture.kept_whole.lone_accent is None:
        return picture.focus.x, picture.focus.y
    left, top, right, bottom = picture.kept_whole.lone_accent
    return (left + right) / 2, (top + bottom) / 2


def _side(place: float, offset: float, rng: np.random.Generator) -> float:
    """Return the side on which the focus lies, -1 or 1, near the middle by chance; 0 without an offset."""
    if offset < _NO_OFFSET:
        return 0.0
    lean = (place - 0.5) * _SLOPE + float(rng.uniform(-_CHANCE, _CHANCE))
    return -1.0 if lean < 0.0 else 1.0


def _reach(place: float, target: float) -> float:
    """Return the largest window in which `place` of the picture lies at `target` of the window."""
    return min(place / max(target, 1e-3), (1.0 - place) / max(1.0 - target, 1e-3))


def _best(picture: Analysis, wish: _Wish) -> Window:
    sizes, places = wish.width * _SIZES, _PLACES
    centre_x = wish.source[0] - (wish.target[0] - 0.5) * wish.width
    centre_y = wish.source[1] - (wish.target[1] - 0.5) * wish.width / wish.ratio
    step_x, step_y, step_size = wish.width, wish.width / wish.ratio, 1.0
    for _ in range(1 + _ROUNDS):
        width, x, y = (
            part.ravel() for part in np.meshgrid(sizes, centre_x + step_x * places, centre_y + step_y * places)
        )
        windows = _windows(width, x, y, wish.ratio)
        best = windows[int(np.argmin(_costs(picture, wish, windows)))]
        centre_x, centre_y = (best[0] + best[2]) / 2, (best[1] + best[3]) / 2
        step_x, step_y, step_size = step_x * 0.15, step_y * 0.15, step_size * 0.2
        sizes, places = (best[2] - best[0]) * _SIZES[::3] ** step_size, _PLACES[::4]
    left, top, right, bottom = (float(side) for side in best)
    return Window(left, top, right, bottom)


def _windows(width: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64], ratio: float) -> Windows:
    """Return windows of these widths about these places, then the same moved into the picture as far as they fit."""
    half_x, half_y = width / 2, width / ratio / 2
    inner_x = np.where(half_x <= 0.5, np.clip(x, half_x, 1.0 - half_x), np.clip(x, 1.0 - half_x, half_x))
    inner_y = np.where(half_y <= 0.5, np.clip(y, half_y, 1.0 - half_y), np.clip(y, 1.0 - half_y, half_y))
    rows = [
        np.stack([at_x - half_x, at_y - half_y, at_x + half_x, at_y + half_y], axis=1)
        for at_x in (x, inner_x)
        for at_y in (y, inner_y)
    ]
    return np.concatenate(rows)


def _costs(picture: Analysis, wish: _Wish, windows: Windows) -> NDArray[np.float64]:
    left, top, right, bottom = windows.T
    width, height = right - left, bottom - top
    off_x = (wish.source[0] - left) / width - wish.target[0]
    off_y = (wish.source[1] - top) / height - wish.target[1]
    box = _region(picture)
    out = sum(np.maximum(over, 0.0) for over in (left - box[0], top - box[1], box[2] - right, box[3] - bottom))
    strips = np.stack([-left / width, -top / height, (right - 1.0) / width, (bottom - 1.0) / height])
    faults = faults_of(picture, windows)
    return np.asarray(
        _PLACE * (off_x**2 + off_y**2)
        + _SIZE * np.log(width / wish.width) ** 2
        + _FOCUS_OUT * out
        + _HARD * faults.hard
        + _LEFT_OUT * faults.left_out
        + _CUT * np.minimum(faults.cut, 1.0)
        + _CROWN * np.minimum(faults.crown, _ALL_OF_CROWN)
        + _TIP * faults.tip
        + _MISSED * np.minimum(faults.missed, 1.0)
        + _LOST * faults.lost
        + _BUSY * faults.busy
        + _BARE * (np.maximum(faults.beside - wish.air, 0.0) + faults.above)
        + _AIR * np.maximum(wish.air - faults.beside, 0.0)
        + _STRIP * ((strips > 1e-3) & (strips < _SLIVER)).sum(axis=0)
    )


def _clear(picture: Analysis, window: Window) -> Window:
    """Return the least window between this one and the whole picture that cuts no head and no accent."""
    hard = picture.kept_whole.hard.astype(np.float64)
    shares = np.linspace(1.0, 0.0, 41)
    tried = np.array([window.at(float(share)).sides for share in shares])
    clear = ~(depths(tried, hard) > 0.0).any(axis=1)
    return window.at(float(shares[int(np.argmax(clear))])) if clear.any() else Window()
