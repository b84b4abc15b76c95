"""A dream of the picture: its hues trade places, night falls where it was day, its background drifts slowly.

Every colour comes from the artist's pixels: the two hues that rule the picture change places, and the broad course of
its light is turned round, as day and night are in Magritte's "The Empire of Light", while the focus keeps its colour
and so stands in a world that does not fit it. Both changes are smooth in colour and place, so nothing has a rim.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats, srgb_bytes_to_oklab
from ...canvas.analysis import Analysis
from ...canvas.regions import find_regions, whole_shapes
from ...masks.fields import Rgb, grid, guided, mask_size, noise, small_rgb, smoothstep, spread
from ...masks.overlay import enlarged_rows, lay_over, strips

_SHAPES = 8  # clusters of colour that make a picture's shapes
_APART = 100.0  # degrees by which two hues that trade places differ at least
_HUES = 36  # bins of the histogram of hues
_GREY = 0.10  # chroma below which a colour takes a trace of the dream's hues
_SPAN = 0.30  # greatest change of OKLab L by the turn of the light


@dataclass(frozen=True)
class Dream:
    """The parameters of `dream`."""

    flow: float = 0.7
    """Drift of the background; factor, 0 to 3."""
    swap: float = 1.0
    """Turn of the broad course of light; factor, 0 to 1.5."""
    hue: float = 1.0
    """Exchange of the picture's two ruling hues; share, 0 to 1."""


def dream(rgb: Rgb, picture: Analysis, amount: float, seed: int, params: Dream) -> Rgb:
    """Estrange a picture."""
    height, width = rgb.shape[:2]
    focal = np.maximum(picture.focus.saliency, picture.focus.protect)
    moved = _drift(
        rgb, np.maximum(np.clip(focal * np.float32(1.6), 0.0, 1.0), _drawn(picture)), amount * params.flow, seed
    )
    size = mask_size(height, width)
    small = small_rgb(moved, size)
    before = srgb_bytes_to_oklab(small)
    kept = np.float32(1.0) - np.float32(amount) * (np.float32(1.0) - _kept(moved, before, picture))
    after = _estranged(before, kept, seed, params)
    # The change is smooth, so it is laid over the full picture as a product, and the drawing stays sharp.
    old = small.astype(np.float32) + 6.0
    ratio = np.clip((oklab_to_srgb_fitted(after) * 255.0 + 6.0) / old, 0.0, 6.0)
    ratio = cv2.GaussianBlur(ratio, (0, 0), 0.8)
    return lay_over(moved, ratio, (ratio - 1.0) * np.float32(6.0))


def _kept(rgb: Rgb, lab: Floats, picture: Analysis) -> Floats:
    """Return how far each place keeps its colour, 0 to 1, at mask size: the focus, and the shapes about it."""
    height, width = lab.shape[:2]
    hold = np.clip(1.25 * np.maximum(picture.focus.saliency**1.5, picture.focus.protect), 0.0, 1.0)
    # Whole shapes keep their colour: kept in one spot alone, it would look like a stain in its shape.
    whole = whole_shapes(spread(hold, height, width), find_regions(rgb, picture, _SHAPES, calm=9).labels)
    whole = np.maximum(smoothstep(0.22, 0.75, whole), spread(picture.focus.face, height, width))
    return np.clip(guided(whole, np.ascontiguousarray(lab[..., 0]), 4, 2e-3), 0.0, 1.0)


def _drawn(picture: Analysis) -> Floats:
    """Return how much firm drawing is about each place, 0 to 1, shape of the saliency: it must not be bent."""
    firm = cv2.resize(picture.gradient * picture.coherence, picture.tiny.shape[1::-1], interpolation=cv2.INTER_AREA)
    return smoothstep(0.10, 0.35, cv2.GaussianBlur(cv2.dilate(firm, np.ones((5, 5))), (0, 0), 3.0))


def _drift(rgb: Rgb, hold: Floats, amount: float, seed: int) -> Rgb:
    """Move the background along a slow swirl, which stands still at the focus."""
    height, width = rgb.shape[:2]
    side = 128
    potential = cv2.GaussianBlur(noise(side, side, seed + 3, base=2, octaves=2), (0, 0), 6.0)
    across, down = (cv2.Sobel(potential, cv2.CV_32F, *axis, scale=side / 8.0) for axis in ((1, 0), (0, 1)))
    still = cv2.GaussianBlur(cv2.dilate(cv2.resize(hold, (side, side)), np.ones((5, 5))), (0, 0), 4.0)
    x, y = grid(side, side)
    frame = np.clip(np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y)) / 0.08, 0.0, 1.0)
    scale = np.float32(0.0095 * amount) * np.clip(1.0 - 1.15 * still, 0.0, 1.0) * frame
    right, low = down * scale * np.float32(width), -across * scale * np.float32(width)
    moved = np.empty_like(rgb)
    for rows in strips(height, width):
        map_x = enlarged_rows(right, (height, width), rows) + np.arange(width, dtype=np.float32)[None]
        map_y = enlarged_rows(low, (height, width), rows) + np.arange(*rows, dtype=np.float32)[:, None]
        cv2.remap(rgb, map_x, map_y, cv2.INTER_LINEAR, dst=moved[slice(*rows)], borderMode=cv2.BORDER_REFLECT)
    return moved


def _estranged(lab: Floats, kept: Floats, seed: int, params: Dream) -> Floats:
    """Return colours with two hues exchanged and the course of light turned round, but for those that are kept."""
    rng = np.random.default_rng([seed, 8])
    free = np.float32(1.0) - kept
    course = _course_of_light(lab[..., 0], free)
    turned = np.clip(np.float32(-1.7) * course, -_SPAN, _SPAN) * np.float32(params.swap)
    lightness = lab[..., 0] + turned * free
    first, second = _ruling_hues(lab, free, rng)
    # Mirrored about the axis half-way between two hues, each of them becomes the other: (a, b) -> R (a, b).
    axis = np.radians(first + second)
    mirror = np.array([[np.cos(axis), np.sin(axis)], [np.sin(axis), -np.cos(axis)]], np.float32)
    color = lab[..., 1:] @ mirror.T
    chroma = cv2.magnitude(color[..., 0], color[..., 1])
    # Greys have no hue to trade: darks take a trace of one, lights of the other.
    trace = np.float32(0.045) * np.clip(1.0 - chroma / _GREY, 0.0, 1.0)
    side = np.clip((lightness - np.float32(0.5)) * 2.5, -1.0, 1.0)
    angles = np.radians([second, first])
    for channel, pull in enumerate((np.cos(angles), np.sin(angles))):
        color[..., channel] += trace * (pull[0] * (1.0 + side) + pull[1] * (1.0 - side)).astype(np.float32) * 0.5
    share = (free * np.float32(params.hue))[..., None]
    mixed = _mixed(lab[..., 1:], color * np.float32(1.05), share)
    return np.dstack([np.clip(lightness, 0.03, 0.99), mixed]).astype(np.float32)


def _mixed(first: Floats, second: Floats, share: Floats) -> Floats:
    """Mix two colours in a and b, and bring back most of the chroma that opposite hues lose on the way."""
    mixed = first + (second - first) * share
    chromas = [cv2.magnitude(one[..., 0], one[..., 1]) for one in (first, second, mixed)]
    wanted = chromas[0] + (chromas[1] - chromas[0]) * share[..., 0]
    gain = np.clip((wanted + np.float32(0.02)) / (chromas[2] + np.float32(0.02)), 1.0, 2.2)
    return np.asarray(mixed * gain[..., None], dtype=np.float32)


def _course_of_light(lightness: Floats, free: Floats) -> Floats:
    """Return the broad course of light less its mean: the least-squares polynomial of second order in x and y."""
    height, width = lightness.shape
    step = 6
    x, y = (2.0 * one - 1.0 for one in grid(height, width))
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    rows, weight = terms[::step, ::step].reshape(-1, 6), free[::step, ::step].reshape(-1) + np.float32(0.05)
    wanted = lightness[::step, ::step].reshape(-1)
    normal = (rows * weight[:, None]).T @ rows + 1e-3 * np.eye(6, dtype=np.float32) * float(weight.sum())
    fit = terms @ np.linalg.solve(normal, (rows * weight[:, None]).T @ wanted).astype(np.float32)
    return np.asarray(fit - fit.mean(), dtype=np.float32)


def _ruling_hues(lab: Floats, free: Floats, rng: np.random.Generator) -> tuple[float, float]:
    """Return the two hues with the most chroma, degrees; in a picture of one hue the second is opposite."""
    a, b = lab[::3, ::3, 1].ravel(), lab[::3, ::3, 2].ravel()
    chroma = np.hypot(a, b) * (free[::3, ::3].ravel() + 0.1)
    hue = np.degrees(np.arctan2(b, a)) % 360.0
    amount = np.bincount((hue * _HUES / 360.0).astype(int) % _HUES, chroma, _HUES)
    amount = amount + np.roll(amount, 1) + np.roll(amount, -1)
    middles = (np.arange(_HUES) + 0.5) * 360.0 / _HUES
    first = float(middles[amount.argmax()])
    apart = np.abs((middles - first + 180.0) % 360.0 - 180.0)
    rest = np.where(apart >= _APART, amount, 0.0)
    opposite = first + 180.0 + float(rng.uniform(-35.0, 35.0))
    second = float(middles[rest.argmax()]) if rest.max() > 0.12 * amount.max() else opposite
    return first, second + float(rng.uniform(-14.0, 14.0))
