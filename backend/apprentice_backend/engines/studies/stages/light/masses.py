"""The weight of a picture's masses, shifted for its framing: sides are calmed, lit or evened along its shapes."""

from __future__ import annotations

import cv2
import numpy as np

from .....color.oklab import Floats
from ...masks.fields import grid, guided, smoothstep
from ..framing.framing import Framing
from ..stage_part import UNSEEN_MASS
from .scene import ROOM, SCREEN, LightMasks, Scene, distance_from, highest_level, mean_level

_STEEPEST = 0.3  # bound of the slope that evens a picture out: a steeper one shows as another light
_BROAD = 9.0  # sigma, at mask size, of the blur that leaves a picture's masses
_LIT = 235.0  # level from which a place gets no more light


def weigh_masses(masks: LightMasks, framing: Framing, scene: Scene, small: Floats, saliency: Floats) -> None:
    """Shift the weight of the picture's masses for its framing, along the picture's shapes."""
    height, width = saliency.shape
    x, y = grid(height, width)
    level = cv2.GaussianBlur(mean_level(small) / np.float32(255.0), (0, 0), 1.0)
    rng = np.random.default_rng([scene.seed, 11])
    firm = float(rng.uniform(0.8, 1.15))
    if framing.balance > UNSEEN_MASS:
        masks.gain *= _evened(level, scene.axis, float(rng.uniform(0.8, 1.2)) * framing.balance)
    away = 1.0 - 0.8 * saliency
    if framing.quiet > UNSEEN_MASS:
        side = smoothstep(0.18, 0.62, np.abs(x - np.float32(scene.focus_x))) * away
        calmed = guided(side.astype(np.float32), level, 12) * np.float32(0.8 * firm * framing.quiet)
        _calm(masks, calmed, small, air=0.34)
        # The wide side is lit; the side of the focus keeps its weight.
        wide = smoothstep(0.3, 1.0, x) if scene.focus_x < 0.5 else smoothstep(0.7, 0.0, x)
        masks.gain *= np.exp(np.float32(0.42 * firm * framing.quiet) * wide)
    if framing.flanks > UNSEEN_MASS:
        # As if from a window on either side: more light further from the axis, and none on light places.
        wings = smoothstep(0.10, 0.50, np.abs(x - np.float32(scene.axis)))
        room = np.clip((np.float32(_LIT) - highest_level(small)) / np.float32(ROOM), 0.0, 1.0)
        masks.glow += np.float32(1.5 * firm * framing.flanks) * wings * room * (0.6 * small + np.float32(30.0))
    if framing.ring > UNSEEN_MASS:
        around = smoothstep(0.20, 0.58, distance_from((height, width), scene.focus_x, scene.focus_y)) * away
        ring = guided(around.astype(np.float32), level, 12) * np.float32(firm * framing.ring)
        _calm(masks, 0.55 * ring, small, grey=0.18)
        masks.gain *= 1.0 - 0.46 * np.clip(ring, 0.0, 1.0)
        masks.glow *= 1.0 - 0.46 * np.clip(ring, 0.0, 1.0)
    if framing.diagonal > UNSEEN_MASS:
        toward = (x - 0.5) * scene.light_x - (y - 0.5)
        # More shade than light, because a burnt-out corner draws the eye off the focus.
        masks.gain *= np.exp(np.float32(firm * framing.diagonal) * (0.75 * np.minimum(toward, 0.0) + 0.22 * toward))


def _calm(masks: LightMasks, amount: Floats, small: Floats, *, grey: float = 0.0, air: float = 0.0) -> None:
    """Move a part of the picture towards its broad masses, which are greyed or lightened first."""
    broad = np.stack([_broad(channel) for channel in small])
    if grey:
        broad += np.float32(grey) * (mean_level(broad) - broad)
    if air:
        most = highest_level(broad)
        broad *= 1.0 + np.float32(air) * np.maximum(np.float32(_LIT) - most, 0.0) / np.maximum(most, np.float32(60.0))
    amount = np.clip(amount, 0.0, 1.0)
    # The division gives back the light that the screen will take from the picture under these masses.
    masks.gain *= (1.0 - amount) / (1.0 - amount * broad / np.float32(SCREEN))
    masks.glow *= 1.0 - amount
    masks.glow += amount * broad


def _broad(channel: Floats) -> Floats:
    """Return a channel's broad masses, by a blur that is wide enough to be made at half the size."""
    height, width = channel.shape
    half = cv2.resize(channel, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(half, (0, 0), _BROAD / 2), (width, height))


def _evened(level: Floats, axis: float, strength: float) -> Floats:
    """Return the gain that takes a slope across the axis out of the light: exp(-strength * slope), bounded.

    The slope is (c + d (y - 1/2)) (x - axis), with c and d the least-squares fit to the logarithm of the values.
    """
    x, y = grid(*level.shape)
    across = x - np.float32(axis)
    slopes = np.stack([across, across * (y - np.float32(0.5))]).reshape(2, -1)
    values = np.log(level + np.float32(0.08)).ravel()
    fitted = np.linalg.solve(slopes @ slopes.T + 1e-3 * np.eye(2), slopes @ (values - values.mean()))
    slope = (fitted.astype(np.float32) @ slopes).reshape(level.shape)
    return np.exp(-np.clip(np.float32(strength) * slope, -_STEEPEST, _STEEPEST))
