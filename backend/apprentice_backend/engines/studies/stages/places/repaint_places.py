"""The places of a picture repainted: their fields laid over a picture of any size, strip by strip."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from .....color.gamut import fit_oklab_to_srgb
from .....color.oklab import Floats, linear_to_srgb, oklab_to_linear_srgb, srgb_bytes_to_oklab
from ...masks.fields import Rgb, small_rgb, smoothstep
from ...masks.overlay import enlarged_rows, strips
from ..light.scene import Scene
from ..stage_part import UNSEEN, Operation
from .areas import View
from .moves import WHITE, gather_moves

_DARK, _BLACK = 0.13, 0.045  # lightness below which darks are drawn together, and that none of them reaches
_LIGHTS = 0.065  # width of the range below the ceiling in which lights are drawn together
_LOWERED = 1.2  # growth of that width with the distance of the ceiling from white
_REDS, _BLUES = -0.07, 0.035  # change of the lightness of a strong red and blue by night
_STRONG = 0.14  # chroma of these
_LOST, _FIRM = 0.006, 0.0022  # sigmas of lost edges and of what firm edges are made of, in longer sides
_OWN_KEPT, _OWN = 0.65, 0.07  # share of a tint that a colour against it is spared, from this chroma on
_TABLE = 4096
_BYTE_OF_ROOT = np.rint(linear_to_srgb(np.square(np.arange(_TABLE, dtype=np.float32) / (_TABLE - 1))) * 255.0).astype(
    np.uint8
)


def repaint_places(rgb: Rgb, places: Sequence[Operation], amount: float, scene: Scene, figure: Floats | None) -> Rgb:
    """Move the places of a picture; it is returned itself where there is nothing to do.

    Args:
        rgb: the picture in its frame, opaque.
        places: names and parameters, in order.
        amount: of all of it, 0 to 1.
        scene: focus and direction of light.
        figure: the things at the focus, in its frame, in any size, 0 to 1; None for no telling.
    """
    if not places or amount < UNSEEN:
        return rgb
    moves = gather_moves(View.of(rgb, scene, figure), places, amount)
    rgb = _with_edges(rgb, moves.edges)
    size = rgb.shape[:2]
    # One array of few channels is enlarged in less time than many arrays.
    values = cv2.merge([moves.base, moves.slope, moves.offset, moves.detail])
    colors = np.ascontiguousarray(np.dstack([moves.chroma, moves.dark, moves.light, moves.night]), np.float32)
    moved = np.empty_like(rgb)
    for rows in strips(*size):
        part = slice(*rows)
        of_values, first, second = (_enlarged(one, size, rows) for one in (values, colors[..., :4], colors[..., 4:]))
        moved[part] = _to_bytes(_moved(srgb_bytes_to_oklab(rgb[part]), of_values, first, second, moves.ceiling))
    return moved


def _enlarged(fields: Floats, size: tuple[int, int], rows: tuple[int, int]) -> Floats:
    return enlarged_rows(np.ascontiguousarray(fields), size, rows)


def _moved(lab: Floats, values: Floats, first: Floats, second: Floats, ceiling: float) -> Floats:
    """Return colours moved by fields: values; chroma and the a of darks; the rest, as packed; the ceiling."""
    base, slope, offset, detail = cv2.split(values)
    lightness, a, b = cv2.split(lab)
    dark, middle, light, dark_a = cv2.split(first)
    dark_b, light_a, light_b, night = cv2.split(second)
    new = slope * base + offset + detail * (lightness - base)
    red, blue = np.clip(a / _STRONG, 0.0, 1.0), np.clip(-b / _STRONG, 0.0, 1.0)
    new = _within(new + night * (_REDS * red + _BLUES * blue), ceiling)
    is_dark, is_light = np.clip(1.0 - 2.0 * new, 0.0, 1.0), np.clip(2.0 * new - 1.0, 0.0, 1.0)
    chroma = middle + is_dark * (dark - middle) + is_light * (light - middle)
    lights = smoothstep(0.1, 0.9, new)
    room = 0.25 + 0.75 * np.clip(4.0 * new * (1.0 - new), 0.0, 1.0)
    tint_a = (dark_a + lights * (light_a - dark_a)) * room
    tint_b = (dark_b + lights * (light_b - dark_b)) * room
    # A strong colour against the tint is spared, so that things keep their own colours in another light.
    a, b = a * chroma, b * chroma
    own, tint = cv2.magnitude(a, b), cv2.magnitude(tint_a, tint_b)
    against = np.maximum(-(a * tint_a + b * tint_b), 0.0) / np.maximum(own * tint, np.float32(1e-6))
    spared = 1.0 - _OWN_KEPT * against * np.clip(own / _OWN, 0.0, 1.0)
    return cv2.merge([new, a + tint_a * spared, b + tint_b * spared])


def _within(lightness: Floats, ceiling: float) -> Floats:
    """Return lightness drawn together before black and the ceiling, which it never reaches.

    Below d = `_DARK`, L′ = k + (d − k) exp((L − d) / (d − k)) with k = `_BLACK`; lights below the
    ceiling likewise.
    """
    low, high = _DARK - _BLACK, _LIGHTS + _LOWERED * (WHITE - ceiling)
    knee = ceiling - high
    dark, light = np.minimum(lightness - _DARK, 0.0), np.maximum(lightness - knee, 0.0)
    return np.asarray(
        np.clip(lightness, _DARK, knee) + low * (np.exp(dark / low) - 1.0) + high * (1.0 - np.exp(-light / high)),
        dtype=np.float32,
    )


def _to_bytes(lab: Floats) -> Rgb:
    """Convert OKLab to pixels; colours out of gamut lose chroma, the others go through a table of 4096 roots."""
    flat = lab.reshape(-1, 3)
    linear = oklab_to_linear_srgb(flat)
    outside = np.flatnonzero((linear.min(axis=1) < -0.004) | (linear.max(axis=1) > 1.004))
    if outside.size:
        linear[outside] = oklab_to_linear_srgb(fit_oklab_to_srgb(flat[outside]))
    root = cv2.sqrt(np.clip(linear, 0.0, 1.0))
    return _BYTE_OF_ROOT[(root * np.float32(_TABLE - 1) + np.float32(0.5)).astype(np.uint16)].reshape(lab.shape)


def _with_edges(rgb: Rgb, edges: Floats) -> Rgb:
    """Return a picture whose edges are firmer where `edges` is above 0 and softer below."""
    if float(np.abs(edges).max()) < UNSEEN:
        return rgb
    height, width = rgb.shape[:2]
    side = max(height, width)
    lost, firm = np.clip(-edges, 0.0, 1.0), np.clip(edges, 0.0, 1.0)
    half = small_rgb(rgb, (max(8, width // 2), max(8, height // 2)))
    soft = cv2.GaussianBlur(half, (0, 0), max(_LOST * side / 2, 0.5))
    fine = cv2.GaussianBlur(rgb, (0, 0), max(_FIRM * side, 0.5))
    changed = np.empty_like(rgb)
    for rows in strips(height, width):
        part = slice(*rows)
        wanted = enlarged_rows(np.ascontiguousarray(np.dstack([lost, 0.9 * firm]), np.float32), (height, width), rows)
        values = rgb[part].astype(np.float32)
        values += wanted[..., 1:] * (values - fine[part])
        blurred = enlarged_rows(soft.astype(np.float32), (height, width), rows)
        values += wanted[..., :1] * (blurred - values)
        changed[part] = cv2.convertScaleAbs(np.clip(values, 0.0, 255.0))
    return changed
