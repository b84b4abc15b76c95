"""Light laid over a picture: haze, glow, pools and sweeps as small masks, applied as one product and one sum.

Every mask comes from the picture's values, edges and focus.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .....color.gamut import oklab_to_srgb_fitted
from .....color.oklab import Floats
from .....color.oklch import hue_direction
from ...masks.fields import Rgb, grid, guided, mask_size, noise, quantiles, small_rgb, smoothstep, spread
from ...masks.overlay import lay_over
from ..stage_part import UNSEEN, UNSEEN_MASS
from .light import Light
from .scene import ROOM, SCREEN, LightMasks, Scene, channels_of, distance_from, highest_level, mean_level

_THICKEST = 0.85  # share of the haze at most: something of the distance is always seen
_HAZE_CHROMA = 0.7  # of the picture's mean chroma: more than that of any haze
_BRIGHT, _BRIGHT_SHARE = 95.0, 0.65  # a place spills light above this level, and where this share of all is darker
_WHITE = 247.0  # level at which a place gets no gain


def lay_light(rgb: Rgb, light: Light, scene: Scene) -> Rgb:
    """Light a picture.

    Args:
        rgb: the picture, opaque.
        light: the averaged light; its key, contrast, chroma and tints belong to the colour cube and are not read here.
        scene: focus and direction of light.
    """
    height, width = rgb.shape[:2]
    size = mask_size(height, width)
    pixels = small_rgb(rgb, size).astype(np.float32)
    small = channels_of(pixels)
    shape = size[::-1]
    masks = LightMasks(np.ones((3, *shape), np.float32), np.zeros((3, *shape), np.float32), np.zeros(shape, np.float32))
    saliency, protect = spread(scene.saliency, *shape), spread(scene.protect, *shape)
    guide = mean_level(small) / np.float32(255.0)
    _pool_and_frame(masks, light, scene, guide)
    _directed(masks, light, scene, small, guide)
    _haze(masks, light, scene, guide)
    _glow(masks, light, scene, pixels)
    _keep_lights(masks, small)
    masks.soft += np.float32(light.soft) * (1.0 - 0.85 * np.maximum(saliency, protect))
    return _apply(rgb, masks, pixels)


def _tinted(mask: Floats, tint: tuple[float, float, float]) -> Floats:
    """Return a mask in a colour, channel by channel."""
    return np.asarray(mask * np.array(tint, np.float32)[:, None, None], dtype=np.float32)


def _pool_and_frame(masks: LightMasks, light: Light, scene: Scene, guide: Floats) -> None:
    """Darken the frame and light the focus; on a flat shape both are a slope, and no disc."""
    if abs(light.vignette) <= UNSEEN and light.pool <= UNSEEN:
        return
    shape = (scene.salient.shape[0], scene.salient.shape[1])
    edge = smoothstep(0.22, 0.72, distance_from(shape, 0.5, 0.5))
    gain = 1.0 - np.float32(light.vignette) * edge
    if light.pool > UNSEEN:
        rng = np.random.default_rng([scene.seed, 3])
        x = scene.focus_x + float(rng.uniform(-0.05, 0.05))
        y = scene.focus_y + float(rng.uniform(-0.05, 0.05))
        near = np.exp(-((distance_from(shape, x, y) / 0.26) ** 2))
        pool = 0.8 * near + 0.45 * near * scene.salient
        gain *= 1.0 + np.float32(light.pool) * (1.0 * pool - 0.34)
    masks.gain *= scene.flat.even(np.asarray(gain, dtype=np.float32), guide)


def _directed(masks: LightMasks, light: Light, scene: Scene, small: Floats, guide: Floats) -> None:
    """Light the sides of forms that face the light, and reflect colder light on the others."""
    if light.sides > UNSEEN_MASS:
        level = cv2.GaussianBlur(mean_level(small), (0, 0), 2.5)
        across = cv2.Sobel(level, cv2.CV_32F, 1, 0, scale=0.125) * scene.light_x
        slope = across + cv2.Sobel(level, cv2.CV_32F, 0, 1, scale=0.125) * -0.5
        edge = scene.flat.even(cv2.GaussianBlur(np.clip(slope, -9.0, 9.0), (0, 0), 2.0), guide) * np.float32(
            light.sides
        )
        masks.glow += _tinted(np.maximum(edge, 0.0), (5.2, 3.2, 0.8))
        masks.glow += _tinted(np.maximum(-edge, 0.0), (2.2, 0.8, 4.4))
    if abs(light.sweep) > UNSEEN:
        x, y = grid(*small.shape[1:])
        toward = (x - 0.5) * scene.light_x * 0.8 - (y - 0.5) * 0.6
        masks.gain *= np.exp(np.float32(light.sweep) * toward * 1.3)


def _haze(masks: LightMasks, light: Light, scene: Scene, guide: Floats) -> None:
    """Fade the distance: places high in the picture and away from the focus, along the picture's shapes."""
    if light.haze <= UNSEEN:
        return
    far = _distance(guide.shape[0], guide.shape[1], scene.seed + 11)
    far = far * (1.0 - 0.75 * spread(scene.salient, *guide.shape))
    amount = np.clip(guided(far.astype(np.float32), guide, 12), 0.0, 1.0) * np.float32(light.haze)
    amount = np.clip(amount, 0.0, _THICKEST)
    # A haze more colourful than the things in it would dye them all: c / (1 + c / most).
    chroma = light.haze_chroma / (1.0 + light.haze_chroma / max(_HAZE_CHROMA * scene.chroma, 1e-3))
    color = np.concatenate([[light.haze_lightness], hue_direction(light.haze_hue) * chroma])
    haze = oklab_to_srgb_fitted(color.astype(np.float32)) * 255.0
    masks.gain *= 1.0 - amount
    # Haze covers other light too, and must come out in its own colour.
    masks.glow *= 1.0 - amount
    masks.glow += amount * haze[:, None, None]


@lru_cache(maxsize=8)
def _distance(height: int, width: int, seed: int) -> Floats:
    """Return how far away a place looks by its height in the picture, 0.2 to 1, shape (height, width), read-only."""
    _, y = grid(height, width)
    far = smoothstep(0.95, 0.25, y + 0.06 * noise(height, width, seed, base=2, octaves=2)) * 0.8 + 0.2
    far.flags.writeable = False
    return far


def _glow(masks: LightMasks, light: Light, scene: Scene, pixels: Floats) -> None:
    if light.bloom <= UNSEEN:
        return
    # So broad a blur is made at half the size.
    half = cv2.resize(pixels, (pixels.shape[1] // 2, pixels.shape[0] // 2), interpolation=cv2.INTER_AREA)
    blurred = channels_of(cv2.GaussianBlur(half, (0, 0), 3.0))
    x, y = grid(*blurred.shape[1:])
    side = 0.75 + 0.25 * np.clip((x - 0.5) * scene.light_x * 2.0 - (y - 0.5), -1.0, 1.0)
    (level,) = quantiles(mean_level(blurred), (_BRIGHT_SHARE,))
    spilled = np.maximum(blurred - np.float32(max(level, _BRIGHT)), 0.0) * (side * np.float32(0.8 * light.bloom))
    masks.glow += np.stack([spread(channel, *masks.soft.shape) for channel in spilled])


def _keep_lights(masks: LightMasks, small: Floats) -> None:
    """Bound the gain of light places by the room above them, so that no light burns out."""
    brightest = cv2.GaussianBlur(highest_level(small), (0, 0), 1.5)
    room = np.clip((np.float32(_WHITE) - brightest) / np.float32(ROOM), 0.0, 1.0)
    masks.gain += np.maximum(masks.gain - 1.0, 0.0) * (room - 1.0)


def _apply(rgb: Rgb, masks: LightMasks, pixels: Floats) -> Rgb:
    """Lay the masks over the picture: gain * (1 - glow / SCREEN) * picture + glow, on a picture softened in part."""
    gain = masks.gain * (1.0 - masks.glow / np.float32(SCREEN))
    addend = masks.glow
    if masks.soft.any():
        addend = addend + gain * masks.soft * channels_of(cv2.GaussianBlur(pixels, (0, 0), 2.2))
        gain *= 1.0 - masks.soft
    return lay_over(rgb, cv2.merge(list(gain)), cv2.merge(list(addend)))
