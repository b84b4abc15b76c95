"""The layout of brush strokes: placed by the need for detail, along the picture's lines, ended at edges of colour."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, small_rgb, smoothstep, spread
from .brush import Brush

SUBPIXEL_BITS = 3
_BENT = 0.06  # bow, as a share of its width, from which a stroke is drawn in two halves
_FLAT = (0.30, 0.06)  # detail below which ground begins to be smooth, and at which it is
_PALE = (0.45, 0.85)  # OKLab L from which smooth ground shows every stroke, and at which it shows them most
_FLOW_PX = 64  # side of the map of the directions of quiet strokes
_LEVEL = 0.12  # pull of quiet strokes to the horizontal, beside the lines of the picture with a weight of 1
_CLOSEST_PX = 3.3  # least distance of strokes: closer ones, in a proof, lie on top of each other unseen
_EDGE_STOP = 70  # change of colour that ends a stroke, in levels summed over three channels


@dataclass(frozen=True)
class Pass:
    """One pass over the picture, with strokes of one size.

    Args:
        spacing, length, width: of the strokes, in pixels where the picture's longer side is 1024.
        needed: least need for detail, 0 to 1, at a place that gets a stroke.
        fine: whether strokes are straight and take their colour from a sharper picture.
    """

    spacing: float
    length: float
    width: float
    needed: float
    fine: bool


# Broad to fine; the last pass reaches little but faces.
PASSES = (
    Pass(40.0, 170.0, 46.0, -1.0, False),
    Pass(21.5, 92.0, 24.0, 0.14, False),
    Pass(10.7, 44.0, 11.0, 0.45, True),
    Pass(7.0, 22.0, 6.0, 0.82, True),
)


@dataclass(frozen=True)
class Strokes:
    """Strokes as arrays of equal length: middle, direction, length of both halves, bend, quiet and colour; one width.

    Fine strokes are too short to show a bend and are `straight`.
    """

    x: Floats
    y: Floats
    cos: Floats
    sin: Floats
    back: Floats
    ahead: Floats
    bend: Floats
    quiet: Floats
    width: float
    color: Floats
    straight: bool

    def draw(self, index: NDArray[np.int32], first: int, scale: float) -> None:
        """Draw the strokes' numbers, from `first` on, into an index buffer of `scale` times the picture's size."""
        rear, front = (scale * self._point(along) for along in (-self.back, self.ahead))
        width = scale * self.width
        if self.straight:
            for place, outline in enumerate(_capsules(rear, front, width), first):
                cv2.fillConvexPoly(index, outline, place, cv2.LINE_8, SUBPIXEL_BITS)
            return
        middle = scale * np.stack([self.x, self.y], axis=-1)
        # A stroke whose middle lies near the line between its ends is drawn as one outline.
        bent = np.abs(self.bend) * np.square(self.back + self.ahead) > 8.0 * _BENT * self.width
        pieces = (
            _capsules(np.where(bent[:, None], middle, front), rear, width),
            _capsules(middle, front, width),
        )
        for place, (first_half, other_half, curved) in enumerate(zip(*pieces, bent.tolist(), strict=True), first):
            cv2.fillConvexPoly(index, first_half, place, cv2.LINE_8, SUBPIXEL_BITS)
            if curved:
                cv2.fillConvexPoly(index, other_half, place, cv2.LINE_8, SUBPIXEL_BITS)

    def _point(self, along: Floats) -> Floats:
        """Return the points at a distance `along` each stroke from its middle, shape (n, 2)."""
        off = 0.0 if self.straight else 0.5 * self.bend * along * along
        return np.stack(
            [self.x + along * self.cos - off * self.sin, self.y + along * self.sin + off * self.cos], axis=-1
        )

    def records(self, rng: np.random.Generator) -> tuple[Floats, NDArray[np.uint8]]:
        """Return a record of each stroke for shading.

        Returns:
            Direction (cos, sin), coordinates of the middle along and across it, bend, 2 / width, and a random number,
            shape (n, 7); and colours, shape (n, 4), the last byte unused.
        """
        along, across = self.x * self.cos + self.y * self.sin, self.y * self.cos - self.x * self.sin
        thin = np.full(len(self.x), 2.0 / max(self.width, 1.0))
        bend = np.zeros_like(self.bend) if self.straight else self.bend
        # Quiet strokes lie at one height, so that the relief draws no outlines about them.
        shift = 0.5 + (rng.random(len(self.x)) - 0.5) * (1.0 - 0.8 * self.quiet)
        columns = [self.cos, self.sin, along, across, bend, thin, shift]
        color = np.zeros((len(self.x), 4), np.uint8)
        color[:, :3] = np.rint(self.color)
        return np.column_stack(columns).astype(np.float32), color


def _capsules(start: Floats, end: Floats, width: float) -> NDArray[np.int32]:
    """Return outlines with round ends about lines from `start` to `end`, shape (n, 8, 2), in fractions of pixels."""
    along = end - start
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-3)
    half = width / 2.0
    along, across = along[:, None] * half, np.stack([-along[:, 1], along[:, 0]], axis=-1)[:, None] * half
    beyond = np.array([0.0, 0.85, 0.85, 0.0])[None, :, None]
    aside = np.array([-1.0, -0.42, 0.42, 1.0])[None, :, None]
    front = end[:, None] + along * beyond + across * aside
    rear = start[:, None] - along * beyond - across * aside
    outlines = np.round(np.concatenate([front, rear], axis=1) * 2**SUBPIXEL_BITS)
    return np.asarray(outlines, dtype=np.int32)


class _Directions:
    """The directions of strokes, radians: the picture's lines, and a slow flow where ground is quiet.

    The flow is the mean of the lines around, as doubled angles weighed by their coherence.
    """

    def __init__(self, picture: Analysis, quiet: Floats) -> None:
        size = (_FLOW_PX, _FLOW_PX)
        angle, weight = (
            cv2.resize(one, size, interpolation=cv2.INTER_NEAREST) for one in (picture.angle, picture.coherence)
        )
        self._across = cv2.GaussianBlur(np.cos(2.0 * angle) * weight, (0, 0), 7.0) + np.float32(_LEVEL)
        self._down = cv2.GaussianBlur(np.sin(2.0 * angle) * weight, (0, 0), 7.0)
        self._angle, self._quiet = picture.angle, quiet

    def at(self, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> Floats:
        """Return the directions at some places, in pixels of the picture's analysis, shape (n,)."""
        height, width = self._angle.shape
        coarse = rows * _FLOW_PX // height, columns * _FLOW_PX // width
        twice, quiet = np.float32(2.0) * self._angle[rows, columns], self._quiet[rows, columns]
        own = (np.float32(1.0) - quiet) * np.float32(0.5)
        down = own * np.sin(twice) + quiet * self._down[coarse]
        across = own * np.cos(twice) + quiet * self._across[coarse]
        return np.asarray(np.float32(0.5) * np.arctan2(down, across), dtype=np.float32)


class Layout:
    """A layout of strokes over one picture."""

    def __init__(self, rgb: Rgb, picture: Analysis, brush: Brush, *, scale: float, rng: np.random.Generator) -> None:
        small = small_rgb(rgb, picture.rgb.shape[1::-1])
        self._height, self._width = rgb.shape[:2]
        self._shrink = small.shape[0] / self._height
        self._unit = max(rgb.shape[:2]) / 1024.0
        self._fine, self._broad = cv2.blur(small, (3, 3)), cv2.blur(small, (9, 9))
        focus = np.maximum(np.maximum(picture.detail, 0.7 * picture.focus.saliency), picture.focus.protect)
        self._need = spread(focus, small.shape[0], small.shape[1])
        quiet = smoothstep(*_FLAT, picture.detail) * (0.4 + 0.6 * smoothstep(*_PALE, picture.tiny[..., 0]))
        self._quiet = spread(cv2.blur(quiet, (9, 9)), small.shape[0], small.shape[1])
        self._even = cv2.blur(cv2.resize(small, (_FLOW_PX, _FLOW_PX), interpolation=cv2.INTER_AREA), (5, 5))
        self._directions = _Directions(picture, self._quiet)
        self._shape = picture.angle.shape
        self._brush, self._scale, self._rng = brush, scale, rng

    def lay(self, size: Pass) -> Strokes:
        """Lay the strokes of one pass, in the order in which they are painted."""
        length = size.length * self._unit * self._scale * self._brush.length * self._brush.size
        x, y = self._places(size)
        here = self._at(x, y)
        quiet = self._quiet[here]
        stray = self._rng.normal(0.0, 0.09 * self._brush.wobble, len(x)) * (1.0 - 0.6 * quiet)
        turn = (self._directions.at(*here) + stray).astype(np.float32)
        colors = self._fine if size.fine else self._broad
        own = colors[here].astype(np.float32)
        even = self._even[here[0] * _FLOW_PX // self._shape[0], here[1] * _FLOW_PX // self._shape[1]].astype(np.float32)
        reach = (length * self._rng.uniform(0.7, 1.2, len(x)) * (1.0 + 0.8 * quiet)).astype(np.float32)
        along = np.stack([np.cos(turn), np.sin(turn)])
        middle = np.stack([x, y])
        back, bend_back = self._half(middle, -along, reach, colors, turn)
        ahead, bend_ahead = self._half(middle, along, reach, colors, turn)
        limit = 1.2 / (reach + 1.0)
        bend = np.clip((bend_ahead - bend_back) / (back + ahead + 1e-3) * 0.5, -limit, limit)
        order = self._rng.permutation(len(x))
        width = size.width * self._unit * self._scale * self._brush.size
        return Strokes(
            x=x[order],
            y=y[order],
            cos=along[0][order],
            sin=along[1][order],
            back=back[order],
            ahead=ahead[order],
            bend=bend.astype(np.float32)[order],
            quiet=quiet[order],
            width=width,
            color=self._colors(own + (even - own) * (0.6 * quiet)[:, None], quiet)[order],
            straight=size.fine,
        )

    def _places(self, size: Pass) -> tuple[Floats, Floats]:
        spacing = max(size.spacing * self._unit * 0.95 * max(self._brush.size, 0.7), _CLOSEST_PX)
        rows = np.arange(spacing / 2, self._height, spacing, dtype=np.float32)
        columns = np.arange(spacing / 2, self._width, spacing, dtype=np.float32)
        jitter = self._rng.uniform(-0.5, 0.5, (2, len(rows), len(columns))) * spacing
        x = (columns[None] + jitter[0]).astype(np.float32).ravel()
        y = (rows[:, None] + jitter[1]).astype(np.float32).ravel()
        kept = self._need[self._at(x, y)] + self._rng.uniform(-0.1, 0.1, len(x)) > size.needed
        return x[kept], y[kept]

    def _half(self, middle: Floats, along: Floats, reach: Floats, colors: Rgb, turn: Floats) -> tuple[Floats, Floats]:
        """Return the length of one half of each stroke, up to an edge of colour, and the turn of the lines there."""
        own = colors[self._at(*middle)].astype(np.float32)
        half = reach / 2.0
        for part in (1.0, 0.75, 0.5, 0.25):
            place = self._at(*(middle + along * half))
            crossed = np.abs(colors[place].astype(np.float32) - own).sum(axis=1) > _EDGE_STOP
            half = np.where(crossed, reach / 2.0 * max(part - 0.25, 0.12), half).astype(np.float32)
        bend = (self._directions.at(*self._at(*(middle + along * half))) - turn + np.pi / 2) % np.pi - np.pi / 2
        return half, np.clip(bend, -0.6, 0.6).astype(np.float32)

    def _at(self, x: Floats, y: Floats) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        rows = np.clip((y * self._shrink).astype(np.int32), 0, self._shape[0] - 1)
        columns = np.clip((x * self._shrink).astype(np.int32), 0, self._shape[1] - 1)
        return rows, columns

    def _colors(self, own: Floats, quiet: Floats) -> Floats:
        """Return the strokes' colours, each astray by chance: those on quiet ground by a quarter."""
        light = own.mean(axis=1, keepdims=True) / 255.0
        jitter = self._brush.jitter * (1.0 - 0.75 * quiet[:, None])
        scaled = own * (1.0 + self._rng.normal(0.0, 0.05, (len(own), 1)) * jitter)
        # Greys stray less than colours: strokes of every hue on a plain wall would look like noise.
        chroma = own.max(axis=1, keepdims=True) - own.min(axis=1, keepdims=True)
        stray = (3.5 + 5.5 * np.minimum(chroma / 90.0, 1.0)) * (0.12 + 0.88 * np.sqrt(light))
        shifted = scaled + self._rng.normal(0.0, 1.0, own.shape) * jitter * stray
        return np.asarray(np.clip(shifted, 0.0, 255.0), dtype=np.float32)
