"""The value guard: it keeps a mix of lights from going to mud."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .....color.oklab import Floats, srgb_to_linear
from ...masks.fields import Rgb, quantiles, ramp, small_rgb
from ...masks.overlay import strips
from .dark_guard import lift_darks
from .light import MIDDLE_KEY, Light

# Wanted luma of 0 to 255, by the key or the contrast of a light, interpolated.
_HIGH_BY_KEY = ((0.3, 0.45, 0.7), (188.0, 200.0, 236.0))
_MEDIAN_BY_KEY = ((0.3, 0.5, 0.7), (52.0, 88.0, 120.0))
_SPAN_BY_CONTRAST = ((0.8, 1.1, 1.45), (122.0, 150.0, 185.0))
_SPAN_IN_HIGH_KEY = ((0.6, 0.8), (1.0, 0.7))  # factor: in a high key the values lie close together
# A picture that had less of them is still asked for this light, this middle and this dark.
_HIGH, _MEDIAN, _LOW = 150.0, 40.0, 60.0
_LEAST_SPAN, _MOST_GAIN = 30.0, 1.9  # bounds of the stretching, which brings out noise
_POWERS = (0.62, 1.0)  # bounds of the gamma that lifts the middle
_SHARES = (0.02, 0.5, 0.985)  # of the pixels below dark, middle and light


def guard_values(rgb: Rgb, unlit: Rgb, light: Light, amount: float) -> Rgb:
    """Keep a light, a dark and a readable span of values in a study, whichever lights were mixed.

    Mixes of haze, tint and low key would go to mud. The guard asks for no more than the picture had before, or
    than `_HIGH`, `_MEDIAN` and `_LOW` where that was less.

    Args:
        rgb: the lit picture; it is changed in place, so that a full-size canvas needs no other copy.
        unlit: the picture before its tones and its light were changed.
        light: the averaged light, for its key and contrast.
        amount: of the light; the guard acts in the same measure.
    """
    luma, unlit_luma = _small_luma(rgb), _small_luma(unlit)
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
    for rows in strips(*rgb.shape[:2]):
        part = slice(*rows)
        parted = cv2.cvtColor(rgb[part], cv2.COLOR_RGB2YCrCb)
        cv2.insertChannel(cv2.LUT(cv2.extractChannel(parted, 0), table), parted, 0)
        cv2.cvtColor(parted, cv2.COLOR_YCrCb2RGB, dst=rgb[part])
    return rgb


def _small_luma(rgb: Rgb) -> NDArray[np.uint8]:
    """Return a picture's luma, 0 to 255, shape (96, 96)."""
    return cv2.cvtColor(small_rgb(rgb, (96, 96)), cv2.COLOR_RGB2GRAY)


def _lifted(levels: Floats, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Floats:
    """Lift the darks of a table of levels, so that they do not go black when it is applied to `after`."""
    table = np.interp(levels, np.arange(256), _LIGHTNESS).astype(np.float32)
    lifted = lift_darks(_LIGHTNESS[before].ravel(), table[after].ravel(), table)
    return levels if lifted is table else np.interp(lifted, _LIGHTNESS, np.arange(256)).astype(np.float32)


# OKLab L of each level of a grey.
_LIGHTNESS = np.cbrt(srgb_to_linear(np.arange(256, dtype=np.float32) / 255.0))
