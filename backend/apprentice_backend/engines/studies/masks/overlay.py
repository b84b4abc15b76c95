"""Small smooth masks laid over a picture of any size, strip by strip.

A strip stays in the processor's cache: at 1024 px strips are several times as fast as whole pictures of floats, and a
canvas of 8,000 px needs no gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from ....color.oklab import Floats
from .fields import Rgb

_STRIP_PIXELS = 65_536


def strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield first and last row (exclusive) of strips that cover a picture from its top."""
    rows = max(8, _STRIP_PIXELS // max(width, 1))
    for top in range(0, height, rows):
        yield top, min(top + rows, height)


def enlarged_rows(mask: Floats, size: tuple[int, int], rows: tuple[int, int]) -> Floats:
    """Return some rows of a mask that is enlarged, bilinearly, to the picture's size.

    Args:
        mask: shape (h, w) or (h, w, 3), float32.
        size: height and width of the picture.
        rows: first and last row (exclusive) of the picture.
    """
    height, width = size
    small_height, small_width = mask.shape[:2]
    times = height // small_height
    if times * small_height == height and times * small_width == width:
        return _enlarged_evenly(mask, times, rows)
    place = (np.arange(*rows, dtype=np.float32) + np.float32(0.5)) * np.float32(small_height / height) - np.float32(0.5)
    place = np.clip(place, 0.0, small_height - 1.0)
    above = np.minimum(place.astype(np.int32), max(small_height - 2, 0))
    part = (place - above).astype(np.float32).reshape(-1, *[1] * (mask.ndim - 1))
    upper = mask[above]
    narrow = upper + (mask[np.minimum(above + 1, small_height - 1)] - upper) * part
    if small_width == width:
        return np.asarray(narrow, dtype=np.float32)
    return cv2.resize(narrow, (width, rows[1] - rows[0]), interpolation=cv2.INTER_LINEAR)


def _enlarged_evenly(mask: Floats, times: int, rows: tuple[int, int]) -> Floats:
    """Return `enlarged_rows` for a picture that is a whole number of `times` as large: OpenCV is fastest at these."""
    if times == 1:
        return mask[slice(*rows)]
    # The rows at the ends are mixed with one row more on either side.
    first, last = max(rows[0] // times - 1, 0), -(-rows[1] // times) + 1
    part = mask[first:last]
    large: Floats = cv2.resize(part, None, fx=times, fy=times, interpolation=cv2.INTER_LINEAR)
    return large[rows[0] - first * times : rows[1] - first * times]


def enlarged_smoothly(pixels: Rgb, size: tuple[int, int], rows: tuple[int, int]) -> Floats:
    """Return some rows of a picture that is enlarged, by cubic interpolation, to a size (height, width)."""
    height, width = size
    small_height = pixels.shape[0]
    place = (np.arange(*rows) + 0.5) * (small_height / height) - 0.5
    above = np.floor(place).astype(np.int64)
    part = (place - above)[:, None, None].astype(np.float32)
    narrow = np.zeros((len(place), *pixels.shape[1:]), np.float32)
    for tap in range(-1, 3):
        weight = _cubic(np.abs(part - np.float32(tap)))
        narrow += weight * pixels[np.clip(above + tap, 0, small_height - 1)]
    return cv2.resize(narrow, (width, rows[1] - rows[0]), interpolation=cv2.INTER_CUBIC)


def _cubic(distance: Floats) -> Floats:
    """Return the weight of a sample at a distance, in pixels.

    Source: Keys 1981, "Cubic Convolution Interpolation for Digital Image Processing", with OpenCV's -0.75 for a.
    """
    near = (1.25 * distance - 2.25) * distance * distance + 1.0
    far = ((-0.75 * distance + 3.75) * distance - 6.0) * distance + 3.0
    return np.asarray(np.where(distance <= 1.0, near, np.where(distance < 2.0, far, 0.0)), dtype=np.float32)


def lay_over(rgb: Rgb, product: Floats, addend: Floats) -> Rgb:
    """Return a picture times one mask plus another.

    Args:
        rgb: opaque, any size.
        product: shape (h, w, 3).
        addend: shape (h, w, 3), in levels of 0 to 255.
    """
    size = rgb.shape[:2]
    laid = np.empty_like(rgb)
    for rows in strips(*size):
        part = slice(*rows)
        values = cv2.multiply(rgb[part], enlarged_rows(product, size, rows), dtype=cv2.CV_32F)
        cv2.add(values, enlarged_rows(addend, size, rows), dst=laid[part], dtype=cv2.CV_8U)
    return laid


def blend(first: Rgb, second: Rgb, weight: Floats) -> Rgb:
    """Mix two pictures in bytes: first + weight (second - first), to within a level, in a third of the time of floats.

    Where both pictures are equal, the mixture equals them: shares of a byte in 255ths are never halves, so one product
    is rounded up as far as the other is rounded down.

    Args:
        first, second: opaque, of one size.
        weight: of the second, 0 to 1, shape (h, w) of any size; it is enlarged to the pictures' size.
    """
    size = first.shape[:2]
    weight = np.ascontiguousarray(weight, np.float32)
    mixed = np.empty_like(first)
    for rows in strips(*size):
        part = slice(*rows)
        share = weight[part] if weight.shape == size else enlarged_rows(weight, size, rows)
        mixed[part] = blend_rows(first[part], second[part], share)
    return mixed


def blend_rows(first: Rgb, second: Rgb, share: Floats) -> Rgb:
    """Return `blend` of rows, with a share as large as the rows."""
    of_second = cv2.merge([cv2.convertScaleAbs(share, alpha=255.0)] * 3)
    kept = cv2.multiply(first, cv2.bitwise_not(of_second), scale=1 / 255)
    return cv2.add(kept, cv2.multiply(second, of_second, scale=1 / 255))
