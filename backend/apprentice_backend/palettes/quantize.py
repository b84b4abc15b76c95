"""First guesses at a palette: Celebi's quantiser, or Pillow's where no compiled wheel of the former exists.

Source: Celebi 2011, "Improving the performance of k-means for color quantization", in the implementation of the
Material colour utilities.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colors = NDArray[np.uint8]

# A guess is made from about this many pixels, repeated in proportion to the share of each colour.
_PIXELS = 1024


def first_guess(rgb: Colors, weights: NDArray[np.float32], count: int) -> Colors:
    """Choose up to `count` colours to start from.

    Args:
        rgb: distinct colours, 8-bit sRGB, shape (n, 3), n at least 1.
        weights: the share of each, shape (n,), summing to 1.
        count: 1 to 64.

    Returns:
        8-bit sRGB, shape (k, 3), 1 <= k <= count; not always colours of the input.
    """
    if len(rgb) <= count:
        return rgb
    repeats = np.maximum(np.round(weights * _PIXELS), weights >= np.sort(weights)[-count]).astype(np.intp)
    pixels = np.repeat(rgb, repeats, axis=0)
    return _quantizer()(pixels, count)


def _quantizer() -> Callable[[Colors, int], Colors]:
    try:
        module = importlib.import_module("materialyoucolor.quantize")
    except ImportError:
        return pillow_quantize
    # The pure-Python line of the package has no compiled `celebi`, and is a hundred times slower than Pillow.
    return celebi_quantize if hasattr(module, "QuantizeCelebi") else pillow_quantize


def celebi_quantize(pixels: Colors, count: int) -> Colors:
    """Quantise pixels, shape (n, 3), with the compiled Celebi quantiser."""
    quantize = importlib.import_module("materialyoucolor.quantize").QuantizeCelebi
    packed = np.array(sorted(quantize(pixels.tolist(), count)), dtype=np.int64)
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1).astype(np.uint8)


def pillow_quantize(pixels: Colors, count: int) -> Colors:
    """Quantise pixels, shape (n, 3), with Pillow's median cut and one round of k-means."""
    image = Image.fromarray(np.ascontiguousarray(pixels)[None])
    palette = image.quantize(count, kmeans=1, dither=Image.Dither.NONE).getpalette() or []
    colors = np.array(palette, dtype=np.uint8).reshape(-1, 3)[:count]
    return np.unique(colors, axis=0)
