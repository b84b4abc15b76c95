"""The picture in greys of the same luminance."""

from __future__ import annotations

from functools import lru_cache

from ..qt import QImage
from . import planes

# Relative luminance of sRGB's primaries. Source: IEC 61966-2-1, ITU-R BT.709.
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_FULL = 65535
# Luminance is summed in 16 bits. Eight of them are enough where sRGB's curve is flat; in the darks, where it is steep,
# finer ones are looked up: (bits to leave out, the first upper byte for which they are too fine to tell).
_STEPS = ((8, 256), (6, 64), (4, 16))


def grey(image: QImage) -> QImage:
    """Return an image of the same luminance at every pixel, without colour; to within one level of 255."""
    return planes.to_image(luminance(image), image)


def luminance(image: QImage) -> bytes:
    """Return the luminance of every pixel, encoded as sRGB, a byte a pixel.

    Y = .2126 R + .7152 G + .0722 B of the linear channels
    """
    count = image.width() * image.height()
    total = sum(map(_lanes, planes.channels(image), _weighted()))
    upper = total.to_bytes(2 * count, "little")[1::2]
    grey = 0
    for (shift, _), (curve, window) in zip(_STEPS, _encoding(), strict=True):
        looked_up = (total >> shift).to_bytes(2 * count, "little")[0::2].translate(curve)
        grey |= int.from_bytes(looked_up, "little") & int.from_bytes(upper.translate(window), "little")
    return grey.to_bytes(count, "little")


def _lanes(plane: bytes, curves: tuple[planes.Curve, planes.Curve]) -> int:
    """Return a channel's share of the luminance, 16 bits a pixel, as one number."""
    both = bytearray(2 * len(plane))
    both[0::2], both[1::2] = (plane.translate(curve) for curve in curves)
    return int.from_bytes(both, "little")


@lru_cache(maxsize=1)
def _weighted() -> tuple[tuple[planes.Curve, planes.Curve], ...]:
    """Return for each channel the lower and the upper byte of what a value adds to the luminance."""
    shares = ([int(_FULL * weight * _decoded(value / 255)) for value in range(256)] for weight in _WEIGHTS)
    return tuple((bytes(share & 255 for share in curve), bytes(share >> 8 for share in curve)) for curve in shares)


@lru_cache(maxsize=1)
def _encoding() -> tuple[tuple[planes.Curve, planes.Curve], ...]:
    """Return for each step its curve, and the window of upper bytes for which it is the one to look up."""
    found = []
    for number, (shift, end) in enumerate(_STEPS):
        start = _STEPS[number + 1][1] if number + 1 < len(_STEPS) else 0
        middles = ((value + 0.5) * 2**shift / _FULL for value in range(256))
        curve = bytes(min(255, round(255 * _encoded(middle))) for middle in middles)
        found.append((curve, bytes(255 if start <= upper < end else 0 for upper in range(256))))
    return tuple(found)


def _decoded(value: float) -> float:
    """Return the light of an sRGB value, both 0 to 1. Source: IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
