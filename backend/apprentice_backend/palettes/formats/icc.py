"""Colours under an ICC profile converted to sRGB in [0, 1].

Matrix and grey profiles are computed here in floating point: a linear space in eight bits would lose its darks. Other
profiles (inks) go through Pillow's LittleCMS.

Source: ICC.1:2022, sections 7 (the tag table), 10.6 (curveType) and 10.18 (parametricCurveType).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageCms

from .base import PaletteFileError
from .spaces import Rgb, linear_to_rgb, xyz_to_rgb

_MODES = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "L"}
_MATRIX_TAGS = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
_BLACK_POINT_COMPENSATION = 0x2000


# A colour's components to sRGB, and one component to linear light.
Converter = Callable[[Sequence[float]], Rgb]
_Curve = Callable[[float], float]


def profile_converter(profile: bytes) -> Converter:
    """Return the conversion of colours under a profile; the profile is read once, however many colours follow.

    Args:
        profile: an ICC profile of RGB, grey or CMYK.

    Returns:
        A function of components in [0, 1], where 1 of a CMYK component is full ink; it returns sRGB clipped to [0, 1],
        or raises a `PaletteFileError`.

    Raises:
        PaletteFileError: the profile is damaged, or of another kind.
    """
    with _damage():
        tags = _read_tags(profile)
        if all(name in tags for name in _MATRIX_TAGS):
            convert = _by_matrix(tags)
        elif b"kTRC" in tags:
            convert = _by_curve(tags[b"kTRC"])
        else:
            convert = _by_tables(profile)

    def converted(parts: Sequence[float]) -> Rgb:
        with _damage():
            return convert(parts)

    return converted


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (struct.error, IndexError, ValueError, ArithmeticError, TypeError) as error:
        raise PaletteFileError("A colour profile inside this palette is damaged.") from error


def _by_matrix(tags: dict[bytes, bytes]) -> Converter:
    curves = [_curve(tags[name]) for name in _MATRIX_TAGS[3:]]
    columns = [struct.unpack(">3i", tags[name][8:20]) for name in _MATRIX_TAGS[:3]]

    def convert(parts: Sequence[float]) -> Rgb:
        light = [curve(part) for curve, part in zip(curves, parts, strict=True)]
        x, y, z = (sum(column[axis] * part for column, part in zip(columns, light, strict=True)) for axis in range(3))
        return xyz_to_rgb(x / 65536, y / 65536, z / 65536)

    return convert


def _by_curve(tag: bytes) -> Converter:
    curve = _curve(tag)
    return lambda parts: linear_to_rgb(*[curve(parts[0])] * 3)


def _read_tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = {}
    for index in range(min(count, 100)):
        name, offset, size = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        tags[name] = profile[offset : offset + size]
    return tags


def _curve(tag: bytes) -> _Curve:
    """Return the tone curve of one component, which gives linear light."""
    if tag[:4] == b"para":
        return lambda value: _parametric(tag, value)
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return lambda value: value
    if count == 1:
        gamma = struct.unpack_from(">H", tag, 12)[0] / 256
        return lambda value: float(max(value, 0.0) ** gamma)
    table = struct.unpack_from(f">{count}H", tag, 12)

    def look_up(value: float) -> float:
        at = min(max(value, 0.0), 1.0) * (count - 1)
        below = min(int(at), count - 2)
        return float(table[below] + (table[below + 1] - table[below]) * (at - below)) / 65535

    return look_up


def _parametric(tag: bytes, value: float) -> float:
    """Return the light of a parametric curve: (a x + b)^g + e where x ≥ d, else c x + f."""
    (kind,) = struct.unpack_from(">H", tag, 8)
    given = [part / 65536 for part in struct.unpack_from(f">{(1, 3, 4, 5, 7)[kind]}i", tag, 12)]
    gamma, a, b, c, d, e, f = (*given, *[0.0] * (7 - len(given))) if kind else (given[0], 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if kind == 1:
        d = -b / a
    elif kind == 2:
        # Here the third parameter is an offset on both sides of the break.
        c, d, e, f = 0.0, -b / a, c, c
    if value >= d:
        return float(max(a * value + b, 0.0) ** gamma + e)
    return float(c * value + f)


def _by_tables(profile: bytes) -> Converter:
    mode = _MODES.get(profile[16:20])
    if mode is None:
        raise PaletteFileError("A colour profile inside this palette is of a kind that cannot be read.")
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.PERCEPTUAL,
            ImageCms.Flags(_BLACK_POINT_COMPENSATION),
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise PaletteFileError("A colour profile inside this palette is damaged.") from error

    def convert(parts: Sequence[float]) -> Rgb:
        pixel = bytes(round(min(max(part, 0.0), 1.0) * 255) for part in parts)
        converted = ImageCms.applyTransform(Image.frombytes(mode, (1, 1), pixel), transform)
        red, green, blue = (converted or Image.new("RGB", (1, 1))).tobytes()
        return red / 255, green / 255, blue / 255

    return convert
