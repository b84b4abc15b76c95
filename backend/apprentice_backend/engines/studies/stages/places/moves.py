"""The work of some places, added up to smooth fields over a picture.

A place moves lightness by L ← s (L − m) + m′, chroma by a factor, and adds a tint; by its mask w and the amount,

    slope ← k slope,   offset ← k offset + w o,   k = 1 − w + w s,   o = m′ − s m

so the work of any number of places is one affine change at each pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...masks.fields import quantiles, smoothstep
from ..stage_part import UNSEEN, Operation
from .areas import AREAS, View
from .place import PlaceChange

WHITE = 0.985  # lightness that no light reaches where no place has a lower ceiling
_STEEPEST, _FLATTEST = 1.12, 0.2  # bounds of the slope that brings a place's values to their ends
_STEEPER = 1.6  # growth of the steepest slope with the lift of a place's middle: values rise as by longer exposure
_DARKS, _LIGHTS = 0.05, 0.95  # shares of a place's area below its darks and its lights
_LEAST_SPAN = 0.06  # lightness: a place's values are stretched as if they spanned so much at least
_THERE, _LEAST_AREA = 0.3, 0.0003  # a place is not there where less of the picture belongs to it by so much
_TINTED_BY_AIR = 0.7  # share in which air brings its own hue
_MIRRORED = 0.7  # share in which a mirrored light brings its colour
_ROOM = (0.14, 0.9)  # lightness between which things are moved apart


@dataclass
class Moves:
    """The fields of a change, shape (h, w) each but for those of colour, (h, w, 2).

    Args:
        base: the lightness of the picture's masses.
        slope, offset: of the change of `base`.
        detail: factor on what is finer than `base`.
        chroma: factors on the chroma of darks, middle values and lights, shape (h, w, 3).
        dark, light: the tints of darks and lights, a and b of OKLab.
        night: darkening of reds, lightening of blues.
        edges: firmer above 0, softer below.
        ceiling: lightness that no light reaches, in the whole picture.
    """

    base: Floats
    slope: Floats
    offset: Floats
    detail: Floats
    chroma: Floats
    dark: Floats
    light: Floats
    night: Floats
    edges: Floats
    ceiling: float = WHITE

    @classmethod
    def none(cls, base: Floats) -> Moves:
        """Return the fields that change nothing."""
        one, zero = np.ones_like(base), np.zeros_like(base)
        chroma, tint = np.ones((*base.shape, 3), np.float32), np.zeros((*base.shape, 2), np.float32)
        return cls(base, one, zero, one.copy(), chroma, tint, tint.copy(), zero.copy(), zero.copy())

    @property
    def values(self) -> Floats:
        """The lightness of the masses as they are moved so far."""
        return np.asarray(self.slope * self.base + self.offset, dtype=np.float32)


def gather_moves(view: View, places: Sequence[Operation], amount: float) -> Moves:
    """Add up the work of places, each on what those before it left.

    Args:
        view: the picture.
        places: their names and parameters, in order.
        amount: of all of it, 0 to 1.
    """
    moves = Moves.none(view.base)
    for operation in places:
        area = AREAS[operation.name](view)
        if float((area > _THERE).mean()) < _LEAST_AREA:
            continue
        _move(moves, view, area, operation.params, amount)
    return moves


def _move(moves: Moves, view: View, area: Floats, place: PlaceChange, amount: float) -> None:
    mask = np.asarray(np.clip(area, 0.0, 1.0) * np.float32(amount), dtype=np.float32)
    slope, offset = _affine(moves.values, area, place)
    _compose(moves, mask, slope, offset)
    moves.detail *= 1.0 + mask * np.float32(place.detail * np.sqrt(slope) - 1.0)
    dark = place.chroma if place.chroma_dark is None else place.chroma_dark
    light = place.chroma if place.chroma_light is None else place.chroma_light
    factors = np.array([dark, place.chroma, light], np.float32)
    moves.chroma *= 1.0 + mask[..., None] * (factors - 1.0)
    moves.dark *= 1.0 + mask[..., None] * (dark - 1.0)
    moves.light *= 1.0 + mask[..., None] * (light - 1.0)
    moves.dark += mask[..., None] * (hue_direction(place.shadow_hue) * np.float32(place.shadow_tint))
    moves.light += mask[..., None] * (hue_direction(place.light_hue) * np.float32(place.light_tint))
    moves.night += mask * np.float32(place.night)
    moves.edges += mask * np.float32(place.edges)
    if place.ceiling is not None:
        moves.ceiling = min(moves.ceiling, WHITE + (place.ceiling - WHITE) * amount)
    if place.air > UNSEEN:
        _add_air(moves, view, mask * np.float32(place.air))
    if place.apart > UNSEEN:
        _part(moves, view, area, place.apart, amount)
    if place.mirror > UNSEEN:
        _mirror(moves, view, mask * np.float32(place.mirror))


def _compose(moves: Moves, mask: Floats, slope: float, offset: Floats | float) -> None:
    kept = 1.0 + mask * np.float32(slope - 1.0)
    moves.slope *= kept
    moves.offset *= kept
    moves.offset += mask * offset


def _affine(values: Floats, area: Floats, place: PlaceChange) -> tuple[float, float]:
    """Return slope and offset that bring a place's values to those that it is to have."""
    inside = values[area >= 0.5 * float(area.max())]
    darks, middle, lights = quantiles(np.ascontiguousarray(inside), (_DARKS, 0.5, _LIGHTS))
    slope, key = place.contrast, middle if place.key is None else place.key
    if place.low is not None or place.high is not None:
        low = min(darks, place.high or 1.0) if place.low is None else place.low
        high = max(lights, place.low or 0.0) if place.high is None else place.high
        slope = min((high - low) / max(lights - darks, _LEAST_SPAN), _STEEPEST)
        key = float(np.clip(low + slope * (middle - darks), low, high))
        if place.key is not None:
            key = min(place.key, middle + place.lighter)
            above, below = max(lights - middle, _LEAST_SPAN / 2), max(middle - darks, _LEAST_SPAN / 2)
            slope = min((high - key) / above, (place.key - low) / below)
        lifted = float(np.clip(key - middle, 0.0, place.lighter))
        slope = float(np.clip(slope, _FLATTEST, _STEEPEST + _STEEPER * lifted))
    key = min(key, middle + place.lighter)
    return slope, key + place.lift - slope * middle


def _sky_color(view: View, values: Floats) -> Floats:
    """Return L, a, b of the sky as it is moved so far, or of the lightest distance."""
    sky = view.sky
    if not (sky > _THERE).any():
        far = AREAS["far"](view) > 0.5
        if not far.any():
            far = np.ones(far.shape, bool)
        (bright,) = quantiles(np.ascontiguousarray(values[far]), (0.75,))
        sky = (far & (values >= bright)).astype(np.float32)
    weight = sky / max(float(sky.sum()), 1e-6)
    a, b = (float((view.lab[..., channel] * weight).sum()) for channel in (1, 2))
    return np.array([float((values * weight).sum()), a, b], np.float32)


def _add_air(moves: Moves, view: View, share: Floats) -> None:
    """Draw values and colours towards the sky's, by a share of their way."""
    color = _sky_color(view, moves.values)
    _compose(moves, share, 0.0, float(color[0]))
    moves.detail *= 1.0 - 0.5 * share
    hue = _TINTED_BY_AIR * share[..., None]
    moves.chroma *= 1.0 - hue
    brought = hue * color[1:]
    moves.dark += brought - hue * moves.dark
    moves.light += brought - hue * moves.light


def _part(moves: Moves, view: View, figure: Floats, least: float, amount: float) -> None:
    """Move a figure and what touches it apart in value, each away from the other, as far as there is room."""
    around = AREAS["around"](view)
    values = moves.values
    inner, outer = (float((values * mask).sum() / max(float(mask.sum()), 1e-6)) for mask in (figure, around))
    sign = 1.0 if inner >= outer else -1.0
    missing = max(least - abs(inner - outer), 0.0)
    room_in, room_out = (max(_ROOM[1] - inner, 0.0), max(outer - _ROOM[0], 0.0))
    if sign < 0.0:
        room_in, room_out = max(inner - _ROOM[0], 0.0), max(_ROOM[1] - outer, 0.0)
    step = min(missing * room_in / max(room_in + room_out, 1e-6), room_in)
    other = min(missing - step, room_out)
    moves.offset += np.float32(amount * sign * step) * figure
    # The ground moves as a whole, most where it touches the figure: there is no halo round it then.
    moves.offset -= np.float32(amount * sign * other) * (1.0 - figure) * (0.6 + 0.4 * around)


def _mirror(moves: Moves, view: View, share: Floats) -> None:
    """Draw the lights above a place down into it: broad and soft, column by column, fading with the way down."""
    height, width = view.shape
    values = moves.values
    (bright,) = quantiles(np.ascontiguousarray(values), (0.6,))
    light = np.maximum(values - np.float32(bright), 0.0)
    colored = np.dstack([light, view.lab[..., 1] * (light > 0.0), view.lab[..., 2] * (light > 0.0)]).astype(np.float32)
    colored = cv2.GaussianBlur(colored, (0, 0), sigmaX=max(0.02 * width, 0.5), sigmaY=max(0.004 * height, 0.5))
    fading = np.float32(np.exp(-1.0 / max(0.34 * height, 1.0)))
    drawn = np.empty_like(colored)
    running = np.zeros_like(colored[0])
    for row in range(height):
        running = running * fading
        stronger = colored[row, :, :1] > running[:, :1]
        running = np.where(stronger, colored[row], running)
        drawn[row] = running
    drawn = cv2.GaussianBlur(drawn, (0, 0), sigmaX=max(0.012 * width, 0.5), sigmaY=max(0.02 * height, 0.5))
    shown = share * smoothstep(0.0, 0.04, drawn[..., 0])
    moves.offset += share * drawn[..., 0]
    colored = np.float32(_MIRRORED) * shown[..., None] * drawn[..., 1:]
    moves.dark += colored
    moves.light += colored
