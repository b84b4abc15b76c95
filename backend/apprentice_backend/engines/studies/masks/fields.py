"""Smooth fields over a picture: coordinates, noise, ramps, quantiles, and changes of size."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ....color.oklab import Floats
from ....picture_size import scaled_size

# Opaque sRGB, shape (height, width, 3), 0 to 255, as passed from stage to stage.
Rgb = NDArray[np.uint8]

_THIRDS = np.full((1, 3), 1.0 / 3.0, np.float32)

_WIDE = 8  # guided smoothing from this radius on is done at half the size
MASK_PX = 256  # the longer side of a mask: masks are smooth, so a larger one would show nothing more


def smoothstep(low: float, high: float, x: Floats) -> Floats:
    """Rise from 0 at `low` to 1 at `high` with a flat start and end; `high` may lie below `low`."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), dtype=np.float32)


def ramp(low: float, high: float, x: float) -> float:
    """Return `smoothstep` of one number."""
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def bell(lightness: Floats) -> Floats:
    """Return 4 L (1 - L): 1 in the middle values, 0 in black and white, where colour has no room."""
    return np.clip(4.0 * lightness * (1.0 - lightness), 0.0, 1.0)


@lru_cache(maxsize=16)
def _grid(height: int, width: int) -> tuple[Floats, Floats]:
    across = (np.arange(width, dtype=np.float32) + 0.5) / width
    down = (np.arange(height, dtype=np.float32) + 0.5) / height
    x: Floats = np.repeat(across[None], height, axis=0)
    y: Floats = np.repeat(down[:, None], width, axis=1)
    x.flags.writeable = y.flags.writeable = False
    return x, y


def grid(height: int, width: int) -> tuple[Floats, Floats]:
    """Return x and y of every pixel's centre, 0 to 1, shape (height, width) each, read-only."""
    return _grid(height, width)


def mask_size(height: int, width: int) -> tuple[int, int]:
    """Return the size of the masks for a picture, width first, as OpenCV counts."""
    return scaled_size(width, height, MASK_PX, least_px=8, enlarge=True)


def noise(height: int, width: int, seed: int, *, base: int = 3, octaves: int = 4, gain: float = 0.5) -> Floats:
    """Return smooth noise of about unit variance; `base` waves across, each octave twice as fine and `gain` as strong.

    Source: fractional Brownian motion as in Ebert et al., "Texturing and Modeling", chapter 14.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    amplitude, power = 1.0, 0.0
    for octave in range(octaves):
        count = base * 2**octave + 1
        if count > min(height, width):
            break
        waves = rng.standard_normal((count, count)).astype(np.float32)
        total += amplitude * cv2.resize(waves, (width, height), interpolation=cv2.INTER_CUBIC)
        power += amplitude * amplitude
        amplitude *= gain
    return np.asarray(total / np.sqrt(max(power, 1e-6)), dtype=np.float32)


def quantiles(values: Floats | NDArray[np.uint8], shares: tuple[float, ...]) -> list[float]:
    """Return `np.quantile` of an array of any shape, in less time: one partition for all shares, bytes by counting."""
    last = values.size - 1
    places = [share * last for share in shares]
    ranks = sorted({rank for place in places for rank in (int(place), min(int(place) + 1, last))})
    if values.dtype == np.uint8:
        counted = np.cumsum(cv2.calcHist([np.ascontiguousarray(values)], [0], None, [256], [0, 256]))
        at_rank = dict(zip(ranks, np.searchsorted(counted, ranks, side="right"), strict=True))
    else:
        parted = np.partition(values, ranks, axis=None)
        at_rank = {rank: parted[rank] for rank in ranks}
    found = []
    for place in places:
        low, high = float(at_rank[int(place)]), float(at_rank[min(int(place) + 1, last)])
        found.append(low + (high - low) * (place - int(place)))
    return found


def to_bytes(values: Floats) -> Rgb:
    """Round values of 0 to 255, float32 of shape (h, w) or (h, w, 3), to pixels."""
    return cv2.addWeighted(values, 1.0, values, 0.0, 0.0, dtype=cv2.CV_8U)


def channel_mean(values: Floats) -> Floats:
    """Return the mean of three channels, shape (h, w), as `values.mean(axis=2)` does in fifty times the time."""
    return cv2.transform(values, _THIRDS)


def spread(mask: Floats, height: int, width: int) -> Floats:
    """Enlarge a mask to the size of the picture."""
    if mask.shape[:2] == (height, width):
        return mask
    return cv2.resize(np.ascontiguousarray(mask, np.float32), (width, height), interpolation=cv2.INTER_LINEAR)


def shrink(pixels: NDArray[np.generic], size: tuple[int, int]) -> NDArray[np.generic]:
    """Average pixels down to (width, height); a picture that is smaller is enlarged smoothly."""
    # Halving is ten times as fast as averaging at an odd ratio, so sizes are halved as long as they can be.
    while min(pixels.shape[1] / size[0], pixels.shape[0] / size[1]) >= 2.0:
        pixels = cv2.resize(pixels, (pixels.shape[1] // 2, pixels.shape[0] // 2), interpolation=cv2.INTER_AREA)
    if pixels.shape[1::-1] == size:
        return pixels
    smaller = size[0] <= pixels.shape[1] and size[1] <= pixels.shape[0]
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)


def small_rgb(rgb: Rgb, size: tuple[int, int]) -> Rgb:
    """Return `shrink` of an opaque picture."""
    return np.asarray(shrink(rgb, size), dtype=np.uint8)


def guided(mask: Floats, guide: Floats, radius: int, epsilon: float = 1e-3) -> Floats:
    """Smooth a mask along the shapes of `guide`: slope * guide + offset, fitted about each pixel.

    Args:
        mask: shape (h, w).
        guide: shape (h, w), about 0 to 1.
        radius: half the side of the window of each fit, in pixels.
        epsilon: variance of the guide below which its edges do not count.

    Source: He, Sun and Tang 2010, "Guided Image Filtering"; where `radius` is wide, the slopes are found at half the
    size (He and Sun 2015, "Fast Guided Filter").
    """
    if radius >= _WIDE and min(guide.shape) >= _WIDE * 4:
        half = (guide.shape[1] // 2, guide.shape[0] // 2)
        small_guide, small_mask = (cv2.resize(one, half, interpolation=cv2.INTER_AREA) for one in (guide, mask))
        slope, offset = (
            spread(one, *guide.shape) for one in _guided_lines(small_mask, small_guide, radius // 2, epsilon)
        )
    else:
        slope, offset = _guided_lines(mask, guide, radius, epsilon)
    return slope * guide + offset


def _guided_lines(mask: Floats, guide: Floats, radius: int, epsilon: float) -> tuple[Floats, Floats]:
    """Return slope = cov(guide, mask) / (var(guide) + epsilon), offset = mean(mask) - slope mean(guide), smoothed."""
    size = (2 * radius + 1, 2 * radius + 1)
    mean_guide, mean_mask = cv2.blur(guide, size), cv2.blur(mask, size)
    variance = cv2.blur(guide * guide, size) - mean_guide * mean_guide
    slope = (cv2.blur(guide * mask, size) - mean_guide * mean_mask) / (variance + epsilon)
    offset = mean_mask - slope * mean_guide
    return cv2.blur(slope, size), cv2.blur(offset, size)
