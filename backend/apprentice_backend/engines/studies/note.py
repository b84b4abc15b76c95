"""The note of a study: what was done to it, in a line or two, for an artist who wants to paint it.

Of what was done, that is told which measures of the picture show. What was not done is not told, whatever the measures
say: a wider contrast makes the fine drawing stronger as touches of the brush do.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from apprentice_shared.language import Sentence, later, sentence

from ...color.oklab import Floats, srgb_bytes_to_oklab
from ...picture_size import scaled_size
from ..base import MADE_UP, Note
from .canvas.focus import Focus
from .masks.fields import Rgb, quantiles, small_rgb
from .stages.framing.window import Window

_PX = 128  # longer side for measures of colour
_SURFACE_PX = 320  # the same for measures of surface: strokes and soft edges are lost at 128
_DARKS, _LIGHTS = 0.03, 0.97  # shares of the pixels below darks and lights, between which the values span
# Changes that are worth saying: of L, of chroma, or relative.
_MIDDLE, _SIDE = 0.025, 0.03  # of the middle values, and of the difference between right and left
_CONTRAST, _SPAN = 0.07, 0.03  # of the span of values, relative and in L: both are needed
_CHROMA = 0.008
_TINT = 0.014  # of the colour of darks or lights
# A colour is greyed where its chroma falls from above the first to below the second, or to so much of itself while its
# hue stays, which the cosine tells.
_HAD_CHROMA, _LOST_CHROMA, _LESS_CHROMA, _SAME_HUE = 0.03, 0.02, 0.75, 0.8
_SOFTER, _FIRMER = -0.15, 0.2  # of the steepness of edges, relative
_CLOSER = 0.97  # a crop above this share of the side is none
_BARE = 0.03  # share of a side: less bare ground is not told
_OTHER_FORMAT = 1.06  # ratio of two formats from which they are told apart
_MIDDLE_THIRD = (0.42, 0.58)  # places of the focus that are called the middle
_COLOURLESS, _GREY = 0.006, 0.01  # mean chroma below which a study has no colour, and a canvas hardly any
_FLAT = 0.012  # difference between neighbours, of the span of values, below which they are one flat shape
_FLATTER = 0.10  # growth of the share of flat shapes that is worth saying …
_SPAN_KEPT, _FINE_LOST = 0.7, 0.78  # … where at least this share of the span is left, and at most this of the drawing
_FINE_KEPT = 0.7  # share of the fine drawing left, below which strokes are no strokes but a blur
_TOUCHED = 0.008  # change of the fine drawing that the eye takes for brushwork
_FOCUS = (
    (later("focus high on the left"), later("focus high in the middle"), later("focus high on the right")),
    (later("focus on the left"), later("focus in the middle"), later("focus on the right")),
    (later("focus low on the left"), later("focus low in the middle"), later("focus low on the right")),
)
_GROUND = (
    later("bare ground on the left"),
    later("bare ground on the right"),
    later("bare ground above"),
    later("bare ground below"),
)
_SHADOWS, _LIGHTS_TURN = later("shadows towards {hue}"), later("lights towards {hue}")
_HUES = (
    (20, later("rose")),
    (50, later("red-orange")),
    (75, later("orange")),
    (100, later("yellow")),
    (125, later("yellow-green")),
    (160, later("green")),
    (200, later("blue-green")),
    (235, later("blue")),
    (275, later("ultramarine")),
    (310, later("violet")),
    (345, later("magenta")),
)


@dataclass(frozen=True)
class Done:
    """The changes in a study beside its colours and values.

    Args:
        grounded: a ground was laid under a drawing on paper.
        made_up: the scene was made up, because the canvas is blank.
        brushed: it was gone over with the brush.
        softened: edges were melted, by the brush or by light that spills over, haze or softness.
    """

    grounded: bool = False
    made_up: bool = False
    brushed: bool = False
    softened: bool = False


@dataclass(frozen=True)
class Placing:
    """The part of its canvas that a study shows, and the place of the focus in it, in shares of the window."""

    window: Window
    focus_x: float
    focus_y: float

    @classmethod
    def of(cls, window: Window, focus: Focus) -> Placing:
        """Return the placing of a picture's focus in a window."""
        return cls(window, *window.place_of(focus.x, focus.y))


@dataclass(frozen=True)
class _Measured:
    """The colour measures of a picture: values, chroma, colour of darks and lights, side of the light."""

    low: float
    middle: float
    high: float
    chroma: float
    dark: Floats
    light: Floats
    side: float


@dataclass(frozen=True)
class _SurfaceMeasures:
    """The surface measures of a picture, relative to its span of values.

    Args:
        span: between darks and lights, in levels.
        fine: the picture less its blur, shape (h, w).
        sharp: steepness of the strongest edges.
        flat: share of flat shapes.
    """

    span: float
    fine: Floats
    sharp: float
    flat: float


def _thumbnail(rgb: Rgb, longer_px: int) -> Rgb:
    height, width = rgb.shape[:2]
    size = scaled_size(width, height, longer_px, least_px=8)
    # Halved as long as it can be; the rest, less than a half, needs no average over areas.
    while min(rgb.shape[1] / size[0], rgb.shape[0] / size[1]) >= 2.0:
        rgb = small_rgb(rgb, (rgb.shape[1] // 2, rgb.shape[0] // 2))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)


def _measure_surface(rgb: Rgb) -> _SurfaceMeasures:
    levels = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    low, high = quantiles(levels, (_DARKS, _LIGHTS))
    span = max(high - low, 16.0)
    gray = levels.astype(np.float32) * np.float32(1.0 / span)
    across, down = cv2.Sobel(gray, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(gray, cv2.CV_32F, 0, 1, scale=0.125)
    slope = cv2.magnitude(across, down)
    fine = np.asarray(gray - cv2.GaussianBlur(gray, (0, 0), 1.5), dtype=np.float32)
    (sharp,) = quantiles(slope[::2, ::2], (0.98,))
    return _SurfaceMeasures(span, fine, sharp, float((slope < _FLAT).mean()))


def _measure(rgb: Rgb) -> _Measured:
    lab = srgb_bytes_to_oklab(rgb)
    level = lab[..., 0]
    low, third, middle, last, high = quantiles(level, (0.05, 0.35, 0.5, 0.65, 0.95))
    half = level.shape[1] // 2
    flat = lab.reshape(-1, 3)
    darks = flat[flat[:, 0] <= third]
    lights = flat[flat[:, 0] >= last]
    return _Measured(
        low,
        middle,
        high,
        float(np.hypot(flat[:, 1], flat[:, 2]).mean()),
        darks[:, 1:].mean(axis=0),
        lights[:, 1:].mean(axis=0),
        float(level[:, half:].mean() - level[:, :half].mean()),
    )


def write_note(before: Rgb, after: Rgb, placing: Placing, done: Done) -> Note:
    """Tell the changes of a study, the most visible first.

    Args:
        before: the canvas, or the ground it was given.
        after: the study before it is framed.
        placing: what is shown of it.
        done: what else was done to it.

    Returns:
        Parts of one or two lines; none where nothing changed.
    """
    # A sixteenth of the rows tells most studies from their canvas.
    same = np.array_equal(before[::16], after[::16]) and np.array_equal(before, after)
    if same and placing.window.whole:
        return Note()
    if same and not done.grounded:
        return Note(tuple(_placed(placing)))
    was, now = _thumbnail(before, _SURFACE_PX), _thumbnail(after, _SURFACE_PX)
    old, new = _measure(_thumbnail(was, _PX)), _measure(_thumbnail(now, _PX))
    changes = [*_values(old, new), *_colors(old, new)]
    if done.brushed or done.softened:
        changes += _surface(_measure_surface(was), _measure_surface(now), brushed=done.brushed)
    changes.sort(key=lambda change: -change[0])
    lines = [said for _, said in changes[:4]]
    opening = [sentence("a ground laid under the drawing")] if done.grounded else []
    if done.made_up:
        opening = [sentence(MADE_UP)]
    parts = [*opening, *_placed(placing), *lines]
    return Note(tuple(parts) or (sentence("hardly a change: a touch at most"),))


def _values(old: _Measured, new: _Measured) -> list[tuple[float, Sentence]]:
    found = []
    middle = new.middle - old.middle
    if abs(middle) > _MIDDLE:
        found.append(
            (abs(middle) * 6, sentence("middle values lighter") if middle > 0 else sentence("middle values darker"))
        )
    span, was = new.high - new.low, max(old.high - old.low, 0.05)
    change = span / was - 1.0
    if abs(change) > _CONTRAST and abs(span - was) > _SPAN:
        said = (
            sentence("darks and lights further apart") if change > 0 else sentence("darks and lights closer together")
        )
        found.append((min(abs(span - was) * 5, 2), said))
    side = new.side - old.side
    if abs(side) > _SIDE:
        found.append((abs(side) * 6, sentence("light from the right") if side > 0 else sentence("light from the left")))
    return found


def _colors(old: _Measured, new: _Measured) -> list[tuple[float, Sentence]]:
    found = []
    change = new.chroma - old.chroma
    if abs(change) > _CHROMA:
        if new.chroma < _COLOURLESS:
            found.append((1.5, sentence("no colour at all, values alone")))
        elif old.chroma < _GREY:
            found.append((abs(change) * 12, sentence("colour where there was none")))
        else:
            found.append(
                (abs(change) * 12, sentence("colours stronger") if change > 0 else sentence("colours quieter"))
            )
    for text, first, second in ((_SHADOWS, old.dark, new.dark), (_LIGHTS_TURN, old.light, new.light)):
        moved = second - first
        distance = float(np.hypot(*moved))
        if distance > _TINT and new.chroma >= _COLOURLESS:
            hue = sentence("grey") if _greyed(first, second) else _hue_name(moved)
            found.append((distance * 10, sentence(text, hue=hue)))
    return found


def _greyed(first: Floats, second: Floats) -> bool:
    """Tell a colour that lost chroma from one that turned: of the first, the rest points the old way."""
    had, has = float(np.hypot(*first)), float(np.hypot(*second))
    if has < _LOST_CHROMA and had > _HAD_CHROMA:
        return True
    return has < _LESS_CHROMA * had and float(first @ second) > _SAME_HUE * had * has


def _surface(old: _SurfaceMeasures, new: _SurfaceMeasures, *, brushed: bool) -> list[tuple[float, Sentence]]:
    had, has = float(np.abs(old.fine).mean()), float(np.abs(new.fine).mean())
    sharper = new.sharp / max(old.sharp, 1e-3) - 1.0
    if brushed:
        if new.flat - old.flat > _FLATTER and new.span > _SPAN_KEPT * old.span and has < _FINE_LOST * had:
            return [(1.2, sentence("drawn together into flat shapes"))]
        # Touches change the fine drawing everywhere, on plain places too.
        (touched,) = quantiles(cv2.absdiff(new.fine, old.fine)[::2, ::2], (0.5,))
        if touched > _TOUCHED and has > _FINE_KEPT * had:
            return [(1.3, sentence("gone over in visible touches"))]
        if sharper > _FIRMER:
            return [(0.5 + min(sharper, 1.0), sentence("edges firmer"))]
    return [(0.6 - sharper, sentence("edges softened"))] if sharper < _SOFTER else []


def _placed(placing: Placing) -> list[Sentence]:
    window = placing.window
    if window.whole:
        return []
    parts = []
    if min(window.width, window.height) < _CLOSER:
        parts.append(sentence("cropped"))
    shape = window.width / window.height
    if shape > _OTHER_FORMAT:
        parts.append(sentence("a wider format"))
    elif shape < 1.0 / _OTHER_FORMAT:
        parts.append(sentence("a taller format"))
    bare = (-window.left, window.right - 1.0, -window.top, window.bottom - 1.0)
    parts += [sentence(text) for text, share in zip(_GROUND, bare, strict=True) if share > _BARE]
    return [*parts, sentence(_FOCUS[_third(placing.focus_y)][_third(placing.focus_x)])]


def _third(place: float) -> int:
    return 0 if place < _MIDDLE_THIRD[0] else 2 if place > _MIDDLE_THIRD[1] else 1


def _hue_name(vector: Floats) -> Sentence:
    hue = float(np.degrees(np.arctan2(vector[1], vector[0]))) % 360.0
    apart = [abs((hue - degrees + 180.0) % 360.0 - 180.0) for degrees, _ in _HUES]
    return sentence(_HUES[int(np.argmin(apart))][1])
