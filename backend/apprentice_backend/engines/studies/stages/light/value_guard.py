"""The value guard, the last word on a study: no mix of lights goes to mud, nor loses warm over cold."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats, linear_to_srgb, oklab_to_linear_srgb, srgb_bytes_to_oklab, srgb_to_linear
from ...masks.fields import Rgb, quantiles, ramp, small_rgb
from ...masks.overlay import strips
from .dark_guard import lift_darks
from .light import MIDDLE_KEY, Light
from .parting import WARM, PartingTint, parting_tint

# Wanted luma of 0 to 255, by the key or the contrast of a light, interpolated.
_HIGH_BY_KEY = ((0.3, 0.45, 0.7), (188.0, 200.0, 236.0))
_MEDIAN_BY_KEY = ((0.3, 0.5, 0.7), (52.0, 88.0, 120.0))
_SPAN_BY_CONTRAST = ((0.8, 1.1, 1.45), (122.0, 150.0, 185.0))
_SPAN_IN_HIGH_KEY = ((0.6, 0.8), (1.0, 0.7))  # factor: in a high key the values lie close together
# A picture that had less of them is still asked for this light, this middle and this dark.
_HIGH, _MEDIAN, _LOW = 150.0, 40.0, 60.0
_LEAST_SPAN, _MOST_GAIN = 30.0, 1.9  # bounds of the stretching, which brings out noise
_POWERS = (0.62, 1.0)  # bounds of the gamma that lifts the middle
_SMALL = (96, 96)  # size at which the values are looked at
_SHARES = (0.02, 0.5, 0.985)  # of the pixels below dark, middle and light


def guard_values(rgb: Rgb, unlit: Rgb, light: Light, amount: float, parting: float) -> Rgb:
    """Keep a light, a dark and a readable span of values in a study, and its lights and darks apart in temperature.

    Mixes of haze, tint and low key would go to mud, and a haze covers warm and cold alike. The guard asks for no more
    than the picture had before, or than `_HIGH`, `_MEDIAN` and `_LOW` where that was less.

    Args:
        rgb: the lit picture; it is changed in place, so that a full-size canvas needs no other copy.
        unlit: the picture before its tones and its light were changed.
        light: the averaged light, for its key and contrast.
        amount: of the light; the guard of values acts in the same measure.
        parting: share of the picture's parting in temperature that is kept; less where a palette rules.
    """
    small, unlit_small = small_rgb(rgb, _SMALL), small_rgb(unlit, _SMALL)
    luma, unlit_luma = _luma(small), _luma(unlit_small)
    low, median, high = quantiles(luma, _SHARES)
    own_low, own_median, own_high = quantiles(unlit_luma, _SHARES)
    key = light.key if light.key is not None else MIDDLE_KEY
    wanted_high = float(np.interp(key, *_HIGH_BY_KEY))
    wanted_span = float(np.interp(light.contrast, *_SPAN_BY_CONTRAST)) * float(np.interp(key, *_SPAN_IN_HIGH_KEY))
    wanted_median = float(np.interp(key, *_MEDIAN_BY_KEY))
    wanted_high = min(wanted_high, max(own_high, _HIGH))
    wanted_span = min(wanted_span, (own_high - own_low) * light.contrast)
    wanted_median = min(wanted_median, max(own_median, _MEDIAN))
    new_high = max(high, wanted_high)
    # Darks go down only where the span is too short, and no further than they were.
    new_low = min(low, max(new_high - wanted_span, min(own_low, _LOW)))
    gain = min((new_high - new_low) / max(high - low, _LEAST_SPAN), _MOST_GAIN)
    levels = np.clip((np.arange(256) - low) * gain + new_low, 0.0, 255.0)
    median = max((median - low) * gain + new_low, 4.0)
    if median < wanted_median:
        power = np.log(wanted_median / 255.0) / np.log(min(median, 250.0) / 255.0)
        levels = 255.0 * (levels / 255.0) ** float(np.clip(power, *_POWERS))
    strength = ramp(0.0, 0.6, amount)
    levels = levels * strength + np.arange(256) * (1.0 - strength)
    levels = _lifted(levels, unlit_luma, luma)
    table = np.rint(np.clip(levels, 0.0, 255.0)).astype(np.uint8)
    tint = parting_tint(_sampled(unlit_small), _sampled(_leveled(small, table)), parting) if parting > 0.0 else None
    red, blue = (None, None) if tint is None else _shifts(tint)
    for rows in strips(*rgb.shape[:2]):
        part = slice(*rows)
        value, reds, blues = cv2.split(cv2.cvtColor(rgb[part], cv2.COLOR_RGB2YCrCb))
        value = cv2.LUT(value, table)
        if red is not None and blue is not None:
            reds, blues = _shifted(reds, value, red), _shifted(blues, value, blue)
        cv2.cvtColor(cv2.merge([value, reds, blues]), cv2.COLOR_YCrCb2RGB, dst=rgb[part])
    return rgb


def _luma(rgb: Rgb) -> NDArray[np.uint8]:
    """Return a picture's luma, 0 to 255, shape (h, w)."""
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)


def _leveled(rgb: Rgb, table: NDArray[np.uint8]) -> Rgb:
    parted = cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)
    cv2.insertChannel(cv2.LUT(cv2.extractChannel(parted, 0), table), parted, 0)
    return cv2.cvtColor(parted, cv2.COLOR_YCrCb2RGB)


def _sampled(rgb: Rgb) -> Floats:
    """Return every fourth pixel in OKLab, shape (n, 3)."""
    return srgb_bytes_to_oklab(rgb[::2, ::2].reshape(-1, 3))


def _shifts(tint: PartingTint) -> tuple[Floats, Floats]:
    """Return what a tint adds to Cr and Cb at each level of luma: that of a grey of this level, tinted."""
    lab = np.concatenate([_LIGHTNESS[:, None], tint.chroma(_LIGHTNESS)[:, None] * WARM], axis=1).astype(np.float32)
    red, green, blue = 255.0 * linear_to_srgb(oklab_to_linear_srgb(lab)).T
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return np.asarray(0.713 * (red - luma), np.float32), np.asarray(0.564 * (blue - luma), np.float32)


def _shifted(channel: NDArray[np.uint8], value: NDArray[np.uint8], shift: Floats) -> NDArray[np.uint8]:
    """Add to a channel what the table `shift` holds at each pixel's value."""
    more, less = (np.rint(np.maximum(sign * shift, 0.0)).astype(np.uint8) for sign in (1.0, -1.0))
    return cv2.subtract(cv2.add(channel, cv2.LUT(value, more)), cv2.LUT(value, less))


def _lifted(levels: Floats, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Floats:
    """Lift the darks of a table of levels, so that they do not go black when it is applied to `after`."""
    table = np.interp(levels, np.arange(256), _LIGHTNESS).astype(np.float32)
    lifted = lift_darks(_LIGHTNESS[before].ravel(), table[after].ravel(), table)
    return levels if lifted is table else np.interp(lifted, _LIGHTNESS, np.arange(256)).astype(np.float32)


# OKLab L of each level of a grey.
_LIGHTNESS = np.cbrt(srgb_to_linear(np.arange(256, dtype=np.float32) / 255.0))
