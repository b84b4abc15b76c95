"""Washes of thin paint, glazed from light to dark: calm areas, rims of pigment, granulation, and paper left white.

Source: the look follows Bousseau et al. 2006, "Interactive watercolor rendering with temporal coherence and
abstraction" (edge darkening, pigment density); the order of the glazes is the watercolourist's.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, grid, guided, mask_size, noise, ramp, smoothstep, spread, to_bytes
from ..stage_part import costly
from .lines import ink_of
from .spared import lay_sparing

_GLAZES = (0.86, 0.64, 0.42, 0.22)  # lightness, between the picture's dark and its light, below which each is laid
_PAPER = np.array((250.0, 247.0, 240.0), np.float32)


@dataclass(frozen=True)
class Wash:
    """The parameters of `wash`."""

    flow: float = costly(1.0, most=1000.0)
    """Reach of colour within a shape; factor, 0 to 3."""
    rim: float = 1.0
    """Pigment that gathers at the edge of a glaze; factor, 0 to 4."""
    grain: float = 1.0
    """Pigment that settles in the paper's grain; factor, 0 to 4."""
    bloom: float = 1.0
    """Unevenness within a glaze; factor, 0 to 4."""
    thin: float = 1.0
    """White of the paper that shows through; factor, 0 to 4."""
    steps: float = 0.6
    """Parting of the tones into glazes; share, 0 to 1."""
    loose: float = 0.0
    """Paper that is left white away from the focus; share, 0 to 1."""


def wash(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Wash) -> Rgb:
    """Repaint a picture in washes."""
    height, width = rgb.shape[:2]
    unit = max(height, width) / 1024.0
    half = cv2.resize(rgb, (max(8, width // 2), max(8, height // 2)), interpolation=cv2.INTER_AREA)
    calm = _by_hand(_run(half, max(2, round(8 * unit * params.flow))), 1.6 * unit, seed)
    level = cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY) * np.float32(1.0 / 255.0)
    stepped, rims = _glazed(level, picture, unit, seed)
    level += np.float32(0.02)
    toned = level + (stepped + np.float32(0.02) - level) * np.float32(params.steps)
    values = cv2.multiply(calm, cv2.merge([toned / level] * 3))
    values += (_PAPER - values) * np.float32(0.20 * params.thin)
    blooms, tooth = _settled(level.shape[0], level.shape[1], seed)
    density = rims * np.float32(0.30 * params.rim) + blooms * np.float32(0.055 * params.bloom)
    # Pigment settles in the hollows of the paper, most where there is most of it.
    density += tooth * (np.float32(0.035) + np.float32(0.05) * (1.0 - level)) * np.float32(params.grain)
    # Pigment absorbs light: each channel c becomes c ** (1 + density), which deepens its colour.
    exponent = cv2.merge([np.maximum(density, np.float32(-0.6)) + np.float32(1.0)] * 3)
    values = _PAPER * np.exp(exponent * np.log(np.clip(values / _PAPER, 0.004, 1.0)))
    cover = None
    if params.loose > 0.0:
        cover = _cover(picture, level.shape, params.loose, seed)
        bare = _drawn_paper(calm, tooth, unit)
        values = bare + (values - bare) * cover[..., None]
    painted = cv2.resize(to_bytes(values.astype(np.float32)), (width, height), interpolation=cv2.INTER_CUBIC)
    weight = np.float32(ramp(0.0, 0.8, amount)) * (1.0 - picture.focus.kept(0.35))
    return lay_sparing(rgb, painted, picture, weight, amount, paint=cover)


def _run(rgb: Rgb, radius: int) -> Floats:
    """Blur colour within shapes, up to their edges."""
    values = rgb.astype(np.float32) * np.float32(1.0 / 255.0)
    guide = cv2.cvtColor(values, cv2.COLOR_RGB2GRAY)
    channels = [guided(np.ascontiguousarray(one), guide, max(radius // 2, 1), 6e-3) for one in cv2.split(values)]
    return np.asarray(cv2.merge(channels) * np.float32(255.0), dtype=np.float32)


def _by_hand(values: Floats, reach: float, seed: int) -> Floats:
    """Shift outlines to and fro by about `reach` pixels, as a loaded brush does."""
    height, width = values.shape[:2]
    shift = [spread(noise(64, 64, seed + axis, base=12, octaves=2), height, width) * reach for axis in (33, 34)]
    map_x = np.arange(width, dtype=np.float32)[None] + shift[0]
    map_y = np.arange(height, dtype=np.float32)[:, None] + shift[1]
    return cv2.remap(values, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def _glazed(level: Floats, picture: Analysis, unit: float, seed: int) -> tuple[Floats, Floats]:
    """Return the lightness of glazes laid over one another, and the pigment at their rims: (h, w) each, 0 to 1."""
    low, high = picture.low, max(picture.high, picture.low + 0.15)
    uneven = spread(noise(64, 64, seed + 35, base=6, octaves=3), *level.shape) * np.float32(0.012)
    stepped, rims = np.full_like(level, min(high * 1.04, 1.0)), np.zeros_like(level)
    tones = [high, *(low + (high - low) * (share - 0.10) for share in _GLAZES)]
    for share, before, tone in zip(_GLAZES, tones, tones[1:], strict=False):
        edge = low + (high - low) * share
        laid = np.clip((np.float32(edge) - level + uneven) * np.float32(22.0) + np.float32(0.5), 0.0, 1.0)
        stepped -= laid * np.float32(before - tone)
        wide = cv2.blur(laid, (2 * max(1, round(3.0 * unit)) + 1,) * 2)
        rims += np.maximum(laid - wide, 0.0) * laid
    return np.maximum(stepped, 0.0), np.minimum(rims * 1.6, 1.0)


def _settled(height: int, width: int, seed: int) -> tuple[Floats, Floats]:
    """Return two fields of settled pigment, of about unit variance: broad blooms, and the tooth of the paper."""
    blooms = spread(noise(64, 64, seed + 31, base=4, octaves=4, gain=0.7), height, width)
    tooth = np.empty((height, width), np.float32)
    cv2.setRNGSeed(3)
    cv2.randn(tooth, 0.0, 1.0)
    return blooms, cv2.GaussianBlur(tooth, (3, 3), 0.7) * np.float32(1.9)


def _drawn_paper(calm: Floats, tooth: Floats, unit: float) -> Floats:
    """Return bare paper with the picture's outlines in pencil on its tooth, shape (h, w, 3)."""
    level = cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY) * np.float32(1.0 / 255.0)
    pencil = ink_of(level, 1.1 * unit, 1.3) * np.clip(np.float32(0.62) + np.float32(0.25) * tooth, 0.0, 1.0)
    shade = 1.0 + np.float32(0.010) * tooth - np.float32(0.5) * pencil
    return cv2.merge([shade * tone for tone in _PAPER])


def _cover(picture: Analysis, shape: tuple[int, int], loose: float, seed: int) -> Floats:
    """Return where paint is, 0 to 1: about the focus and within the frame, with a ragged edge of strokes."""
    height, width = mask_size(*shape)[::-1]
    x, y = grid(height, width)
    inside = np.minimum(np.minimum(x, 1.0 - x), np.minimum(y, 1.0 - y)) * np.float32(2.0)
    pull = spread(np.maximum(picture.focus.saliency, picture.focus.protect), height, width)
    ragged = noise(height, width, seed + 36, base=7, octaves=4, gain=0.6) * np.float32(0.07)
    reach = np.float32(0.75) * inside + np.float32(0.65) * pull + ragged
    return spread(smoothstep(0.72 * loose - 0.035, 0.72 * loose + 0.035, reach), *shape)
