"""Framing: a crop and a small tilt, a similarity transform, so that circles stay round.

The crop never leaves the picture, so that no pixel has to be invented at the border, and never cuts the focal region.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ..canvas.analysis import Analysis
from ..masks.fields import Rgb
from ..recipes.plan import StagePart
from ..recipes.recipe import Framing

_LEAST_WINDOW = 0.64  # a study shows at least this part of each side
_MARGIN = 0.03  # the focal region keeps this much of the picture around it
_SALIENT = 0.26  # saliency above this is the subject's …
_KEPT = 0.965  # … and this share of it stays inside the frame
_KEPT_OF_PORTRAIT = 0.75  # the same for a portrait, which may be cut across the shoulders; the head is whole anyway
_STEP = 1.05  # growth of a window that cuts too much, from one try to the next
_FACE_TILT = 0.45  # share of the tilt that a portrait takes
_UNSEEN_TILT = 0.004  # radians: a smaller tilt blurs a picture more than it tilts it
_LEVEL = 1e-4  # radians: a smaller tilt counts as 0
_SNAP_PX = 512  # from this side on, a window's edges may move to whole pixels
_TILE_PX = 256  # side of a tile that is turned at once: its part of the picture stays in the processor's cache
_ENLARGED = 1.5  # enlargement of that part before it is turned


@dataclass(frozen=True)
class Frame:
    """A window on a picture, and the place of its focus in that window.

    Args:
        x, y: middle of the window in the picture, 0 to 1.
        scale: side of the window, as a share of the picture's.
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
        """True where the window is the whole picture, level."""
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
        return cv2.resize(window, (width, height), interpolation=cv2.INTER_CUBIC)

    def apply_mask(self, mask: Floats) -> Floats:
        """Show a mask, shape (h, w), through this frame."""
        if self.whole:
            return mask
        height, width = mask.shape
        return cv2.warpAffine(
            mask,
            self.matrix(height, width),
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _turned(pixels: Rgb, matrix: NDArray[np.float64], start: tuple[int, int], size: tuple[int, int]) -> Rgb:
    """Return the tile of a turned picture that begins at `start` and has this `size`, x before y.

    The tile's part of the picture is enlarged first, then turned: as sharp as a turn with cubic interpolation, in a
    third of the time.
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
    return cv2.warpAffine(large, own, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)


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
    recipe, amount = framing.asked, framing.amount
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
    """Return the side on which the focus lies, -1 or 1, near the middle by chance; 0 without an offset."""
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
