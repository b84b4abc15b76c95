"""Placing a picture in its frame by a crop and a small tilt: similarity transforms only, so circles stay round.

The crop never leaves the picture, so nothing has to be invented at its border, and it never cuts the focal region.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ..canvas.analysis import Analysis
from ..masks.fields import Rgb
from ..recipes.plan import FramedPart

_LEAST_WINDOW = 0.64  # a study shows at least this part of each side
_MARGIN = 0.03  # the focal region keeps this much of the picture around it
_SALIENT = 0.26  # what is more salient than this belongs to what the picture is about …
_KEPT = 0.965  # … and this much of it stays inside the frame
_KEPT_OF_PORTRAIT = 0.75  # a portrait may be cut across the shoulders, as portraits are: the head is whole anyway
_STEP = 1.05
_FACE_TILT = 0.45  # how much of a tilt a portrait takes
_UNSEEN_TILT = 0.004  # radians: so small a tilt blurs more than it tilts
_LEVEL = 1e-4  # radians: less is no tilt
_SNAP_PX = 512  # from this side on a window's edges may move to whole pixels
_TILE_PX = 256  # what is turned at once: its enlarged part of the picture stays in the processor's cache
_ENLARGED = 1.5


@dataclass(frozen=True)
class Frame:
    """Which part of the picture is shown, and where its focus comes to lie.

    Args:
        x, y: middle of the window in the picture, 0 to 1.
        scale: the window's side as a part of the picture's.
        tilt: rotation in radians.
        focus_x, focus_y: the focal point inside the frame, 0 to 1.
        axis: the axis of symmetry inside the frame, 0 to 1.
    """

    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    tilt: float = 0.0
    focus_x: float = 0.5
    focus_y: float = 0.5
    axis: float = 0.5

    @property
    def whole(self) -> bool:
        """Whether the whole picture is shown as it is."""
        return self.scale > 0.9995 and abs(self.tilt) < _LEVEL

    def matrix(self, height: int, width: int) -> Floats:
        """Return the affine map from pixels of the frame to pixels of the picture, both of this size."""
        cos, sin = np.cos(self.tilt) * self.scale, np.sin(self.tilt) * self.scale
        middle_x, middle_y = self.x * width, self.y * height
        # Half a pixel on both sides: OpenCV counts from pixel centres.
        half_w, half_h = width / 2.0 - 0.5, height / 2.0 - 0.5
        return np.array(
            [
                [cos, -sin, middle_x - 0.5 - cos * half_w + sin * half_h],
                [sin, cos, middle_y - 0.5 - sin * half_w - cos * half_h],
            ],
            np.float32,
        )

    def apply(self, pixels: Rgb) -> Rgb:
        """Show a picture, or its alpha, through this frame."""
        if self.whole:
            return pixels
        height, width = pixels.shape[:2]
        if abs(self.tilt) < _LEVEL and min(height, width) >= _SNAP_PX:
            return self._cut(pixels)
        shown = np.empty_like(pixels)
        matrix = self.matrix(height, width).astype(np.float64)
        for top in range(0, height, _TILE_PX):
            for left in range(0, width, _TILE_PX):
                tile = shown[top : top + _TILE_PX, left : left + _TILE_PX]
                tile[...] = _turned(pixels, matrix, (left, top), tile.shape[1::-1])
        return shown

    def _cut(self, pixels: Rgb) -> Rgb:
        """Show a level window: its edges on whole pixels, so that a plain enlargement serves."""
        height, width = pixels.shape[:2]
        wide, high = max(round(self.scale * width), 1), max(round(self.scale * height), 1)
        left = min(max(round(self.x * width - wide / 2), 0), width - wide)
        top = min(max(round(self.y * height - high / 2), 0), height - high)
        window = pixels[top : top + high, left : left + wide]
        shown: Rgb = cv2.resize(window, (width, height), interpolation=cv2.INTER_CUBIC)
        return shown

    def apply_mask(self, mask: Floats) -> Floats:
        """Show a mask, shape (h, w), through this frame."""
        if self.whole:
            return mask
        height, width = mask.shape
        shown: Floats = cv2.warpAffine(
            mask,
            self.matrix(height, width),
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return shown


def _turned(pixels: Rgb, matrix: NDArray[np.float64], start: tuple[int, int], size: tuple[int, int]) -> Rgb:
    """Return the tile of a turned picture that begins at `start` and has this `size`, x before y.

    Its part of the picture is enlarged first, then turned: as sharp as a turn that interpolates by cubics, in a third
    of the time.
    """
    ends = np.array([[x, y, 1.0] for x in (start[0], start[0] + size[0]) for y in (start[1], start[1] + size[1])])
    corners = ends @ matrix.T
    most = np.array(pixels.shape[1::-1])
    # From an even pixel on, so that the enlarged pixels of all tiles fall into one grid.
    low = np.clip(np.floor(corners.min(axis=0)).astype(int) - 4, 0, most - 1) // 2 * 2
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 5, low + 1, most)
    part = pixels[low[1] : high[1], low[0] : high[0]]
    large = cv2.resize(part, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
    own = matrix.copy()
    own[:, 2] += matrix[:, :2] @ start - low
    own *= _ENLARGED
    own[:, 2] += 0.5 * (_ENLARGED - 1)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    turned: Rgb = cv2.warpAffine(large, own, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return turned


def choose_frame(picture: Analysis, framing: FramedPart | None, seed: int, aspect: float) -> Frame:
    """Find the window that brings the focus to its place.

    Args:
        picture: the canvas as measured.
        framing: what is asked; None shows all of it.
        seed: chooses between sides that serve as well, and how close the crop is.
        aspect: width over height in pixels.
    """
    focus = picture.focus
    if framing is None:
        return Frame(focus_x=focus.x, focus_y=focus.y, axis=picture.axis)
    recipe, amount = framing.recipe, framing.amount
    rng = np.random.default_rng([seed, 2])
    source_x = focus.x + (picture.axis - focus.x) * min(recipe.balance, 1.0)
    side_x = _side(source_x, recipe.place, rng)
    side_y = _side(focus.y, recipe.height, rng)
    target_x = source_x + (0.5 + side_x * recipe.place - source_x) * amount
    target_y = focus.y + (0.5 + side_y * recipe.height - focus.y) * amount
    closer = 1.0 + (recipe.zoom - 1.0) * float(rng.uniform(0.75, 1.25))
    tilt = np.radians(recipe.tilt_deg) * picture.light_x * float(rng.uniform(0.8, 1.2))
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
    """Return the side on which the focus lies already; near the middle the seed chooses."""
    if offset < 1e-3:
        return 0.0
    lean = (place - 0.5) * 6.0 + float(rng.uniform(-0.6, 0.6))
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
    """Return how much of what is salient lies inside a frame, 0 to 1."""
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
    """Return the window nearest to the one in which each axis' (place, target) come together."""
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
        # The focal region inside the window first, the window inside the picture above all.
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
