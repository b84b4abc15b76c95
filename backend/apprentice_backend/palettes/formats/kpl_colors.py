"""The colours of Krita's palettes, where every swatch names its colour space and profile."""

from __future__ import annotations

import math
from collections.abc import Mapping
from xml.etree import ElementTree

from .base import PaletteFileError, quoted
from .icc import Converter
from .spaces import Rgb, lab_to_rgb, linear_to_rgb, xyz_to_rgb

# The longest text of a number, and the largest number.
_MOST_DIGITS, _LARGEST = 400, 1e6
# Beginnings of the names of profiles that Krita has built in and does not put into the file, and marks of linear ones.
_SRGB = ("sRGB", "scRGB", "krita25_lcms-builtin-sRGB")
_LINEAR = ("g10", "g100", "truegamma", "scRGB")


def color_to_rgb(element: ElementTree.Element, profiles: Mapping[str, Converter], *, version: str) -> Rgb | None:
    """Convert one colour element to sRGB in [0, 1].

    Args:
        element: "sRGB", "RGB", "Gray", "CMYK", "Lab" or "XYZ".
        profiles: the conversions of the ICC profiles inside the file, by their names.
        version: the file's version; before 2.0 CIELAB was scaled to [0, 1].

    Returns:
        sRGB; None where the element is no colour that can be read.

    Raises:
        PaletteFileError: a component is no number, or a profile is missing or damaged.
    """
    tag = element.tag
    if tag == "sRGB":
        red, green, blue = _numbers(element, "rgb")
        return red, green, blue
    if tag == "Lab":
        lightness, a, b = _numbers(element, "Lab")
        if version.startswith("1"):
            lightness, a, b = lightness * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0
        return lab_to_rgb(lightness, a, b)
    if tag == "XYZ":
        x, y, z = _numbers(element, "xyz")
        return xyz_to_rgb(x, y, z)
    if tag in ("RGB", "Gray", "CMYK"):
        return _under_profile(_numbers(element, {"RGB": "rgb", "Gray": "g", "CMYK": "cmyk"}[tag]), element, profiles)
    return None


def number_of(element: ElementTree.Element, attribute: str) -> float:
    """Return a number from an attribute, up to a million; raise a `PaletteFileError` of any other text."""
    text = element.get(attribute, "")
    try:
        number = float(text) if len(text) <= _MOST_DIGITS else math.inf
    except ValueError as error:
        raise PaletteFileError(f"This Krita palette is damaged: {attribute}={quoted(text)} is not a number.") from error
    if not abs(number) <= _LARGEST:
        raise PaletteFileError(
            f"This Krita palette is damaged: {attribute}={quoted(text)} is not a finite number up to a million."
        )
    return number


def _numbers(element: ElementTree.Element, attributes: str) -> list[float]:
    return [number_of(element, attribute) for attribute in attributes]


def _under_profile(parts: list[float], element: ElementTree.Element, profiles: Mapping[str, Converter]) -> Rgb:
    space = element.get("space", "")
    if space in profiles:
        return profiles[space](parts)
    if element.tag == "CMYK":
        raise PaletteFileError(f"This Krita palette has inks of the profile {quoted(space)}, which is not in the file.")
    if element.tag == "RGB" and space and not space.startswith(_SRGB):
        raise PaletteFileError(
            f"This Krita palette has colours of the profile {quoted(space)}, which is not in the file."
        )
    red, green, blue = parts if element.tag == "RGB" else parts * 3
    return linear_to_rgb(red, green, blue) if any(mark in space for mark in _LINEAR) else (red, green, blue)
