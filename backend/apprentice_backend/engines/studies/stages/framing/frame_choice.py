"""The choice of a frame: the focus brought to the place that a framing asks for.

The crop never leaves the picture, so that no pixel has to be invented at the border, and never cuts the focal region.
"""

from __future__ import annotations

import numpy as np

from ...canvas.analysis import Analysis
from ..stage_part import StagePart
from .frame import Frame
from .framing import Framing

_LEAST_WINDOW = 0.64  # a study shows at least this part of each side
_MARGIN = 0.03  # the focal region keeps this much of the picture around it
_SALIENT = 0.26  # saliency above this is the subject's …
_KEPT = 0.965  # … and this share of it stays inside the frame
_KEPT_OF_PORTRAIT = 0.75  # the same for a portrait, which may be cut across the shoulders; the head is whole anyway
_STEP = 1.05  # growth of a window that cuts too much, from one try to the next
_FACE_TILT = 0.45  # share of the tilt that a portrait takes
_UNSEEN_TILT = 0.004  # radians: a smaller tilt blurs a picture more than it tilts it
# A focus this far from the middle, times the slope, has its side by chance: |_SLOPE * distance| < _CHANCE.
_SLOPE, _CHANCE = 6.0, 0.6
_NO_OFFSET = 1e-3  # of the focus from the middle: a smaller one has no side


def choose_frame(picture: Analysis, framing: StagePart[Framing] | None, seed: int, aspect: float) -> Frame:
    """Find the window that brings the focus to its place.

    Args:
        picture: the canvas as measured.
        framing: the averaged framing and its amount; None shows the whole picture.
        seed: chooses between sides that serve equally, and the closeness of the crop.
        aspect: width over height in pixels.
    """
    focus = picture.focus
    if framing is None:
        return Frame(focus_x=focus.x, focus_y=focus.y, axis=picture.axis)
    asked, amount = framing.asked, framing.amount
    rng = np.random.default_rng([seed, 2])
    source_x = focus.x + (picture.axis - focus.x) * min(asked.balance, 1.0)
    side_x = _side(source_x, asked.place, rng)
    side_y = _side(focus.y, asked.height, rng)
    target_x = source_x + (0.5 + side_x * asked.place - source_x) * amount
    target_y = focus.y + (0.5 + side_y * asked.height - focus.y) * amount
    closer = 1.0 + (asked.zoom - 1.0) * float(rng.uniform(0.75, 1.25))
    tilt = np.radians(asked.tilt_deg) * picture.light_x * float(rng.uniform(0.8, 1.2))
    tilt = float(tilt) * (_FACE_TILT if focus.faces else 1.0)
    if abs(tilt) < _UNSEEN_TILT:
        tilt = 0.0
    scale = min(_reach(source_x, target_x), _reach(focus.y, target_y), 1.0) / max(closer, 1.0)
    scale = float(max(scale, _least_scale(focus.box)))
    placing = ((source_x, target_x), (focus.y, target_y))
    frame = _window(picture, scale, tilt, placing, aspect)
    kept = _KEPT_OF_PORTRAIT if focus.faces else _KEPT
    while scale < 1.0 and _kept(picture, frame) < kept:
        scale = min(scale * _STEP, 1.0)
        frame = _window(picture, scale, tilt, placing, aspect)
    return frame


def _side(place: float, offset: float, rng: np.random.Generator) -> float:
    """Return the side on which the focus lies, -1 or 1, near the middle by chance; 0 without an offset."""
    if offset < _NO_OFFSET:
        return 0.0
    lean = (place - 0.5) * _SLOPE + float(rng.uniform(-_CHANCE, _CHANCE))
    return -1.0 if lean < 0.0 else 1.0


def _reach(place: float, target: float) -> float:
    """Return the largest window in which `place` of the picture lies at `target` of the window."""
    left = place / max(target, 1e-3)
    right = (1.0 - place) / max(1.0 - target, 1e-3)
    return min(left, right)


def _least_scale(box: tuple[float, float, float, float]) -> float:
    wide, high = box[2] - box[0] + 2 * _MARGIN, box[3] - box[1] + 2 * _MARGIN
    return float(min(max(_LEAST_WINDOW, wide, high), 1.0))


def _kept(picture: Analysis, frame: Frame) -> float:
    """Return the share of the picture's saliency that lies inside a frame, 0 to 1."""
    about = np.square(np.maximum(picture.focus.saliency - _SALIENT, 0.0))
    height, width = about.shape
    half = frame.scale / 2.0
    rows = slice(round((frame.y - half) * height), round((frame.y + half) * height))
    columns = slice(round((frame.x - half) * width), round((frame.x + half) * width))
    return float(about[rows, columns].sum()) / max(float(about.sum()), 1e-6)


def _window(
    picture: Analysis,
    scale: float,
    tilt: float,
    placing: tuple[tuple[float, float], tuple[float, float]],
    aspect: float,
) -> Frame:
    """Return the window that brings (place, target) of each axis, x and y, as near together as its bounds allow."""
    cos, sin = abs(np.cos(tilt)), abs(np.sin(tilt))
    # A tilted window needs more room: along x its height adds sin/aspect, along y its width adds sin*aspect.
    room_x, room_y = cos + sin / aspect, cos + sin * aspect
    scale = min(scale, 1.0 / room_x, 1.0 / room_y)
    left, top, right, bottom = picture.focus.box
    centre = []
    for place, goal, room, low, high in (
        (*placing[0], room_x, left, right),
        (*placing[1], room_y, top, bottom),
    ):
        middle = place - (goal - 0.5) * scale
        half = scale / 2.0
        # First the focal region is brought into the window, then the window into the picture, which counts most.
        if high - low <= scale:
            middle = min(max(middle, high - half), low + half)
        centre.append(float(min(max(middle, half * room), 1.0 - half * room)))
    x, y = centre
    return Frame(
        x,
        y,
        scale,
        tilt,
        focus_x=float(np.clip((picture.focus.x - x) / scale + 0.5, 0.0, 1.0)),
        focus_y=float(np.clip((picture.focus.y - y) / scale + 0.5, 0.0, 1.0)),
        axis=float(np.clip((picture.axis - x) / scale + 0.5, 0.05, 0.95)),
    )
