"""Three canvases drawn from code, and pictures kept without loss in contact sheets."""

from __future__ import annotations

from pathlib import Path

import canvases
import numpy as np
import paintings
from numpy.typing import NDArray
from PIL import Image as PillowImage

Pixels = NDArray[np.uint8]

_ACROSS = 8


def canvas(name: str, longer_px: int) -> Pixels:
    """Return one of the canvases, 4 : 3, sRGB with straight alpha."""
    width, height = longer_px, longer_px * 3 // 4
    if name == "drawing":
        return canvases.line_art(height, width)
    if name == "stroke":
        return canvases.stroke(height, width)
    return _figure_in_a_valley(width, height)


CANVASES = ("painting", "drawing", "stroke")


def _figure_in_a_valley(width: int, height: int) -> Pixels:
    """Paint a head and shoulders before an evening valley."""
    valley = paintings.landscape(width, height, np.random.default_rng(3))
    half = paintings.portrait(height * 3 // 4, height, np.random.default_rng(4))
    x0 = width // 10
    across = np.linspace(-1.0, 1.0, half.shape[1])[None, :] ** 2
    down = np.linspace(-0.9, 1.0, half.shape[0])[:, None] ** 2
    share = np.clip(3.0 * (1.0 - across - 0.35 * down), 0.0, 1.0)[..., None]
    place = valley[:, x0 : x0 + half.shape[1], :3]
    place[:] = np.rint(place * (1.0 - share) + half[..., :3] * share).astype(np.uint8)
    return valley


def write_sheet(path: Path, pictures: list[Pixels]) -> None:
    """Write pictures of one size side by side, as lossless WebP, transparent colour included."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // _ACROSS)
    sheet = np.zeros((rows * height, min(_ACROSS, len(pictures)) * width, 4), np.uint8)
    for place, picture in enumerate(pictures):
        sheet[_part(place, height, width)] = picture
    path.parent.mkdir(exist_ok=True)
    PillowImage.fromarray(sheet).save(path, "WEBP", lossless=True, quality=100, method=6, exact=True)


def read_sheet(path: Path, count: int, size: tuple[int, int]) -> list[Pixels]:
    """Return the pictures of a sheet; `size` is (width, height) of each."""
    with PillowImage.open(path) as image:
        sheet = np.asarray(image.convert("RGBA"))
    return [sheet[_part(place, size[1], size[0])] for place in range(count)]


def _part(place: int, height: int, width: int) -> tuple[slice, slice]:
    y, x = place // _ACROSS * height, place % _ACROSS * width
    return slice(y, y + height), slice(x, x + width)


# What processors differ by is one level of 255; where a threshold or the edge of a stroke falls on the other side, a
# handful of pixels more: .08 % and seven levels at most, without the faster ways of OpenCV, numpy and OpenBLAS.
LEVELS = 1
STRAY_SHARE, STRAY_LEVELS = 0.002, 12


def alike(recorded: Pixels, found: Pixels) -> str:
    """Say how two pictures differ by more than processors do; empty where they do not."""
    if recorded.shape != found.shape:
        return f"{recorded.shape} was recorded, {found.shape} found"
    levels = np.abs(recorded.astype(np.int16) - found.astype(np.int16)).max(axis=-1)
    strays, farthest = float((levels > LEVELS).mean()), int(levels.max())
    if strays <= STRAY_SHARE and farthest <= STRAY_LEVELS:
        return ""
    return f"{strays:.2%} of the pixels differ by more than {LEVELS}, by {farthest} levels at most"
