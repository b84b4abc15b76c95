"""Light laid over a picture: haze, glow, pools and sweeps as small masks, applied as one product and one sum.

Every mask comes from the picture's values, edges and focus. Masks of colour lie channel by channel, shape (3, h, w): a
mask without colour is then multiplied with them in a quarter of the time.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...masks.fields import Rgb, grid, guided, mask_size, noise, quantiles, small_rgb, smoothstep, spread
from ...masks.overlay import lay_over
from ..framing.framing import Framing
from ..stage_part import UNSEEN, UNSEEN_MASS
from .light import Light

_STEEPEST = 0.3  # bound of the slope that evens a picture out: a steeper one shows as another light
_BROAD = 9.0  # sigma, at mask size, of the blur that leaves a picture's masses
_SCREEN = 330.0  # levels: added light g takes pixel * g / _SCREEN away again, so that lights do not burn out


@dataclass(frozen=True)
class Scene:
    """The parts of a picture's analysis that light goes by, in the picture's frame.

    Args:
        saliency, protect: those of `Focus`, seen through the frame.
        focus_x, focus_y: the focal point, 0 to 1.
        axis: the axis of symmetry, 0 to 1.
        light_x: side of the light, -1 left or 1 right.
        seed: varies the light.
    """

    saliency: Floats
    protect: Floats
    focus_x: float
    focus_y: float
    axis: float
    light_x: float
    seed: int


@dataclass
class _Masks:
    """A product and a sum, shape (3, h, w), and the share of the softened picture that enters, shape (h, w)."""

    gain: Floats
    glow: Floats
    soft: Floats


def lay_light(rgb: Rgb, light: Light, framing: Framing, scene: Scene) -> Rgb:
    """Light a picture.

    Args:
        rgb: the picture in its frame, opaque.
        light: the averaged light; its key, contrast, chroma and tints belong to the colour cube and are not read here.
        framing: the averaged framing, for its `balance`, `quiet`, `flanks`, `ring` and `diagonal`.
        scene: focus and direction of light.
    """
    height, width = rgb.shape[:2]
    size = mask_size(height, width)
    pixels = small_rgb(rgb, size).astype(np.float32)
    small = _channels(pixels)
    shape = size[::-1]
    masks = _Masks(np.ones((3, *shape), np.float32), np.zeros((3, *shape), np.float32), np.zeros(shape, np.float32))
    saliency, protect = spread(scene.saliency, *shape), spread(scene.protect, *shape)
    _pool_and_frame(masks, light, scene, saliency)
    _directed(masks, light, scene, small)
    _haze(masks, light, scene, small, saliency)
    _glow(masks, light, scene, pixels)
    _weigh(masks, framing, scene, small, saliency)
    _keep_lights(masks, small)
    masks.soft += np.float32(light.soft) * (1.0 - 0.85 * np.maximum(saliency, protect))
    return _apply(rgb, masks, pixels)


def _channels(pixels: Floats) -> Floats:
    """Return colour channel by channel, shape (3, h, w)."""
    return np.asarray(np.stack(cv2.split(pixels)), dtype=np.float32)


def _level(channels: Floats) -> Floats:
    """Return the mean of the channels."""
    return np.asarray((channels[0] + channels[1] + channels[2]) * np.float32(1 / 3), dtype=np.float32)


def _most(channels: Floats) -> Floats:
    """Return the greatest of the channels."""
    return np.asarray(np.maximum(np.maximum(channels[0], channels[1]), channels[2]), dtype=np.float32)


def _tinted(mask: Floats, tint: tuple[float, float, float]) -> Floats:
    """Return a mask in a colour, channel by channel."""
    return np.asarray(mask * np.array(tint, np.float32)[:, None, None], dtype=np.float32)


def _distance(shape: tuple[int, int], x0: float, y0: float) -> Floats:
    """Return each pixel's distance from a point, in units of the picture's longer side."""
    height, width = shape
    x, y = grid(height, width)
    longer = max(height, width)
    return np.asarray(np.hypot((x - x0) * width / longer, (y - y0) * height / longer), dtype=np.float32)


def _pool_and_frame(masks: _Masks, light: Light, scene: Scene, saliency: Floats) -> None:
    shape = saliency.shape
    if abs(light.vignette) > UNSEEN:
        edge = smoothstep(0.22, 0.72, _distance((shape[0], shape[1]), 0.5, 0.5))
        masks.gain *= 1.0 - light.vignette * edge
    if light.pool > UNSEEN:
        rng = np.random.default_rng([scene.seed, 3])
        x = scene.focus_x + float(rng.uniform(-0.05, 0.05))
        y = scene.focus_y + float(rng.uniform(-0.05, 0.05))
        near = np.exp(-((_distance((shape[0], shape[1]), x, y) / 0.26) ** 2))
        pool = 0.8 * near + 0.45 * near * saliency
        masks.gain *= 1.0 + light.pool * (1.0 * pool - 0.34)


def _directed(masks: _Masks, light: Light, scene: Scene, small: Floats) -> None:
    """Light the sides of forms that face the light, and reflect colder light on the others."""
    if light.sides > UNSEEN_MASS:
        level = cv2.GaussianBlur(_level(small), (0, 0), 2.5)
        across = cv2.Sobel(level, cv2.CV_32F, 1, 0, scale=0.125) * scene.light_x
        slope = across + cv2.Sobel(level, cv2.CV_32F, 0, 1, scale=0.125) * -0.5
        edge = cv2.GaussianBlur(np.clip(slope, -9.0, 9.0), (0, 0), 2.0) * np.float32(light.sides)
        masks.glow += _tinted(np.maximum(edge, 0.0), (5.2, 3.2, 0.8))
        masks.glow += _tinted(np.maximum(-edge, 0.0), (2.2, 0.8, 4.4))
    if abs(light.sweep) > UNSEEN:
        x, y = grid(*small.shape[1:])
        toward = (x - 0.5) * scene.light_x * 0.8 - (y - 0.5) * 0.6
        masks.gain *= np.exp(np.float32(light.sweep) * toward * 1.3)


def _haze(masks: _Masks, light: Light, scene: Scene, small: Floats, saliency: Floats) -> None:
    """Fade the distance: places high in the picture and away from the focus, along the picture's shapes."""
    if light.haze <= UNSEEN:
        return
    height, width = saliency.shape
    _, y = grid(height, width)
    far = smoothstep(0.95, 0.25, y + 0.06 * noise(height, width, scene.seed + 11, base=2, octaves=2)) * 0.8 + 0.2
    far = far * (1.0 - 0.75 * saliency)
    guide = _level(small) / np.float32(255.0)
    amount = np.clip(guided(far.astype(np.float32), guide, 12), 0.0, 1.0) * np.float32(light.haze)
    amount = np.clip(amount, 0.0, 0.85)
    color = np.concatenate([[light.haze_lightness], hue_direction(light.haze_hue) * light.haze_chroma])
    haze = oklab_to_srgb_fitted(color.astype(np.float32)) * 255.0
    masks.gain *= 1.0 - amount
    # Haze covers other light too, and must come out in its own colour.
    masks.glow *= 1.0 - amount
    masks.glow += amount * haze[:, None, None]


def _glow(masks: _Masks, light: Light, scene: Scene, pixels: Floats) -> None:
    if light.bloom <= UNSEEN:
        return
    blurred = _channels(cv2.GaussianBlur(pixels, (0, 0), 6.0))
    x, y = grid(*blurred.shape[1:])
    side = 0.75 + 0.25 * np.clip((x - 0.5) * scene.light_x * 2.0 - (y - 0.5), -1.0, 1.0)
    (level,) = quantiles(_level(blurred), (0.65,))
    masks.glow += np.maximum(blurred - np.float32(max(level, 95.0)), 0.0) * (side * np.float32(0.8 * light.bloom))


def _weigh(masks: _Masks, framing: Framing, scene: Scene, small: Floats, saliency: Floats) -> None:
    """Shift the weight of the picture's masses for its framing, along the picture's shapes."""
    height, width = saliency.shape
    x, y = grid(height, width)
    level = cv2.GaussianBlur(_level(small) / np.float32(255.0), (0, 0), 1.0)
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
        room = np.clip((np.float32(235.0) - _most(small)) / np.float32(130.0), 0.0, 1.0)
        masks.glow += np.float32(1.5 * firm * framing.flanks) * wings * room * (0.6 * small + np.float32(30.0))
    if framing.ring > UNSEEN_MASS:
        around = smoothstep(0.20, 0.58, _distance((height, width), scene.focus_x, scene.focus_y)) * away
        ring = guided(around.astype(np.float32), level, 12) * np.float32(firm * framing.ring)
        _calm(masks, 0.55 * ring, small, grey=0.18)
        masks.gain *= 1.0 - 0.46 * np.clip(ring, 0.0, 1.0)
        masks.glow *= 1.0 - 0.46 * np.clip(ring, 0.0, 1.0)
    if framing.diagonal > UNSEEN_MASS:
        toward = (x - 0.5) * scene.light_x - (y - 0.5)
        # More shade than light, because a burnt-out corner draws the eye off the focus.
        masks.gain *= np.exp(np.float32(firm * framing.diagonal) * (0.75 * np.minimum(toward, 0.0) + 0.22 * toward))


def _calm(masks: _Masks, amount: Floats, small: Floats, *, grey: float = 0.0, air: float = 0.0) -> None:
    """Move a part of the picture towards its broad masses, which are greyed or lightened first."""
    broad = np.stack([_broad(channel) for channel in small])
    if grey:
        broad += np.float32(grey) * (_level(broad) - broad)
    if air:
        most = _most(broad)
        broad *= 1.0 + np.float32(air) * np.maximum(np.float32(235.0) - most, 0.0) / np.maximum(most, np.float32(60.0))
    amount = np.clip(amount, 0.0, 1.0)
    # The division gives back the light that the screen will take from the picture under these masses.
    masks.gain *= (1.0 - amount) / (1.0 - amount * broad / np.float32(_SCREEN))
    masks.glow *= 1.0 - amount
    masks.glow += amount * broad


def _broad(channel: Floats) -> Floats:
    """Return a channel's broad masses, by a blur that is wide enough to be made at half the size."""
    height, width = channel.shape
    half = cv2.resize(channel, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(half, (0, 0), _BROAD / 2), (width, height))


def _keep_lights(masks: _Masks, small: Floats) -> None:
    """Bound the gain of light places by the room above them, so that no light burns out."""
    brightest = cv2.GaussianBlur(_most(small), (0, 0), 1.5)
    room = np.clip((np.float32(247.0) - brightest) / np.float32(130.0), 0.0, 1.0)
    masks.gain += np.maximum(masks.gain - 1.0, 0.0) * (room - 1.0)


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


def _apply(rgb: Rgb, masks: _Masks, pixels: Floats) -> Rgb:
    """Lay the masks over the picture: gain * (1 - glow / _SCREEN) * picture + glow, on a picture softened in part."""
    gain = masks.gain * (1.0 - masks.glow / np.float32(_SCREEN))
    addend = masks.glow
    if masks.soft.any():
        addend = addend + gain * masks.soft * _channels(cv2.GaussianBlur(pixels, (0, 0), 2.2))
        gain *= 1.0 - masks.soft
    return lay_over(rgb, cv2.merge(list(gain)), cv2.merge(list(addend)))
