"""Colours under an ICC profile converted to sRGB in [0, 1].

Matrix and grey profiles are computed here in floating point: a linear space in eight bits would lose its darks. Other
profiles (inks) go through Pillow's LittleCMS.

Source: ICC.1:2022, sections 7 (the tag table), 10.6 (curveType) and 10.18 (parametricCurveType).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageCms

from .base import PaletteFileError
from .spaces import Rgb, linear_to_rgb, xyz_to_rgb

_MODES = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "L"}
_MATRIX_TAGS = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
_BLACK_POINT_COMPENSATION = 0x2000


def convert_by_profile(profile: bytes, parts: Sequence[float]) -> Rgb:
    """Convert one colour.

    Args:
        profile: an ICC profile of RGB, grey or CMYK.
        parts: its components in [0, 1]; 1 of a CMYK component is full ink.

    Returns:
        sRGB, clipped to [0, 1].

    Raises:
        PaletteFileError: the profile is damaged, or of another kind.
    """
    try:
        tags = _read_tags(profile)
        if all(name in tags for name in _MATRIX_TAGS):
            return _by_matrix(tags, parts)
        if b"kTRC" in tags:
            return linear_to_rgb(*[_curve(tags[b"kTRC"], parts[0])] * 3)
        return _by_tables(profile, parts)
    except (struct.error, IndexError, ValueError, ZeroDivisionError, OverflowError) as error:
        raise PaletteFileError("A colour profile inside this palette is damaged.") from error


def _by_matrix(tags: dict[bytes, bytes], parts: Sequence[float]) -> Rgb:
    light = [_curve(tags[name], part) for name, part in zip(_MATRIX_TAGS[3:], parts, strict=True)]
    columns = [struct.unpack(">3i", tags[name][8:20]) for name in _MATRIX_TAGS[:3]]
    x, y, z = (sum(column[axis] * part for column, part in zip(columns, light, strict=True)) for axis in range(3))
    return xyz_to_rgb(x / 65536, y / 65536, z / 65536)


def _read_tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = {}
    for index in range(min(count, 100)):
        name, offset, size = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        tags[name] = profile[offset : offset + size]
    return tags


def _curve(tag: bytes, value: float) -> float:
    """Return the linear light of one component by its tone curve."""
    if tag[:4] == b"para":
        return _parametric(tag, value)
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return value
    if count == 1:
        return float(max(value, 0.0) ** (struct.unpack_from(">H", tag, 12)[0] / 256))
    table = struct.unpack_from(f">{count}H", tag, 12)
    at = min(max(value, 0.0), 1.0) * (count - 1)
    below = min(int(at), count - 2)
    return float(table[below] + (table[below + 1] - table[below]) * (at - below)) / 65535


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


def _by_tables(profile: bytes, parts: Sequence[float]) -> Rgb:
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
    pixel = bytes(round(min(max(part, 0.0), 1.0) * 255) for part in parts)
    converted = ImageCms.applyTransform(Image.frombytes(mode, (1, 1), pixel), transform)
    red, green, blue = (converted or Image.new("RGB", (1, 1))).tobytes()
    return red / 255, green / 255, blue / 255
