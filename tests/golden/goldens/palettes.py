"""Palettes: taken from canvases, recommended, worked on, and written to files."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import asdict
from typing import Any

import numpy as np
from PIL import Image as PillowImage

from apprentice_backend.palettes.color_values import color_weights
from apprentice_backend.palettes.extract import extract_palette
from apprentice_backend.palettes.formats import EXTENSIONS, by_extension
from apprentice_backend.palettes.recommend import recommend
from apprentice_backend.palettes.swatch import Palette, Swatch
from apprentice_backend.palettes.tools.arrange import limit_palette, sort_palette
from apprentice_backend.palettes.tools.contrast import read_contrast
from apprentice_backend.palettes.tools.ramps import make_ramp
from apprentice_backend.palettes.tools.repaint import remap_pixels
from apprentice_backend.palettes.tools.vary import vary_palette
from apprentice_backend.palettes.tools.vision import KINDS, confused_pairs, preview_vision

from .pictures import CANVASES, canvas

LONGER_PX = 160
SIZES = (3, 5, 9)
SHARED = (
    Swatch("#c04020", 0.36, "rust"),
    Swatch("#102030", 0.25, "night"),
    Swatch("#e8d9b0", 0.2, "sand – pale"),
    Swatch("#5a7d4f", 0.14, "moss"),
    Swatch("#8a8f98", 0.05, ""),
)
RATED: tuple[tuple[Palette, float], ...] = (
    (SHARED, 5.0),
    (tuple(Swatch(color) for color in ("#ff00ff", "#00ff00", "#0000ff")), 1.0),
    (tuple(Swatch(color) for color in ("#f4e9d8", "#d9a441", "#7a4b2a", "#2e1d16")), 4.0),
    (tuple(Swatch(color) for color in ("#e0f0ff", "#90b0d0", "#305070")), 2.0),
)
COLOR_VALUES = {"warm": 0.8, "cool": -0.5, "vibrant": -0.3, "muted": 0.4, "monochrome": 0.1}


def swatches(palette: Palette) -> list[Any]:
    """Return a palette as plain data."""
    return [[swatch.hex, swatch.share, swatch.name] for swatch in palette]


def extracted(name: str, longer_px: int = LONGER_PX) -> dict[str, Any]:
    """Return palettes of a canvas in several sizes, with its paper and without."""
    pixels = canvas(name, longer_px)
    found = {str(size): swatches(extract_palette(pixels, size)) for size in SIZES}
    found["with paper"] = swatches(extract_palette(pixels, 5, seed=3, keep_paper=True))
    return found


# What palettes are recommended for; of a drawing's greys rounding decides the hue, so that one is for hashes alone.
STARTS = ("painting", "stroke", "by hand")


def recommended(start: str) -> dict[str, Any]:
    """Return what is recommended for a canvas or a palette, by what is known of the taste."""
    own = SHARED if start == "by hand" else extract_palette(canvas(start, LONGER_PX), 5)
    cases: dict[str, Any] = {
        "nothing known": {},
        "colour values": {"color_values": COLOR_VALUES, "seed": 3},
        "rated": {"rated": RATED, "count": 6, "seed": 4},
        "all": {"rated": RATED, "color_values": COLOR_VALUES, "count": 2, "size": 8, "seed": 5},
    }
    return {
        case: [{**asdict(item), "palette": swatches(item.palette)} for item in recommend(own, **given)]
        for case, given in cases.items()
    }


def worked() -> dict[str, Any]:
    """Return what the tools make of one palette."""
    return {
        "vary": [swatches(one) for one in vary_palette(SHARED, 3, locked=(1,), seed=9)],
        "vary strongly": [swatches(one) for one in vary_palette(SHARED, 2, amount=1.0, seed=9)],
        "ramp": swatches(make_ramp(SHARED[0])),
        "leaning ramp": swatches(make_ramp(SHARED[3], 9, lean=0.5)),
        "sort": {by: swatches(sort_palette(SHARED, by)) for by in ("share", "lightness", "hue", "chroma")},
        "limit": {str(size): swatches(limit_palette(SHARED, size)) for size in (1, 3, 5)},
        "contrast": asdict(read_contrast(SHARED)),
        "vision": {kind: [swatches(preview_vision(SHARED, kind)), confused_pairs(SHARED, kind)] for kind in KINDS},
        "colour side": [color_weights(palette) for palette, _ in RATED],
    }


def repainted() -> list[Any]:
    """Return a coarse look at a canvas repainted in a palette."""
    pixels = remap_pixels(canvas("painting", LONGER_PX), SHARED, softness=0.4, keep_light=0.7)
    return pixels[4::24, 4::24].tolist()


def file_of(extension: str) -> Any:
    """Return the bytes of a palette's file in hexadecimal; of archives and pictures what is in them."""
    data = by_extension(extension).write(SHARED, "Harbour – dusk")
    if extension == "kpl":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [[item.filename, item.compress_type, archive.read(item).hex()] for item in archive.infolist()]
    if extension == "png":
        return {"chunks": _chunks(data), "pixels": _coarse(data)}
    return data.hex()


def read_back(extension: str) -> dict[str, Any]:
    """Return what is read of a file that was just written."""
    chosen = by_extension(extension)
    read = chosen.read(chosen.write(SHARED, "Harbour – dusk"))
    return {**asdict(read), "swatches": swatches(read.swatches)}


def _chunks(data: bytes) -> list[list[str]]:
    """Return the chunks of a PNG, the compressed ones by name alone."""
    found, place = [], 8
    while place < len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        content = "" if name in (b"IDAT", b"iCCP", b"zTXt") else data[place + 8 : place + 8 + length].hex()
        if not found or found[-1][0] != name.decode():
            found.append([name.decode(), content])
        place += length + 12
    return found


def _coarse(data: bytes) -> dict[str, Any]:
    with PillowImage.open(io.BytesIO(data)) as image:
        pixels = np.asarray(image.convert("RGBA"))
    height, width = pixels.shape[:2]
    return {"size": [width, height], "looks": pixels[:: max(1, height // 6), :: max(1, width // 24)].tolist()}


def produce() -> dict[str, Any]:
    """Return everything about palettes."""
    return {
        "extracted": {name: extracted(name) for name in CANVASES},
        "recommended": {start: recommended(start) for start in STARTS},
        "worked": worked(),
        "repainted": repainted(),
        "files": {extension: file_of(extension) for extension in EXTENSIONS},
        "read": {extension: read_back(extension) for extension in EXTENSIONS},
    }
