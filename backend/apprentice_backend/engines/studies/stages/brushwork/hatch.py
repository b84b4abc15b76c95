"""Engraving: tone by lines that swell where the picture is dark and bend with its forms, crossed in the darks.

Source: the swelling line is the engraver's; as a threshold of a wave that is bent by the picture it follows
Ostromoukhov 1999, "Digital Facial Engraving".
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.oklab import Floats
from ...canvas.analysis import Analysis
from ...masks.fields import Rgb, noise, ramp, spread, to_bytes
from ..stage_part import costly

_PAPER, _INK = (246.0, 240.0, 226.0), (34.0, 30.0, 34.0)
_MIDDLE = 0.56  # mean of the tone to engrave, 0 black to 1 white
# Direction in degrees, from the horizontal; the tone, 0 black to 1 white, at which a set's lines begin.
_SETS = ((18.0, 0.94), (-38.0, 0.50), (70.0, 0.14))


@dataclass(frozen=True)
class Hatch:
    """The parameters of `hatch`."""

    spacing: float = costly(7.0, most=64.0)
    """Distance of the lines, 3 of the picture's own pixels at least; pixels where the longer side is 1024, 4 to 16."""
    bend: float = 1.0
    """Bending of the lines by the picture's forms; factor, 0 to 3."""
    color: float = 0.0
    """Colour of the picture that stays on the paper, as a tint; share, 0 to 1."""


def hatch(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Hatch) -> Rgb:
    """Engrave a picture's tone in lines."""
    height, width = rgb.shape[:2]
    spacing = max(3.0, params.spacing * max(height, width) / 1024.0)
    level = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255.0)
    tone = _tone(level, picture, spacing)
    bent = _bend(level, spacing, seed) * np.float32(params.bend)
    ink = np.zeros_like(level)
    for degrees, begins in _SETS:
        line = np.clip((np.float32(begins) - tone) / np.float32(begins), 0.0, 1.0)
        ink = np.maximum(ink, _lines(bent, spacing, degrees, line))
    # Small dark things are drawn solid, as an engraver draws an eye or a twig.
    near = cv2.GaussianBlur(level, (0, 0), 0.45 * spacing)
    ink = np.maximum(ink, np.clip((near - level) * 7.0 - 0.25, 0.0, 0.95))
    paper = np.array(_PAPER, np.float32)
    values = rgb.astype(np.float32)
    sheet = paper + (cv2.multiply(values, cv2.merge([(0.55 + 0.45 / (level + 0.35))] * 3)) - paper) * np.float32(
        params.color
    )
    engraved = sheet + (np.array(_INK, np.float32) - sheet) * (np.float32(0.94) * ink)[..., None]
    return to_bytes(values + (engraved - values) * np.float32(ramp(0.0, 1.0, amount)))


def _tone(level: Floats, picture: Analysis, spacing: float) -> Floats:
    """Return the tone to engrave, 0 to 1: the picture's from its dark to its light, its detail enhanced."""
    detail = level - cv2.GaussianBlur(level, (0, 0), 2.5 * spacing)
    low, high = picture.low * 0.75, max(picture.high * 0.97, picture.low + 0.25)
    tone = np.clip((level + 0.7 * detail - low) / (high - low), 0.0, 1.0)
    # A face is engraved lighter, so that its features stand clear of the lines.
    tone += (1.0 - tone) * np.float32(0.25) * spread(picture.focus.face, *level.shape)
    # A dark picture is engraved lighter, or its lines would run together.
    middle = min(max(float(cv2.resize(tone, (32, 32), interpolation=cv2.INTER_AREA).mean()), 0.08), 0.92)
    return np.asarray(cv2.pow(tone, min(max(np.log(_MIDDLE) / np.log(middle), 0.4), 1.5)), dtype=np.float32)


def _bend(level: Floats, spacing: float, seed: int) -> Floats:
    """Return the shift of the lines, in pixels: by the broad forms of the picture, and by an unsteady hand."""
    height, width = level.shape
    small = cv2.resize(level, (max(8, width // 4), max(8, height // 4)), interpolation=cv2.INTER_AREA)
    forms = cv2.GaussianBlur(small, (0, 0), max(1.0, spacing * 0.5)) + cv2.GaussianBlur(small, (0, 0), spacing * 1.5)
    hand = noise(small.shape[0], small.shape[1], seed + 41, base=9, octaves=2)
    return spread(forms * np.float32(2.4 * spacing) + hand * np.float32(0.22 * spacing), height, width)


def _lines(bent: Floats, spacing: float, degrees: float, cover: Floats) -> Floats:
    """Return ink, 0 to 1, of parallel lines that cover a share of the paper between one and the next."""
    height, width = bent.shape
    turn = np.radians(degrees)
    across = np.arange(width, dtype=np.float32)[None] * np.float32(-np.sin(turn))
    down = np.arange(height, dtype=np.float32)[:, None] * np.float32(np.cos(turn))
    place = (across + down + bent) * np.float32(1.0 / spacing)
    off = np.abs(place - np.rint(place)) * np.float32(2.0)
    # `off` is 0 in the middle of a line and 1 half-way to the next: evenly spread, so the ink's share is `cover`.
    edge = (np.float32(0.86) * cover - off) * np.float32(0.5 * spacing) + np.float32(0.5)
    return np.clip(edge, 0.0, 1.0) * (cover > 0.02)
