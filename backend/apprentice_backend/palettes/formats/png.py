"""Swatch sheets, `.png`: a picture of labelled swatches with the palette in a text chunk."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from ..convert import color_codes
from ..swatch import Palette, Swatch
from ..tools.strip import draw_strip
from . import json_file
from .base import NamedPalette, PaletteFileError

# The key of the text chunk that holds the palette as JSON.
_KEY = "apprentice-palette"
_CELL_PX, _HEIGHT_PX, _PER_ROW = 160, 200, 8
_MAX_PIXELS = 4096 * 4096
# A picture of at most this many colours is read as a palette, as pixel artists share them.
_MAX_COLORS = 256


def write(palette: Palette, name: str) -> bytes:
    """Return the bytes of a picture of the swatches, eight in a row, with the palette in a text chunk."""
    rows = [palette[start : start + _PER_ROW] for start in range(0, len(palette), _PER_ROW)]
    columns = min(len(palette), _PER_ROW)
    sheet = np.zeros((_HEIGHT_PX * len(rows), _CELL_PX * columns, 4), dtype=np.uint8)
    for index, row in enumerate(rows):
        strip = draw_strip(row, _CELL_PX * len(row), _HEIGHT_PX)
        sheet[index * _HEIGHT_PX : (index + 1) * _HEIGHT_PX, : strip.shape[1]] = strip
    text = PngImagePlugin.PngInfo()
    text.add_itxt(_KEY, json_file.write(palette, name).decode())
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, "PNG", pnginfo=text)
    return file.getvalue()


def read(data: bytes) -> NamedPalette:
    """Read a swatch sheet, or any picture of at most 256 colours, in the order of their first pixels.

    Raises:
        PaletteFileError: it is no PNG, is damaged or too large, or is a picture rather than a palette.
    """
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        raise PaletteFileError("This is not a PNG picture.")
    width, height = struct.unpack_from(">II", data, 16)
    if width * height > _MAX_PIXELS:
        raise PaletteFileError(f"This picture of {width} x {height} pixels is too large to be a palette.")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            rgba = np.array(image.convert("RGBA"))
            text = getattr(image, "text", {}).get(_KEY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error) as error:
        raise PaletteFileError("This PNG picture is damaged and cannot be read.") from error
    return json_file.read(text.encode()) if isinstance(text, str) else _distinct(rgba)


def _distinct(rgba: np.ndarray) -> NamedPalette:
    distinct, first = np.unique(color_codes(rgba[rgba[..., 3] > 0][:, :3]), return_index=True)
    if not 1 <= len(distinct) <= _MAX_COLORS:
        raise PaletteFileError(
            f"This is a picture of {len(distinct)} colours and no palette: extract one from it instead."
        )
    return NamedPalette("", tuple(Swatch(f"#{value:06x}") for value in distinct[np.argsort(first)]))
